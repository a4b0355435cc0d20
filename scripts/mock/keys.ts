import { isDeepStrictEqual } from 'node:util'
import type { Operation } from '../generate/api/api.ts'
import type { MockAnswer } from './answer.ts'

/** The most keys that the mock remembers. */
const mostKeys = 1_000

interface Keyed {
  operation: Operation
  headers: Record<string, string>
  /** What one request under a key has in common with its repeats. */
  request: unknown
}

/**
 * Requests by `Idempotency-Key`: a repeat gets the first one's answer, and another request under the same key is
 * `reused`. Refusals and faults are forgotten, so that what `Prefer` made fail may be tried again.
 */
export function rememberKeys() {
  const known = new Map<string, { request: unknown; answer: MockAnswer }>()
  return ({ operation, headers, request }: Keyed, answer: () => MockAnswer, reused: () => MockAnswer): MockAnswer => {
    const key = operation.idempotent ? headers['idempotency-key'] : undefined
    if (key === undefined) return answer()
    const first = known.get(key)
    if (first) return isDeepStrictEqual(first.request, request) ? replayed(operation, first.answer) : reused()
    const fresh = answer()
    if (fresh.status < 300) known.set(key, { request, answer: fresh })
    const [oldest] = known.keys()
    if (known.size > mostKeys && oldest !== undefined) known.delete(oldest)
    return fresh
  }
}

/** Says that it was replayed where the contract does. */
function replayed({ responses }: Operation, answer: MockAnswer): MockAnswer {
  const name = 'idempotency-replayed'
  const declared = responses.find(({ status }) => status === `${answer.status}`)?.headers ?? []
  if (!declared.some((header) => header.name === name)) return answer
  return { ...answer, headers: { ...answer.headers, [name]: 'true' } }
}
