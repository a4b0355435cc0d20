import type { Api, Operation } from '../api/api.ts'
import { propertyName, quote } from '../naming.ts'

/** The table of `operations.ts`: what a server must know about each operation before it calls a handler. */
export function routesText({ operations, problems, rateClasses }: Api): string {
  const rows = operations.map((operation) => `  ${literal(routeOf(operation))},\n`).join('')
  const catalogue = Object.fromEntries(
    Object.entries(problems).map(([code, { status, title }]) => [code, { status, title }]),
  )
  return `export interface Route {
  id: keyof Requests
  method: string
  /** The template, with braces. */
  path: string
  /** The scopes that a caller needs; null where anyone may call. */
  scopes: readonly string[] | null
  /** The security schemes, any of which will do. */
  security: readonly string[]
  rateClass: string | null
  idempotent: boolean
  requestMediaTypes: readonly string[]
  bodyRequired: boolean
  /** Media types by status; none where the answer has no content. */
  responses: Readonly<Record<string, readonly string[]>>
  deprecated: boolean
  /** RFC 3339 full-date. */
  sunset: string | null
  /** The operation that replaces it. */
  successor: string | null
}

export const routes: readonly Route[] = [
${rows}]

/** The catalogue of problems, by \`code\`. */
export const problems = ${block(catalogue)} as const
export type ProblemCode = keyof typeof problems

export const rateClasses = ${block(rateClasses)} as const
`
}

function routeOf(operation: Operation): Record<string, unknown> {
  const { id, method, path, security, rateClass, idempotent, body, responses, deprecated, sunset, successor } =
    operation
  const open = security.length === 0 || security.some((alternative) => Object.keys(alternative).length === 0)
  return {
    id,
    method: method.toUpperCase(),
    path,
    scopes: open ? null : [...new Set(security.flatMap((alternative) => Object.values(alternative).flat()))],
    security: [...new Set(security.flatMap((alternative) => Object.keys(alternative)))],
    rateClass: rateClass ?? null,
    idempotent,
    requestMediaTypes: body?.content.map(({ mediaType }) => mediaType) ?? [],
    bodyRequired: body?.required ?? false,
    responses: Object.fromEntries(
      responses.map(({ status, content }) => [status, content.map(({ mediaType }) => mediaType)]),
    ),
    deprecated,
    sunset: sunset ?? null,
    successor: successor ?? null,
  }
}

/** A value as source text, on one line. */
function literal(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const members = Object.entries(value).map(([key, member]) => `${memberName(key)}: ${literal(member)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/** An object with a line for each member. */
const block = (value: Record<string, unknown>): string =>
  Object.keys(value).length === 0
    ? '{}'
    : `{\n${Object.entries(value)
        .map(([key, member]) => `  ${memberName(key)}: ${literal(member)},\n`)
        .join('')}}`

// In an object literal a bare `__proto__` sets the prototype.
const memberName = (key: string): string =>
  key === '__proto__' ? "['__proto__']" : /^(0|[1-9]\d*)$/.test(key) ? key : propertyName(key)
