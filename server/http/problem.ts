/** Turns whatever ended a request early into a problem (RFC 9457), or an OAuth error (RFC 6749 §5.2) where those are spoken. */
import { problems } from '../../generated/v2/operations.ts'
import { brokenReference, isUnavailable } from '../db/errors.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Answer, Exchange } from './exchange.ts'
import type { Problem } from './problem-body.ts'

const catalogue: Record<string, { status: number; title: string } | undefined> = problems

export const problemType = 'application/problem+json'

/** What an unforeseen error becomes: the inside stays inside, the log has the rest. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (isUnavailable(error)) return unavailable()
  // Another issuer names partners that nobody has put in here.
  if (brokenReference(error)?.endsWith('_partner_id_fkey')) return invalidToken('The token names an unknown partner.')
  return new Refusal('INTERNAL_ERROR', { detail: 'Quote the trace_id when you write to us.' })
}

/** Of every challenge. */
export const realm = 'Bearer realm="stockroom"'

/** With its challenge (RFC 6750 §3). */
export function invalidToken(detail: string): Refusal {
  return new Refusal('TOKEN_INVALID', {
    detail,
    headers: { 'www-authenticate': `${realm}, error="invalid_token"` },
  })
}

export function unavailable(): Refusal {
  return new Refusal('SERVICE_UNAVAILABLE', {
    detail: 'Send the same request again after Retry-After.',
    headers: { 'retry-after': String(jitter(1, 4)) },
  })
}

/** Whole seconds, spread so that callers who were refused together do not return together. */
export function jitter(least: number, most: number): number {
  return least + Math.floor(Math.random() * (most - least + 1))
}

export function statusOf(refusal: Refusal): number {
  return catalogue[refusal.code]?.status ?? 500
}

export function problemOf(refusal: Refusal, instance: string, requestId: string): Problem {
  const { status, title } = catalogue[refusal.code] ?? { status: 500, title: refusal.code }
  return {
    type: `https://stockroom.example/problems/${refusal.code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: refusal.detail ?? title,
    instance,
    code: refusal.code,
    ...(refusal.errors && refusal.errors.length > 0 ? { errors: refusal.errors } : {}),
    trace_id: requestId,
  }
}

export function problemAnswer(refusal: Refusal, x: Exchange): Answer {
  x.code = refusal.code
  const status = statusOf(refusal)
  if ((status === 400 || status === 422) && speaksOAuth(x)) return oauthAnswer(refusal)
  const problem = problemOf(refusal, instanceOf(x.req.url), x.requestId)
  const successor =
    refusal.code === 'VERSION_GONE' && x.route !== null ? x.version?.lifecycle?.successorOf(x.route) : null
  if (successor != null) problem.successor = successor
  const { contentType, body } = x.version?.encodeProblem?.(problem) ?? { contentType: problemType, body: problem }
  return { status, headers: refusal.headers ?? {}, contentType, text: JSON.stringify(body) }
}

/** An operation whose 400 is not a problem document but RFC 6749's. */
function speaksOAuth({ route, version }: Exchange): boolean {
  if (version?.encodeProblem != null) return false
  const declared = route?.responses['400']
  return declared?.includes('application/json') === true && !declared.includes(problemType)
}

function oauthAnswer(refusal: Refusal): Answer {
  const faults = refusal.errors?.map(({ pointer, message }) => `${pointer.slice(1) || 'the request'} ${message}`)
  const error_description = faults?.join('; ') ?? refusal.detail ?? 'The request is malformed.'
  return {
    status: 400,
    headers: { 'cache-control': 'no-store' },
    contentType: 'application/json',
    text: JSON.stringify({ error: 'invalid_request', error_description }),
  }
}

/** The path without the query, which may hold what is nobody else's business; always a valid URI reference. */
export function instanceOf(url: string | undefined): string {
  const path = (url ?? '/').split('?', 1)[0] as string
  return /^\/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9a-f]{2})*$/i.test(path) && !path.startsWith('//') ? path : '/'
}
