import { connect, createStockroom, StockroomError } from '@stockroom/sdk'
import { createOrder, getOrder } from '@stockroom/sdk/v2/orders'
import { describe, expect, test } from 'vitest'
import { created, errorOf, order, type Step, scripted } from '../scripted.ts'

const html = (status: number): Step => ({ status, headers: { 'content-type': 'text/html' }, text: '<h1>Oops</h1>' })
const once = { retry: false } as const

async function get(step: Step) {
  const server = await scripted(step)
  return createStockroom({ baseUrl: server.url, ...once }).orders.get.safe('1')
}

test('an error answer is a StockroomError with the problem, the request id and what to do', async () => {
  const problem = { code: 'RATE_LIMITED', title: 'Too many requests', detail: 'Wait.', trace_id: 'r-9' }
  const headers = { 'x-request-id': 'r-9', 'retry-after': '3' }
  const server = await scripted({ status: 429, headers, json: problem })
  const error = await createStockroom({ baseUrl: server.url, ...once })
    .orders.get('1')
    .catch((thrown) => thrown)
  expect(error).toBeInstanceOf(StockroomError)
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({
    name: 'StockroomError',
    message: 'getOrder: 429 RATE_LIMITED: Wait.',
    status: 429,
    code: 'RATE_LIMITED',
    problem,
    requestId: 'r-9',
    retryable: true,
    retryAfter: 3_000,
    attempts: 1,
  })
  expect(String(error.stack)).toContain('StockroomError: getOrder: 429')
})

test('the message names the members at fault', async () => {
  const errors = [{ in: 'body', pointer: '/lines/0/quantity', code: 'MINIMUM', message: 'quantity must be at least 1' }]
  const result = await get({ status: 422, json: { code: 'VALIDATION_FAILED', title: 'Invalid', errors } })
  expect(!result.ok && result.error.message).toBe(
    'getOrder: 422 VALIDATION_FAILED: Invalid /lines/0/quantity: quantity must be at least 1',
  )
})

test('an error is told by brand, not by class: the other module format has a class of its own', () => {
  const foreign = Object.assign(new Error('x'), { [Symbol.for('@stockroom/sdk/StockroomError')]: true })
  expect(StockroomError.is(foreign)).toBe(true)
  for (const other of [new Error('x'), undefined, null, 'x', { status: 404 }])
    expect(StockroomError.is(other)).toBe(false)
})

test('HTML instead of JSON is a typed error, never a SyntaxError', async () => {
  expect(await get(html(200))).toMatchObject({
    ok: false,
    status: undefined,
    code: 'ANSWER_UNDOCUMENTED',
    error: { status: 200, body: '<h1>Oops</h1>', retryable: false },
  })
  expect(await get(html(502))).toMatchObject({
    ok: false,
    status: 502,
    code: 'HTTP_502',
    error: { body: '<h1>Oops</h1>' },
  })
})

test('an empty answer where content is documented is a typed error', async () => {
  const empty: Step = { status: 200, headers: { 'content-type': 'application/json', 'content-length': '0' } }
  expect(await get(empty)).toMatchObject({ ok: false, status: undefined, code: 'ANSWER_EMPTY', error: { status: 200 } })
})

test('an empty error answer is an error too', async () => {
  expect(await get({ status: 404 })).toMatchObject({ ok: false, status: 404, code: 'HTTP_404', error: { body: '' } })
})

test('a truncated answer is a typed error', async () => {
  const half: Step = { status: 200, headers: { 'content-type': 'application/json' }, text: '{"id":"0' }
  expect(await get(half)).toMatchObject({ ok: false, code: 'ANSWER_TRUNCATED', error: { retryable: true } })
  expect(await get('cut')).toMatchObject({ ok: false, status: undefined, code: 'CONNECTION_FAILED' })
})

test('a success that the contract lacks is a typed error', async () => {
  expect(await get({ status: 202, json: order })).toMatchObject({
    ok: false,
    status: undefined,
    code: 'ANSWER_UNDOCUMENTED',
  })
})

test('an error status that the contract lacks keeps its status', async () => {
  expect(await get({ status: 418, json: { code: 'TEAPOT' } })).toMatchObject({ ok: false, status: 418, code: 'TEAPOT' })
})

