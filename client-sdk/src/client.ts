import { invalidArgument, refuse } from './error.ts'
import type { RetryPolicy } from './types.ts'

/** What `fetch` is asked for: a URL and plain options, so that any implementation of fetch does. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface AuthContext {
  baseUrl: string
  /**
   * Sends one request, once and without credentials; rejects with a StockroomError. Where that may pass, the call counts
   * it as one of its attempts and asks for its credentials again.
   */
  send: <T>(
    request: { method: string; path: string; headers: Record<string, string>; body: string },
    read: (response: Response) => Promise<T>,
  ) => Promise<T>
  /** How the client tries again. */
  retry: RetryPolicy
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
  /** Milliseconds for a whole call, retries included, from 1 to 2,147,483,647. 60,000 when absent. */
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

/** How long and how often a call tries. */
export interface Limits extends RetryPolicy {
  timeout: number
}

const defaults: Limits = {
  timeout: 60_000,
  attempts: 6,
  minDelay: 250,
  maxDelay: 8_000,
  attemptTimeout: 20_000,
  maxRetryAfter: 60_000,
}

/**
 * The limits of `base`, but for those that the options change.
 * @throws StockroomError ARGUMENT_INVALID for what no timer and no loop can hold
 */
export function limitsOf(base: Limits, { timeout, retry }: Pick<ClientOptions, 'timeout' | 'retry'>): Limits {
  const changed: Record<string, unknown> = {
    timeout,
    ...(Object(retry) === retry ? retry : { attempts: retry === false ? 1 : retry }),
  }
  const limits: Record<string, number> = { ...base }
  for (const name in base) {
    const value = Number(changed[name] ?? limits[name])
    if (!(value >= 1 && value < 2 ** 31)) refuse(name, changed[name])
    limits[name] = value
  }
  return limits as unknown as Limits
}

/**
 * A connection for the functions of `@stockroom/sdk/v2/<resource>`; `createStockroom` makes one of its own.
 * @param versions what the base URL must not end in, since the paths have it
 * @throws StockroomError ARGUMENT_INVALID
 */
export function connect(options: ClientOptions, versions?: RegExp): Client {
  const { baseUrl } = options
  const retry = limitsOf(defaults, options)
  // Not shown: it may hold a password.
  if (!baseUrl?.match?.(/^https?:\/\/[^?#@\s]+$/) || versions?.test(baseUrl))
    throw invalidArgument('baseUrl must be like https://host')
  return {
    ...({ headers: {}, ...options } as Client),
    baseUrl: baseUrl.replace(/\/+$/, ''),
    timeout: retry.timeout,
    retry,
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    notify:
      options.onDeprecation ??
      ((notice) => (options.logger ?? console).warn(`${notice.operation} is deprecated`, notice)),
    noticed: new Set(),
  }
}
