/** W3C Trace Context, level 1: the caller's trace is continued, or a new one begun. */
import { randomBytes } from 'node:crypto'

export interface Trace {
  /** 32 hex digits: what problems call `trace_id`. */
  readonly traceId: string
  /** This server's own span, 16 hex digits. */
  readonly spanId: string
  /** The header to answer and to send upstream. */
  readonly traceparent: string
}

/** Version ff is forbidden; later versions may append fields (§3.2.4). */
const traceparent = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/
const zero = /^0+$/

// One read of the system's randomness serves many requests: it costs more than all else here.
let pool = Buffer.alloc(0)
let used = 0

function hex(bytes: number): string {
  if (used + bytes > pool.length) {
    pool = randomBytes(4096)
    used = 0
  }
  used += bytes
  return pool.toString('hex', used - bytes, used)
}

export function traceOf(header: string | undefined): Trace {
  const found = header === undefined ? null : traceparent.exec(header)
  const valid = found !== null && !zero.test(found[1] as string) && !zero.test(found[2] as string)
  const traceId = valid ? (found[1] as string) : hex(16)
  const flags = valid ? (found[3] as string) : '00'
  const spanId = hex(8)
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-${flags}` }
}

/** Visible ASCII, at most 128: what may be logged and returned as it came. */
const sane = /^[!-~]{1,128}$/

export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && sane.test(header) ? header : `req_${hex(12)}`
}