describe('a list that is none is an error that says so', () => {
  test.each([[null], [{}], [[]], ['page'], [42], [{ data: {} }], [{ data: null }], [{ items: [] }]])(
    '%j',
    async (json) => {
      const server = await scripted({ status: 200, json })
      const { orders } = createStockroom({ baseUrl: server.url })
      const first = async () => (await orders.list()).data
      const each = async () => {
        for await (const one of orders.list()) return one
      }
      for (const read of [first, each, () => orders.list().pages().next(), () => orders.list().toArray({ max: 1 })]) {
        expect(await errorOf(read())).toMatchObject({
          code: 'ANSWER_UNEXPECTED',
          status: 200,
          message: 'listOrders: 200 ANSWER_UNEXPECTED: application/json',
          body: JSON.stringify(json),
          retryable: false,
        })
      }
      expect(await orders.list.safe()).toMatchObject({ ok: false, status: undefined, code: 'ANSWER_UNEXPECTED' })
      expect(await errorOf(orders.list.withResponse())).toMatchObject({ code: 'ANSWER_UNEXPECTED' })
      expect(server.received).toHaveLength(6)
    },
  )
})

test.each([['order'], [42], [true]])('an object that is %j is an error that says so', async (json) => {
  expect(await get({ status: 200, json })).toMatchObject({ ok: false, status: undefined, code: 'ANSWER_UNEXPECTED' })
})

test('304 is a success without data, for whoever asked for it', async () => {
  const server = await scripted({ status: 304, headers: { etag: '"7"' } })
  const { orders } = createStockroom({ baseUrl: server.url })
  const ifNoneMatch = '"7"'
  expect(await orders.get.safe('1', { ifNoneMatch })).toMatchObject({ ok: true, status: 304, data: undefined })
  expect(server.received[0]?.headers['if-none-match']).toBe('"7"')
  expect(await orders.get('1', { ifNoneMatch })).toBeUndefined()
  const { status, data, headers } = await orders.get.withResponse('1', { ifNoneMatch })
  expect([status, data, headers.get('etag')]).toEqual([304, undefined, '"7"'])
  expect(await orders.get.safe('1')).toMatchObject({ ok: false, status: 304, code: 'HTTP_304' })
})

test('no connection at all is a CONNECTION_FAILED with its cause', async () => {
  const stockroom = createStockroom({ baseUrl: 'http://127.0.0.1:1', ...once })
  const result = await stockroom.orders.get.safe('1')
  expect(result).toMatchObject({ ok: false, status: undefined, code: 'CONNECTION_FAILED', error: { retryable: true } })
  expect(!result.ok && result.error.cause).toBeInstanceOf(Error)
})

test('withResponse gives status, headers and the answer as it came', async () => {
  const server = await scripted({ status: 201, headers: { etag: '"1"', 'x-request-id': 'r-1' }, json: order })
  const answer = await createStockroom({ baseUrl: server.url }).orders.create.withResponse({ lines: [] })
  expect(answer).toMatchObject({ status: 201, data: order, requestId: 'r-1' })
  expect(answer.headers.get('etag')).toBe('"1"')
  expect(await answer.response.text()).toBe(JSON.stringify(order))
})

test('unknown members and enum values pass through', async () => {
  const grown = { ...order, status: 'on_hold', loyalty: { points: 3 } }
  expect(await get({ status: 200, json: grown })).toMatchObject({ ok: true, data: grown })
})

test('204 is undefined', async () => {
  const server = await scripted({ status: 204 })
  expect(await createStockroom({ baseUrl: server.url }).products.delete('1')).toBeUndefined()
})

test('each operation is a function of its own too', async () => {
  const server = await scripted(created, { status: 404, json: { code: 'NOT_FOUND' } })
  const client = connect({ baseUrl: `${server.url}/` })
  expect((await createOrder(client, { lines: [] })).id).toBe(order.id)
  expect(await getOrder.safe(client, '1')).toMatchObject({ ok: false, status: 404, code: 'NOT_FOUND' })
  expect((await createOrder.withResponse(client, { lines: [] }).catch((error) => error)).code).toBe('NOT_FOUND')
})

test('a base URL with a path is kept', async () => {
  const server = await scripted({ status: 200, json: order })
  await createStockroom({ baseUrl: `${server.url}/gateway/` }).orders.get('1')
  expect(server.received[0]?.url).toBe('/gateway/v2/orders/1')
})
