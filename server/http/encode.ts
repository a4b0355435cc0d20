/** A handler's outcome as an answer, written by the serializer compiled for exactly that response. */
import type { Answer } from './exchange.ts'
import type { Outcome, Version } from './version.ts'

export function encode({ serializers }: Version, operation: string, outcome: Outcome): Answer {
  const headers: Record<string, string> = {}
  for (const name in outcome.headers) {
    const value = outcome.headers[name]
    if (value !== undefined) headers[name] = String(value)
  }
  if (outcome.body === undefined) return { status: outcome.status, headers, contentType: null, text: null }

  const byType = serializers[operation]?.[outcome.status]
  const contentType = outcome.contentType ?? Object.keys(byType ?? {})[0]
  const serialize = contentType === undefined ? undefined : byType?.[contentType]
  if (contentType === undefined || serialize === undefined) {
    throw new Error(
      `${operation} answers ${outcome.status} ${contentType ?? ''}, for which the contract has no content`,
    )
  }
  return { status: outcome.status, headers, contentType, text: serialize(outcome.body) }
}

/** What the contract forbids does not leave. @throws Error naming what is wrong, never what is in it */
export function assertAnswer({ responses }: Version, operation: string, { status, contentType, text }: Answer): void {
  const check = contentType === null ? undefined : responses[operation]?.[status]?.[contentType]
  const faults = check === undefined || text === null ? [] : check(JSON.parse(text))
  if (faults.length === 0) return
  const places = faults.map(({ pointer, code }) => `${pointer || 'the whole'} ${code}`).join(', ')
  throw new Error(`${operation} answers ${status} against its contract: ${places}`)
}
