/** How every service of somebody else's is called: in bounded time, again where that helps, and not at all while it is down. */
import {
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  isBrokenCircuitError,
  isTaskCancelledError,
  retry,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel'
import { type FailureReason, UpstreamFailure } from './failure.ts'

/** Times are in milliseconds. */
export interface Patience {
  /** For one attempt. */
  readonly attemptMs: number
  /** In all. */
  readonly attempts: number
  /** Before the second attempt; it doubles with each, and is spread. */
  readonly backoffMs: number
  /** For all attempts and the pauses between them. */
  readonly deadlineMs: number
  /** So many failed attempts in a row open the circuit, */
  readonly breakAfter: number
  /** which lets one through, to see, after this. */
  readonly restMs: number
}

export interface UpstreamCall {
  readonly upstream: string
  readonly outcome: 'ok' | FailureReason
  readonly attempts: number
  readonly seconds: number
  readonly requestId: string
  /** What went wrong, in words; null where nothing did. */
  readonly detail: string | null
}

export interface UpstreamObserver {
  called(call: UpstreamCall): void
  /** The circuit opens, or is closed again. */
  circuit(upstream: string, open: boolean): void
}

/** @throws UpstreamFailure, within the deadline */
export type Caller = <T>(requestId: string, attempt: (signal: AbortSignal) => Promise<T>) => Promise<T>

export function createCaller(upstream: string, patience: Patience, observer: UpstreamObserver): Caller {
  const breaker = circuitBreaker(handleWhen(blamesThem), {
    halfOpenAfter: patience.restMs,
    breaker: new ConsecutiveBreaker(patience.breakAfter),
  })
  breaker.onStateChange((state) => {
    if (state !== CircuitState.HalfOpen) observer.circuit(upstream, state === CircuitState.Open)
  })
  const policy = wrap(
    timeout(patience.deadlineMs, TimeoutStrategy.Aggressive),
    retry(handleWhen(isTransient), {
      maxAttempts: patience.attempts - 1,
      backoff: new ExponentialBackoff({ initialDelay: patience.backoffMs, maxDelay: patience.deadlineMs }),
    }),
    breaker,
    timeout(patience.attemptMs, TimeoutStrategy.Aggressive),
  )

  return async (requestId, attempt) => {
    const started = performance.now()
    let attempts = 0
    const report = (outcome: UpstreamCall['outcome'], detail: string | null) => {
      const seconds = (performance.now() - started) / 1000
      observer.called({ upstream, outcome, attempts, seconds, requestId, detail })
    }
    try {
      const answer = await policy.execute(({ signal }) => {
        attempts++
        return attempt(signal)
      })
      report('ok', null)
      return answer
    } catch (error) {
      const failure = failureOf(error)
      report(failure.reason, failure.message)
      throw failure
    }
  }
}

function failureOf(error: unknown): UpstreamFailure {
  if (error instanceof UpstreamFailure) return error
  if (isTaskCancelledError(error)) return new UpstreamFailure('late', 'no answer in time')
  if (isBrokenCircuitError(error)) return new UpstreamFailure('circuit_open', 'it failed too often just now')
  throw error
}

function isTransient(error: unknown): boolean {
  return isTaskCancelledError(error) || (error instanceof UpstreamFailure && error.transient)
}

/** A request that they refuse is our mistake; the circuit stays as it is. */
function blamesThem(error: unknown): boolean {
  return isTaskCancelledError(error) || (error instanceof UpstreamFailure && error.reason !== 'refused')
}
