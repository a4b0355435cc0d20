import { Refusal } from '../../domain/refusal.ts'
import { assertShape } from './json-shape.ts'

/** @throws Refusal REQUEST_MALFORMED where it is not JSON that means the same to every reader (RFC 8259, RFC 7493) */
export function parseJson(text: string): unknown {
  assertShape(text)
  const value = parsed(text)
  // UTF-8 has no half of a pair; only an escape can bring one.
  if (half.test(text) && !wellFormed(value)) {
    throw new Refusal('REQUEST_MALFORMED', { detail: 'A text holds half of a surrogate pair.' })
  }
  return value
}

const half = /\\u[dD][89a-fA-F]/

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Refusal('REQUEST_MALFORMED', { detail: `The content is not JSON: ${reason(error, text)}.` })
  }
}

/** RFC 7493 §2.1. */
function wellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, member]) => name.isWellFormed() && wellFormed(member))
}

/** V8 quotes the content in its message, which may hold a secret: only the place is told, where V8 tells it. */
function reason(error: unknown, text: string): string {
  const message = String(error)
  if (/end of JSON input|Unterminated/.test(message)) return 'it ends too early'
  const offset = /position (\d+)/.exec(message)?.[1]
  if (offset === undefined) return 'it holds something that JSON does not have'
  const before = text.slice(0, Number(offset)).split('\n')
  return `line ${before.length}, column ${(before.at(-1) as string).length + 1} cannot be read`
}
