import { type Answer, type Contract, contentOf, type Match, match } from './contract.ts'
import type { SentRequest } from './types.ts'

export interface Received {
  request: SentRequest<string>
  /** Undefined where the contract has no such operation. */
  match: Match | undefined
  /** The request as the API reads it, with defaults filled in and UUIDs in lower case; undefined where it has faults. */
  read: { path?: unknown; query?: unknown; body?: unknown } | undefined
  /** The body cannot be parsed. */
  isMalformed: boolean
}

const mediaTypeOf = (headers: Record<string, string>) => (headers['content-type'] ?? '').split(';')[0] ?? ''

export async function receive(contract: Contract, sent: Request): Promise<Received> {
  const { pathname: path, search, searchParams: query } = new URL(sent.url)
  const headers = Object.fromEntries(sent.headers)
  const contentType = mediaTypeOf(headers)
  const text = await sent.text()
  const { body, isMalformed } = parse(text, contentType)
  const found = match(contract, sent.method, path)
  const request = { operation: found?.id, method: sent.method, path, query, headers, body, faults: [] }
  const received = { request, match: found, read: undefined, isMalformed }
  if (!found || isMalformed) return received
  // The checks fill in defaults in place.
  const content = text === '' ? {} : { body: structuredClone(body) }
  const checked = contract.checks[found.id]?.({
    path: found.path,
    query: search.slice(1),
    headers,
    contentType,
    ...content,
  })
  return checked?.ok === false
    ? { ...received, request: { ...request, faults: checked.errors } }
    : { ...received, read: checked && Object(checked.value) }
}

function parse(text: string, contentType: string): { body: unknown; isMalformed: boolean } {
  const isMalformed = false
  if (text === '') return { body: undefined, isMalformed }
  if (contentType === 'application/x-www-form-urlencoded')
    return { body: Object.fromEntries(new URLSearchParams(text)), isMalformed }
  if (!/[/+]json$/.test(contentType)) return { body: text, isMalformed }
  try {
    return { body: JSON.parse(text), isMalformed }
  } catch {
    return { body: text, isMalformed: true }
  }
}

/** What the API would refuse before it does anything, in the order in which it does. */
export function refusalOf(contract: Contract, found: Match, { request, isMalformed }: Received): Answer | undefined {
  const { operation } = found
  const { headers, body, faults } = request
  if (!operation.open && !headers.authorization && !headers['x-api-key']) return { status: 401 }
  const isUnsupported = body !== undefined && operation.accepts[0] && !operation.accepts.includes(mediaTypeOf(headers))
  if (isUnsupported) return { status: 415 }
  if (isMalformed) return { status: 400, example: 'REQUEST_MALFORMED' }
  if (faults.length === 0) return undefined
  const invalid = { status: 422, example: 'VALIDATION_FAILED' }
  return { ...invalid, body: { ...Object(contentOf(found, invalid).body), ...contract.faults(faults) } }
}
