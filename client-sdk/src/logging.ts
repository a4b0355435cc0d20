import type { Observer } from './observer.ts'

/** `console` and most loggers fit. */
export interface Logger {
  debug(message: string, details: object): void
  warn(message: string, details: object): void
}

/**
 * One line at debug for each call as it ends, and for each attempt that is repeated. The lines have the contract's words
 * and numbers alone: no argument, header or body.
 */
export const logging =
  (logger: Logger): Observer =>
  ({ id: operation, method = 'GET', path }) => {
    const began = performance.now()
    return {
      retry: (details) => logger.debug(`${operation}: retry`, details),
      end({ attempts, status, error }) {
        const duration = Math.round(performance.now() - began)
        const details = { operation, method, path, status, code: error?.code, attempts, duration }
        return logger.debug(`${operation}: ${error?.code ?? status}`, { ...details, requestId: error?.requestId })
      },
    }
  }
