import { agent } from './agent.ts'
import { invalidArgument, refuse } from './error.ts'
import type { Observer } from './observer.ts'
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

/** The options of `connect`. */
export interface ConnectOptions {
  /** Where the API is, without `/v2`. */
  baseUrl: string
  auth?: Auth | undefined
  /** Milliseconds for a whole call, retries included, from 1 to 2,147,483,647. 60,000 when absent. */
  timeout?: number | undefined
  retry?: Partial<RetryPolicy> | false | undefined
  fetch?: Fetch | undefined
  /** Sent with every request. */
  headers?: Record<string, string> | undefined
  /** Watches the calls: `logging(…)`, `tracing(…)`, `deprecations(…)`, one of your own, or `observers(…)` of several. */
  observer?: Observer | undefined
}

export interface Client {
  baseUrl: string
  auth: Auth | undefined
  retry: RetryPolicy
  fetch: Fetch
  headers: Record<string, string>
  observer?: Observer | undefined
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
export function limitsOf(base: Limits, { timeout, retry }: Pick<ConnectOptions, 'timeout' | 'retry'>): Limits {
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
export function connect(options: ConnectOptions, versions?: RegExp): Client {
  const { baseUrl } = options
  const retry = limitsOf(defaults, options)
  // Not shown: it may hold a password.
  if (!baseUrl?.match?.(/^https?:\/\/[^?#@\s]+$/) || versions?.test(baseUrl))
    throw invalidArgument('baseUrl must be like https://host')
  return {
    ...(options as Client),
    headers: { ...agent(), ...options.headers },
    baseUrl: baseUrl.replace(/\/+$/, ''),
    retry,
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
  }
}
