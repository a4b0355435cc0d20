import type { Response } from '../../openapi/model/exchange.ts'

/** A response that only one contract declares. `covered`: a range or `default` of the other includes its status. */
interface Unmatched {
  response: Response
  covered: boolean
}

/** Two declarations that hold for one status. */
export interface ResponsePair {
  base: Response
  revision: Response
}

interface MatchedResponses {
  /** The responses of both contracts that apply to the same status. */
  both: ResponsePair[]
  removed: Unmatched[]
  added: Unmatched[]
}

/** Matches responses by status. One that only one contract declares is compared with the other's range or `default`. */
export function matchResponses(base: Response[], revision: Response[]): MatchedResponses {
  const matched: MatchedResponses = { both: [], removed: [], added: [] }
  for (const one of base) {
    const other = revision.find((each) => each.status === one.status)
    if (other !== undefined) matched.both.push({ base: one, revision: other })
    else {
      const cover = coverOf(revision, one.status)
      if (cover !== undefined) matched.both.push({ base: one, revision: cover })
      matched.removed.push({ response: one, covered: cover !== undefined })
    }
  }
  for (const other of revision) {
    if (base.some((each) => each.status === other.status)) continue
    const cover = coverOf(base, other.status)
    if (cover !== undefined) matched.both.push({ base: cover, revision: other })
    matched.added.push({ response: other, covered: cover !== undefined })
  }
  return matched
}

function coverOf(responses: Response[], status: string): Response | undefined {
  const range = /^\d/.test(status) ? `${status[0]}XX` : 'default'
  return responses.find((each) => each.status === range) ?? responses.find((each) => each.status === 'default')
}

/** True for 1xx, 2xx and 3xx, for which a client waits. `default` stands for errors. */
export const isSuccess = (status: string) => /^[123]/.test(status)
