import type { Answer, Match } from './contract.ts'
import type { Received } from './receive.ts'

interface Claim {
  fingerprint: string
  /** Absent while the first request is running. */
  answer?: Response
}

/** The requests by idempotency key. */
export type Replays = Map<string, Claim>

/** Members in one order, as the API compares them. */
const canonical = (value: unknown) =>
  JSON.stringify(value, (_, each) =>
    Object(each) === each && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )

/** Refused before the API looks at the key, or to be asked again. */
const isKept = ({ status, headers }: Response) =>
  status < 500 && ![400, 401, 406, 408, 413, 415, 429].includes(status) && !headers.has('retry-after')

/** Same key, same request: one effect and one answer. */
export async function once(
  replays: Replays,
  { id, operation }: Match,
  { request, read = {} }: Received,
  run: () => Promise<Response>,
  write: (answer: Answer) => Response,
): Promise<Response> {
  const key = operation.idempotent && request.headers['idempotency-key']
  if (!key) return run()
  const fingerprint = canonical([id, read.path, read.query, request.headers['content-type'], read.body])
  const claim = replays.get(key)
  if (claim && claim.fingerprint !== fingerprint) return write({ status: 422, example: 'IDEMPOTENCY_KEY_REUSED' })
  if (claim?.answer) {
    const { status, headers, body } = claim.answer.clone()
    return new Response(body, { status, headers: { ...Object.fromEntries(headers), 'idempotency-replayed': 'true' } })
  }
  if (claim) return write({ status: 409, example: 'IDEMPOTENCY_IN_PROGRESS', headers: { 'retry-after': '0' } })
  replays.set(key, { fingerprint })
  try {
    const answer = await run()
    if (isKept(answer)) replays.set(key, { fingerprint, answer: answer.clone() })
    else replays.delete(key)
    return answer
  } catch (error) {
    replays.delete(key)
    throw error
  }
}
