import { type ClientOptions, createStockroom, type DeprecationNotice } from '@stockroom/sdk'
import { describe, expect, test, vi } from 'vitest'
import { closedPort, found, order, scripted } from './scripted.ts'

const headers = {
  deprecation: '@1767225600',
  sunset: 'Thu, 31 Dec 2026 23:59:59 GMT',
  link: '<https://x/guide>; rel="deprecation"',
}

test('a deprecation is told once for each operation', async () => {
  const notices: DeprecationNotice[] = []
  const server = await scripted({ status: 200, headers, json: order })
  const stockroom = createStockroom({ baseUrl: server.url, onDeprecation: (notice) => notices.push(notice) })
  await stockroom.orders.get('1')
  await stockroom.orders.get('2')
  await stockroom.products.get('1')
  expect(notices).toEqual([
    { operation: 'getOrder', deprecation: headers.deprecation, sunset: headers.sunset, link: headers.link },
    { operation: 'getProduct', deprecation: headers.deprecation, sunset: headers.sunset, link: headers.link },
  ])
})

test('without onDeprecation it goes to the logger, or to console.warn', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const server = await scripted({ status: 200, headers, json: order })
  const logger = { debug: vi.fn(), warn: vi.fn() }
  await createStockroom({ baseUrl: server.url, logger }).orders.get('1')
  expect(logger.warn).toHaveBeenCalledOnce()
  expect(warn).not.toHaveBeenCalled()
  await createStockroom({ baseUrl: server.url }).orders.get('1')
  expect(warn).toHaveBeenCalledOnce()
  warn.mockRestore()
})

test('a tracer gets a span for each call, and the server its context', async () => {
  const server = await scripted({ status: 503, json: {} }, found, { status: 404, json: {} })
  const spans: Record<string, unknown>[] = []
  const tracer = {
    startSpan(name: string, { kind, attributes }: { kind?: number; attributes: Record<string, string | number> }) {
      const span: Record<string, unknown> = { name, kind, ...attributes, ended: false }
      spans.push(span)
      return {
        setAttribute: (key: string, value: string | number) => Object.assign(span, { [key]: value }),
        recordException: (error: Error) => Object.assign(span, { error }),
        setStatus: (status: object) => Object.assign(span, { status }),
        end: () => Object.assign(span, { ended: true }),
        spanContext: () => ({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }),
      }
    },
  }
  const stockroom = createStockroom({ baseUrl: server.url, tracer, retry: { minDelay: 1 } })
  await stockroom.orders.get('1')
  await stockroom.orders.get.safe('2')
  expect(server.received[1]?.headers.traceparent).toBe(`00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`)
  // https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client
  const common = {
    ...{ name: 'GET /v2/orders/{order_id}', kind: 2, 'http.request.method': 'GET' },
    ...{ 'url.template': '/v2/orders/{order_id}', 'server.address': '127.0.0.1' },
  }
  const failed = { 'error.type': '404', status: { code: 2, message: 'HTTP_404' } }
  expect(spans).toMatchObject([
    { ...common, 'http.response.status_code': 200, 'http.request.resend_count': 1, ended: true },
    { ...common, ...failed, 'http.response.status_code': 404, error: { status: 404 }, ended: true },
  ])
  expect(spans[0]).not.toHaveProperty('status')
  expect(spans[1]).not.toHaveProperty('http.request.resend_count')
  await createStockroom({ baseUrl: `http://127.0.0.1:${await closedPort()}`, tracer, retry: false }).orders.get.safe(
    '3',
  )
  expect(spans[2]).toMatchObject({ ...common, 'server.port': expect.any(Number), 'error.type': 'CONNECTION_FAILED' })
})

test('the logger hears of retries, and of no secret', async () => {
  const server = await scripted({ status: 503, json: {} }, found)
  const logger = { debug: vi.fn(), warn: vi.fn() }
  const stockroom = createStockroom({ baseUrl: server.url, auth: () => 'secret-token', logger, retry: { minDelay: 1 } })
  await stockroom.orders.get('1')
  expect(logger.debug).toHaveBeenCalledWith('getOrder: retry', {
    attempt: 1,
    wait: expect.any(Number),
    code: 'HTTP_503',
    status: 503,
  })
  expect(JSON.stringify(logger.debug.mock.calls)).not.toContain('secret')
})

test("a call's headers and the client's are sent, the call's first", async () => {
  const server = await scripted(found)
  const stockroom = createStockroom({ baseUrl: server.url, headers: { 'X-Tenant': 'a', 'X-Shop': '1' } })
  await stockroom.orders.get('1', { headers: { 'x-tenant': 'b', 'X-Request-Id': 'mine' } })
  expect(server.received[0]?.headers).toMatchObject({ 'x-tenant': 'b', 'x-shop': '1', 'x-request-id': 'mine' })
})

describe('what the program gave cannot change an outcome', () => {
  const fail = () => {
    throw new Error('mine')
  }
  const reject = () => Promise.reject(new Error('mine'))
  const span = { setAttribute() {}, recordException() {}, end() {} }
  const broken: Record<string, Partial<ClientOptions>> = {
    'a logger that throws': { logger: { debug: fail, warn: fail } },
    'a logger that rejects': { logger: { debug: reject, warn: reject } },
    'a tracer that throws': { tracer: { startSpan: fail } },
    'a tracer that rejects': { tracer: { startSpan: reject as never } },
    'a tracer that gives no span': { tracer: { startSpan: () => undefined as never } },
    'a span that throws as it ends': { tracer: { startSpan: () => ({ ...span, end: fail }) } },
    'a span that rejects as it ends': { tracer: { startSpan: () => ({ ...span, end: reject }) } },
    'a span that takes no attribute': { tracer: { startSpan: () => ({ ...span, setAttribute: fail }) } },
    'a span that takes no exception': { tracer: { startSpan: () => ({ ...span, recordException: fail }) } },
    'a span without context': { tracer: { startSpan: () => ({ ...span, spanContext: fail }) } },
    'an onDeprecation that throws': { onDeprecation: fail },
    'an onDeprecation that rejects': { onDeprecation: reject },
  }

  test.each(Object.entries(broken))('%s', async (_, options) => {
    const server = await scripted(
      { status: 201, headers, json: order },
      { status: 503, headers, json: {} },
      { status: 201, headers, json: order },
      { status: 404, headers, json: { code: 'NOT_FOUND' } },
    )
    const stockroom = createStockroom({ baseUrl: server.url, retry: { minDelay: 1, maxDelay: 1 }, ...options })
    expect((await stockroom.orders.create({ lines: [] })).id).toBe(order.id)
    expect(server.received).toHaveLength(1)
    expect((await stockroom.orders.create({ lines: [] })).id).toBe(order.id)
    expect(await stockroom.orders.get.safe('1')).toMatchObject({ ok: false, status: 404, code: 'NOT_FOUND' })
    expect(server.received).toHaveLength(4)
  })

  test('a console that throws', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(fail)
    const server = await scripted({ status: 200, headers, json: order })
    expect((await createStockroom({ baseUrl: server.url }).orders.get('1')).id).toBe(order.id)
    warn.mockRestore()
  })
})
