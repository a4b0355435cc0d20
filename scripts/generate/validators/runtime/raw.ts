/** What validators take, and what they say is wrong with it: `validators.d.ts` holds this as it stands. */

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
