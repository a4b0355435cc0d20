import { describe, expect, it } from 'vitest'
import { requestIdOf, traceOf } from '../../../server/http/trace.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'

describe('traceOf', () => {
  it("continues the caller's trace under a span of its own", () => {
    const trace = traceOf(`00-${traceId}-00f067aa0ba902b7-01`)
    expect(trace.traceId).toBe(traceId)
    expect(trace.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`))
    expect(trace.spanId).not.toBe('00f067aa0ba902b7')
  })

  it('reads what a later version appends', () => {
    expect(traceOf(`01-${traceId}-00f067aa0ba902b7-01-more`).traceId).toBe(traceId)
  })

  it.each([
    undefined,
    '',
    `ff-${traceId}-00f067aa0ba902b7-01`,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-00f067aa0ba902b7-01`,
    `00-${traceId}`,
  ])('begins anew for %j', (header) => {
    const trace = traceOf(header)
    expect(trace.traceId).toMatch(/^[0-9a-f]{32}$/)
    expect(trace.traceId).not.toBe(traceId)
  })

  it('never repeats an id', () => {
    const ids = new Set(Array.from({ length: 2_000 }, () => traceOf(undefined).traceId))
    expect(ids.size).toBe(2_000)
  })
})

describe('requestIdOf', () => {
  it.each(['a', '019ab3f2-7c1e-7b60-9d0a-5f4f0c1a2b3c', 'x'.repeat(128)])('keeps %s', (id) =>
    expect(requestIdOf(id)).toBe(id),
  )
  it.each([undefined, '', 'x'.repeat(129), 'a b', 'a\nb', 'ä', ['a', 'b']])('replaces %j', (id) =>
    expect(requestIdOf(id)).toMatch(/^req_[0-9a-f]{24}$/),
  )
})
