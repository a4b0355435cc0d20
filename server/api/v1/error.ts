/** Errors in the shape that was there before RFC 9457. */
import type { components } from '../../../generated/v1/types.ts'

type Schemas = components['schemas']

/** What is wrong, as any version may say it. */
interface Problem {
  readonly code: string
  readonly detail: string
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[] | undefined
  readonly trace_id: string
}

/** The end of the version is told to both kinds of reader: those of v1's errors, and those of problems. */
export function encodeError(problem: Problem): { contentType: string; body: object } {
  const { code, detail: message, errors = [], trace_id } = problem
  const details = errors.map(({ pointer, message }) => ({ field: fieldOf(pointer), message }))
  const error: Schemas['Error'] = { code, message, details, trace_id }
  if (code !== 'VERSION_GONE') return { contentType: 'application/json', body: error }
  return { contentType: 'application/problem+json', body: { ...problem, ...error } }
}

/** `/lines/0/quantity` → `lines.0.quantity` */
function fieldOf(pointer: string): string {
  const segments = pointer.split('/').slice(1)
  return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~')).join('.')
}
