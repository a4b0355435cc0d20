import { invalidArgument } from './error.ts'
import type { RetryPolicy } from './types.ts'

/** What `fetch` is asked for: a URL and plain options, so that any implementation of fetch does. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface AuthContext {
  baseUrl: string
  /** Sends one request by the client's retry policy, without credentials; rejects with a StockroomError. */
  send: <T>(
    request: { method: string; path: string; headers: Record<string, string>; body: string },
    read: (response: Response) => Promise<T>,
  ) => Promise<T>
  /** The headers that were answered with 401, when the client asks again. */
  refused: Record<string, string> | undefined
}

/** Gives the headers that say who is calling, or a bearer token. Asked before each attempt, and once more after a 401. */
export type Auth = (context: AuthContext) => Record<string, string> | string | Promise<Record<string, string> | string>

/** `console` and most loggers fit. */
export interface Logger {
  debug(message: string, details: object): void
  warn(message: string, details: object): void
}

export interface Span {
  setAttribute(key: string, value: string | number): unknown
  recordException(error: Error): unknown
  end(): unknown
  spanContext?(): { traceId: string; spanId: string; traceFlags: number }
}

/** An OpenTelemetry `Tracer` fits; the SDK itself depends on none. */
export interface Tracer {
  startSpan(name: string, options: { attributes: Record<string, string> }): Span
}

/** What an answer's `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and `Link` headers say. */
export interface DeprecationNotice {
  operation: string
  deprecation: string | undefined
  sunset: string | undefined
  link: string | undefined
}

export interface ClientOptions {
  /** Where the API is, without `/v2`. */
  baseUrl: string
  auth?: Auth | undefined
  /** Milliseconds for a whole call, retries included. 60,000 when absent. */
  timeout?: number | undefined
  retry?: Partial<RetryPolicy> | false | undefined
  fetch?: Fetch | undefined
  /** Sent with every request. */
  headers?: Record<string, string> | undefined
  logger?: Logger | undefined
  tracer?: Tracer | undefined
  /** Called once an operation. Without it, and without a logger, the notice goes to `console.warn`. */
  onDeprecation?: ((notice: DeprecationNotice) => void) | undefined
}

export interface Client {
  baseUrl: string
  auth: Auth | undefined
  timeout: number
  retry: RetryPolicy
  fetch: Fetch
  headers: Record<string, string>
  logger: Logger | undefined
  tracer: Tracer | undefined
  notify: (notice: DeprecationNotice) => void
  /** The operations whose deprecation has been told. */
  noticed: Set<string>
}

const defaultRetry = { attempts: 8, minDelay: 250, maxDelay: 8_000, attemptTimeout: 20_000, maxRetryAfter: 60_000 }

export function mergeRetry(base: RetryPolicy, change: Partial<RetryPolicy> | false | undefined): RetryPolicy {
  return { ...base, ...(change === false ? { attempts: 1 } : change) }
}

/** A connection for the functions of `@stockroom/sdk/v2/<resource>`; `createStockroom` makes one of its own. */
export function connect(options: ClientOptions): Client {
  const baseUrl = options.baseUrl.replace(/\/+$/, '')
  if (!/^https?:\/\/[^/?#][^?#]*$/.test(baseUrl)) {
    throw invalidArgument(`baseUrl must be an http(s) URL without query: ${options.baseUrl}`)
  }
  return {
    ...(options as Client),
    baseUrl,
    timeout: options.timeout ?? 60_000,
    retry: mergeRetry(defaultRetry, options.retry),
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    headers: options.headers ?? {},
    notify:
      options.onDeprecation ??
      ((notice) => (options.logger ?? console).warn(`${notice.operation} is deprecated`, notice)),
    noticed: new Set(),
  }
}
