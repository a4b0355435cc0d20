/** `validators.d.ts`. */
export const declarations = (banner: string): string => `${banner}

import type { Requests } from './operations.ts'

export interface RawRequest {
  /** Percent-decoded. */
  path: Record<string, string>
  /** As it was sent, without the question mark. */
  query: string
  /** Names in lower case. */
  headers: Record<string, string | undefined>
  /** The body's media type; needed where the operation takes several. */
  contentType?: string
  /** Parsed JSON, or a form as text or as a record of texts. Defaults are filled in in place. */
  body?: unknown
}

export interface ValidationError {
  in: 'path' | 'query' | 'headers' | 'cookies' | 'body'
  /** JSON pointer (RFC 6901) into that part, empty for the whole. */
  pointer: string
  /** Such as REQUIRED, TYPE, MINIMUM, UNKNOWN_MEMBER; MALFORMED where a text could not be read at all. */
  code: string
  message: string
}

export type Result<Value> = { ok: true; value: Value } | { ok: false; errors: ValidationError[] }

/** By operation: everything coerced, filled in and checked, or all that is wrong (at most a hundred of each part). */
export const requests: { readonly [Id in keyof Requests]: (raw: RawRequest) => Result<Requests[Id]> }

/** By operation, status and media type: what is wrong with a body, as it is on the wire. */
export const responses: {
  readonly [Id in keyof Requests]: Readonly<Record<string, Readonly<Record<string, (body: unknown) => ValidationError[]>>>>
}
`
