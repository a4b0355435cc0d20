/** What validators take, and what they say is wrong with it: `validators.d.ts` holds this as it stands. */

export interface RawRequest {
  /** As it was sent, percent escapes and all. */
  path: Record<string, string>
  /** As it was sent, without the question mark. */
  query: string
  /** Names in lower case. */
  headers: Record<string, string | undefined>
  /** The body's media type; needed where the operation takes several. */
  contentType?: string
  /**
   * Parsed JSON; a form as its text, or as a record of its members: texts, bytes, lists of them where a name repeats; any
   * other text. Defaults are filled in in place.
   */
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
