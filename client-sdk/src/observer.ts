import type { StockroomError } from './error.ts'
import { quietly } from './quietly.ts'

/** The operation that is called, as the contract has it. */
export interface CalledOperation {
  readonly id: string
  /** `GET` when absent. */
  readonly method?: string
  /** With its braces: `/v2/orders/{order_id}`. */
  readonly path: string
}

/** An attempt that failed and will be repeated. */
export interface CallRetry {
  /** Counts from 1. */
  readonly attempt: number
  /** Milliseconds until the next attempt. */
  readonly wait: number
  readonly code: string
  readonly status: number | undefined
}

/** How a call ended. */
export interface CallEnd {
  readonly attempts: number
  /** Of the answer; undefined where the last attempt got none. */
  readonly status: number | undefined
  /** Undefined where the call succeeded. */
  readonly error?: StockroomError
}

/** What one observer hears of one call, in this order. */
export interface CallObserver {
  /** Sent with every attempt, such as `traceparent`. */
  readonly headers?: Record<string, string> | undefined
  /** The head of each answer. */
  response?(response: Pick<Response, 'status' | 'headers'>): void
  retry?(retry: CallRetry): void
  end?(end: CallEnd): void
}

/**
 * Watches calls: for each that begins it may give functions that hear how it goes on. They see no token and no body, and
 * what they throw changes nothing.
 */
export type Observer = (operation: CalledOperation, client: { readonly baseUrl: string }) => CallObserver | undefined

type Hearing = 'response' | 'retry' | 'end'

/** One observer of several; what one throws keeps nothing from the others. */
export const observers =
  (...all: Observer[]): Observer =>
  (...call) => {
    const watching: (CallObserver | undefined)[] = []
    for (const observe of all) quietly(() => watching.push(observe(...call)))
    const tell = (name: Hearing) => (facts: never) => {
      for (const each of watching) quietly(() => each?.[name]?.(facts))
    }
    const headers = Object.assign({}, ...watching.map((each) => each?.headers))
    return { headers, response: tell('response'), retry: tell('retry'), end: tell('end') }
  }
