import type { Observer } from './observer.ts'
import { quietly } from './quietly.ts'

export interface Span {
  setAttribute(key: string, value: string | number): unknown
  recordException(error: Error): unknown
  setStatus?(status: { code: number; message?: string }): unknown
  end(): unknown
  spanContext?(): { traceId: string; spanId: string; traceFlags: number }
}

/** An OpenTelemetry `Tracer` fits; the SDK itself depends on none. */
export interface Tracer {
  startSpan(name: string, options: { kind?: number; attributes: Record<string, string | number> }): Span
}

/** OpenTelemetry's `SpanKind.CLIENT` and `SpanStatusCode.ERROR`. */
const client = 2
const failed = 2

/**
 * A span for each call, by OpenTelemetry's semantic conventions for HTTP clients (1.23 and later). Its context is sent on
 * as `traceparent` (W3C Trace Context).
 */
export const tracing =
  (tracer: Tracer): Observer =>
  ({ method = 'GET', path }, { baseUrl }) => {
    const { hostname, port, protocol } = new URL(baseUrl)
    const span = tracer.startSpan(`${method} ${path}`, {
      kind: client,
      attributes: {
        'http.request.method': method,
        'url.template': path,
        'server.address': hostname,
        'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
      },
    })
    // One that gives a promise is no tracer, but its rejection must not end the program.
    quietly(() => span)
    return {
      headers: parentOf(span),
      response: ({ status }) => void quietly(() => span.setAttribute('http.response.status_code', status)),
      end({ attempts, status, error }) {
        if (attempts > 1) quietly(() => span.setAttribute('http.request.resend_count', attempts - 1))
        if (error) {
          quietly(() => span.setAttribute('error.type', status === undefined ? error.code : `${status}`))
          quietly(() => span.setStatus?.({ code: failed, message: error.code }))
          quietly(() => span.recordException(error))
        }
        quietly(() => span.end())
      },
    }
  }

/** `traceparent` (W3C Trace Context, section 3.2); undefined where the span has no context. */
function parentOf(span: Span): Record<string, string> | undefined {
  try {
    const context = span.spanContext?.()
    return context && { traceparent: `00-${context.traceId}-${context.spanId}-0${context.traceFlags & 1}` }
  } catch {
    return undefined
  }
}
