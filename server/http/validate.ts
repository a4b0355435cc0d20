/** Between Node's request and the generated validators. */
import type { IncomingMessage } from 'node:http'
import { type Fault, Refusal } from '../domain/refusal.ts'
import type { Content } from './body.ts'
import type { RawRequest, ValidationError } from './version.ts'

export function shapeOf(
  req: IncomingMessage,
  path: Record<string, string>,
  query: string,
  content: Content | null,
): RawRequest {
  // Only set-cookie is ever an array, and that is a response's header.
  const headers = req.headers as Record<string, string | undefined>
  if (content === null) return { path, query, headers }
  return { path, query, headers, contentType: content.contentType, body: content.value }
}

export function invalid(errors: readonly ValidationError[]): Refusal {
  return new Refusal('VALIDATION_FAILED', {
    detail: errors.length === 1 ? 'One member or parameter is invalid.' : `${errors.length} members are invalid.`,
    errors: errors as readonly Fault[],
  })
}
