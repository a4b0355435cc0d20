import { createStockroom } from '@stockroom/sdk'
import { createTestServer, type TestAnswers } from '@stockroom/sdk/testing'
import { expect, expectTypeOf, test } from 'vitest'

const id = '019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f'
const line = { product_id: id, quantity: 2 }

function start() {
  const server = createTestServer()
  const { baseUrl, fetch } = server
  return {
    server,
    stockroom: createStockroom({ baseUrl, fetch, auth: () => 'token', retry: { minDelay: 1, maxDelay: 2 } }),
  }
}

test("answers are the contract's examples", async () => {
  const { stockroom, server } = start()
  const order = await stockroom.orders.create({ lines: [line] })
  expect(order).toMatchObject({ status: 'pending', lines: [{ sku: 'LAMP-01' }] })
  expect(server.requests).toMatchObject([
    { operation: 'createOrder', method: 'POST', path: '/v2/orders', body: { lines: [line] }, faults: [] },
  ])
})

test('what the code sends is checked as the API checks it', async () => {
  const { stockroom, server } = start()
  const result = await stockroom.orders.create.safe({ lines: [{ product_id: 'x', quantity: 0 }] })
  expect(result).toMatchObject({ ok: false, status: 422, code: 'VALIDATION_FAILED' })
  expect(server.requests[0]?.faults.map(({ pointer }) => pointer).toSorted()).toEqual([
    '/lines/0/product_id',
    '/lines/0/quantity',
  ])
  expect(await stockroom.products.list.safe({ limit: 1_000 })).toMatchObject({ ok: false, status: 422 })
})

test('another answer of the contract: by status, by example, by body, by function, one after the other', async () => {
  const { stockroom, server } = start()
  server.answer('getOrder', { status: 404 })
  expect(await stockroom.orders.get.safe(id)).toMatchObject({ ok: false, status: 404, code: 'NOT_FOUND' })
  server.answer('createOrder', { status: 409, example: 'STOCK_INSUFFICIENT' })
  expect(await stockroom.orders.create.safe({ lines: [line] })).toMatchObject({
    status: 409,
    code: 'STOCK_INSUFFICIENT',
  })
  const order = { ...(await start().stockroom.orders.get(id)), status: 'paid' as const }
  server.answer('getOrder', { status: 200, body: order }, () => ({
    status: 200,
    body: { ...order, status: 'fulfilled' },
  }))
  expect((await stockroom.orders.get(id)).status).toBe('paid')
  expect((await stockroom.orders.get(id)).status).toBe('fulfilled')
  expect((await stockroom.orders.get(id)).status).toBe('fulfilled')
})

test('outages can be rehearsed', async () => {
  const { stockroom, server } = start()
  server.answer('createOrder', 'disconnect', { status: 503 }, { status: 201 })
  await stockroom.orders.create({ lines: [line] })
  expect(server.requests).toHaveLength(3)
  expect(new Set(server.requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
})

test('the same idempotency key gives the same answer', async () => {
  const { stockroom, server } = start()
  server.answer('createOrder', { status: 201 }, { status: 409 })
  await stockroom.orders.create({ lines: [line] }, { idempotencyKey: 'k' })
  expect((await stockroom.orders.create.safe({ lines: [line] }, { idempotencyKey: 'k' })).ok).toBe(true)
  expect((await stockroom.orders.create.safe({ lines: [line] }, { idempotencyKey: 'l' })).ok).toBe(false)
})

test('missing credentials, unknown paths and wrong media types are refused', async () => {
  const { baseUrl, fetch } = createTestServer()
  expect(await createStockroom({ baseUrl, fetch }).orders.get.safe(id)).toMatchObject({ status: 401 })
  expect((await fetch(`${baseUrl}/nowhere`, {})).status).toBe(404)
  const headers = { authorization: 'Bearer t', 'content-type': 'text/plain' }
  expect((await fetch(`${baseUrl}/v2/orders`, { method: 'POST', headers, body: 'x' })).status).toBe(415)
})

test('lists end', async () => {
  const { stockroom, server } = start()
  const page = { data: [], next_cursor: 'more', has_more: true }
  server.answer('listProducts', { status: 200, body: page }, { status: 200 })
  expect((await stockroom.products.list().toArray({ max: 10 })).length).toBeLessThan(10)
})

test('reset forgets', async () => {
  const { stockroom, server } = start()
  server.answer('getOrder', { status: 404 })
  await stockroom.orders.get.safe(id)
  server.reset()
  expect(server.requests).toHaveLength(0)
  expect((await stockroom.orders.get.safe(id)).ok).toBe(true)
})

test('answers are typed by operation and status', () => {
  expectTypeOf<Extract<TestAnswers['createOrder'], { status: 201 }>['body']>().not.toBeAny()
  expectTypeOf<{ status: 299 }>().not.toExtend<TestAnswers['createOrder']>()
})
