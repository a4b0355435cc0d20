import type { ClientCode, StockroomError } from './error.ts'

/** Any other string, without losing the completion of the known ones. */
export type Open = string & Record<never, never>

/** How a failed attempt is tried again. All are numbers from 1 to 2,147,483,647; times are in milliseconds. */
export interface RetryPolicy {
  /** The most attempts of one call, the first included, and those that got no credentials. */
  attempts: number
  /** Before retry n the SDK waits at random between a half and the whole of `minDelay * 2^(n-1)`, and up to `maxDelay`. */
  minDelay: number
  maxDelay: number
  /** The longest that one attempt may take before it counts as failed. */
  attemptTimeout: number
  /** The longest `Retry-After` that is waited for, before that random time. */
  maxRetryAfter: number
}

export interface CallOptions {
  /** Ends the call, its waits between retries included. */
  signal?: AbortSignal | undefined
  /** Milliseconds for the whole call, retries included. */
  timeout?: number | undefined
  /** `false`: one attempt only. */
  retry?: Partial<RetryPolicy> | false | undefined
  /**
   * Instead of the key that the SDK makes for each call of an operation that takes `Idempotency-Key`. Given to another
   * write, it says that sending it twice is as good as once.
   */
  idempotencyKey?: string | undefined
  /** Sent with the request; they win over the SDK's own. */
  headers?: Record<string, string> | undefined
  /** The body's media type, where the operation takes several. */
  contentType?: string | undefined
}

/** What `withResponse` gives: a success, without the `ok`. */
export interface Answer<Data = unknown> {
  status: number
  data: Data
  headers: Headers
  requestId: string | undefined
  /** Unread: `response.text()` gives the body as it came. */
  response: Response
}

/** An answer that the contract documents as a success. */
export interface Success<Status extends number, Data> extends Answer<Data> {
  ok: true
  status: Status
}

/** An answer that the contract documents as an error, or another error status. */
export interface Failure<Status extends number, Body, Code extends string = string> {
  ok: false
  status: Status
  /** `HTTP_<status>` where the answer has none. */
  code: Code | `HTTP_${Status}`
  error: StockroomError<Body, Code | `HTTP_${Status}`, Status>
}

/** An answer with an error status that the contract does not document for the operation. */
export interface OtherFailure<Status extends number, Code extends string = never> {
  ok: false
  status: Status
  code: Code | OAuthCode | `HTTP_${number}`
  error: StockroomError<unknown, Code | OAuthCode | `HTTP_${number}`, Status>
}

/** How a token endpoint refuses (RFC 6749, section 5.2). */
export type OAuthCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'

/** No usable answer: `code` says why (a `ClientCode`), `error.status` is set when an answer came that the contract lacks. */
export interface NoAnswer {
  ok: false
  status: undefined
  code: ClientCode
  error: StockroomError<unknown, ClientCode>
}

export type ClientErrorStatus =
  | 400
  | 401
  | 402
  | 403
  | 404
  | 405
  | 406
  | 407
  | 408
  | 409
  | 410
  | 411
  | 412
  | 413
  | 414
  | 415
  | 416
  | 417
  | 418
  | 421
  | 422
  | 423
  | 424
  | 425
  | 426
  | 428
  | 429
  | 431
  | 451
export type ServerErrorStatus = 500 | 501 | 502 | 503 | 504 | 505 | 506 | 507 | 508 | 510 | 511
/** Every registered status that is no success. */
export type ErrorStatus = 300 | 301 | 302 | 303 | 304 | 305 | 307 | 308 | ClientErrorStatus | ServerErrorStatus
export type SuccessStatus = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226
