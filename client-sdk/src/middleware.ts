import type { Client, Fetch } from './client.ts'
import { StockroomError } from './error.ts'

/** One HTTP request: of a call, of a renewal of credentials, or of a redirect that is followed. */
export interface MiddlewareRequest {
  /** The operation's id; undefined for a request of credentials. */
  readonly operation: string | undefined
  /** Which attempt of the call it is, from 1; undefined for a request of credentials. */
  readonly attempt: number | undefined
  readonly url: string
  readonly method: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: BodyInit | null | undefined
  /** Ends with the attempt. */
  readonly signal: AbortSignal
}

/** Sends the request, or what a middleware made of it, on: to the next middleware, in the end to `fetch`. */
export type Next = (request: MiddlewareRequest) => Promise<Response>

/**
 * Stands around each HTTP request. It may change the request, answer it itself, or look at the answer. What it throws
 * ends the call with `MIDDLEWARE_FAILED`, unless that is a `StockroomError` of its own.
 */
export type Middleware = (request: MiddlewareRequest, next: Next) => Promise<Response>

/** The same connection with middleware around its requests: the first is the outermost, and all are inside earlier ones. */
export const use = (client: Client, ...middleware: Middleware[]): Client => ({
  ...client,
  fetch: middleware.reduceRight<Fetch>((inner, each) => around(each, inner), client.fetch),
})

const around =
  (middleware: Middleware, inner: Fetch): Fetch =>
  async (url, init) => {
    let failure: unknown
    try {
      const { operation, attempt, method, headers, body, signal } = init as MiddlewareRequest
      return await middleware({ operation, attempt, url, method, headers, body, signal }, async (request) => {
        const { url, ...changed } = request
        try {
          return await inner(url, { ...init, ...(changed as RequestInit) })
        } catch (thrown) {
          failure = thrown
          throw thrown
        }
      })
    } catch (cause) {
      // A request that failed is the policy's to judge, and so is one that the deadline or the caller ended.
      if (cause === failure || StockroomError.is(cause) || init.signal?.aborted) throw cause
      throw new StockroomError({ code: 'MIDDLEWARE_FAILED', cause })
    }
  }
