import type { Response } from '../../openapi/model/exchange.ts'

export interface MatchedResponses {
  /** The declarations that speak for the same status on both sides. */
  both: { base: Response; revision: Response }[]
  /** Declared by one side alone; `covered` where a range or default of the other speaks for the status. */
  gone: { response: Response; covered: boolean }[]
  came: { response: Response; covered: boolean }[]
}

/** Pairs responses by status; one that only a side declares is held against the other's range or default. */
export function matchResponses(base: Response[], revision: Response[]): MatchedResponses {
  const matched: MatchedResponses = { both: [], gone: [], came: [] }
  for (const one of base) {
    const other = revision.find((each) => each.status === one.status)
    if (other !== undefined) matched.both.push({ base: one, revision: other })
    else {
      const cover = coverOf(revision, one.status)
      if (cover !== undefined) matched.both.push({ base: one, revision: cover })
      matched.gone.push({ response: one, covered: cover !== undefined })
    }
  }
  for (const other of revision) {
    if (base.some((each) => each.status === other.status)) continue
    const cover = coverOf(base, other.status)
    if (cover !== undefined) matched.both.push({ base: cover, revision: other })
    matched.came.push({ response: other, covered: cover !== undefined })
  }
  return matched
}

function coverOf(responses: Response[], status: string): Response | undefined {
  const range = /^\d/.test(status) ? `${status[0]}XX` : 'default'
  return responses.find((each) => each.status === range) ?? responses.find((each) => each.status === 'default')
}

/** Informational, successful and redirecting answers: the request was not in vain. */
export const isSuccess = (status: string) => /^[123]/.test(status)
