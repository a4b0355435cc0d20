import { clientCredentials, createStockroom } from '@stockroom/sdk'
import { createTestServer, type TestAnswers } from '@stockroom/sdk/testing'
import { expect, expectTypeOf, test, vi } from 'vitest'

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

test('missing credentials, unknown paths and wrong media types are refused', async () => {
  const { baseUrl, fetch } = createTestServer()
  expect(await createStockroom({ baseUrl, fetch }).orders.get.safe(id)).toMatchObject({ status: 401 })
  expect((await fetch(`${baseUrl}/nowhere`, {})).status).toBe(404)
  const headers = { authorization: 'Bearer t', 'content-type': 'text/plain' }
  expect((await fetch(`${baseUrl}/v2/orders`, { method: 'POST', headers, body: 'x' })).status).toBe(415)
})

test('answers may come later, and connections break, from functions too', async () => {
  const { stockroom, server } = start()
  server.answer(
    'createOrder',
    async ({ method }) => (method === 'POST' ? 'disconnect' : { status: 500 }),
    async ({ body }) => ({ status: 409, example: 'STOCK_INSUFFICIENT', headers: { 'x-seen': JSON.stringify(body) } }),
  )
  const result = await stockroom.orders.create.safe({ lines: [line] })
  expect(result).toMatchObject({ status: 409, code: 'STOCK_INSUFFICIENT' })
  expect(!result.ok && result.error.headers?.get('x-seen')).toBe(JSON.stringify({ lines: [line] }))
})

test('a delay ends with the signal of the call, and with the time of an attempt', async () => {
  const { stockroom, server } = start()
  server.answer('getOrder', { status: 200, delay: 3_600_000 }, { status: 200, delay: 1 })
  const controller = new AbortController()
  const call = stockroom.orders.get.safe(id, { signal: controller.signal })
  await vi.waitUntil(() => server.requests.length > 0)
  controller.abort()
  expect(await call).toMatchObject({ ok: false, code: 'ABORTED' })
  expect((await stockroom.orders.get(id)).id).toBeTypeOf('string')
  server.answer('createOrder', { status: 201, delay: 3_600_000 })
  const { status, headers } = await stockroom.orders.create.withResponse(
    { lines: [line] },
    { retry: { attemptTimeout: 50 } },
  )
  // The first attempt ran, and nobody was there to hear it.
  expect([status, headers.get('idempotency-replayed')]).toEqual([201, 'true'])
})

test('a call that was aborted before is not received', async () => {
  const { server } = start()
  await expect(server.fetch(server.baseUrl, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i)
  expect(server.requests).toHaveLength(0)
})

test('fetch takes a URL and a Request, as the global one does', async () => {
  const { server } = start()
  const headers = { authorization: 'Bearer t', 'content-type': 'application/json' }
  const url = new URL('/v2/orders', server.baseUrl)
  const init = { method: 'POST', headers, body: JSON.stringify({ lines: [line] }) }
  const all = [server.fetch(url, init), server.fetch(new Request(url, init)), server.fetch(new Request(url), init)]
  expect((await Promise.all(all)).map(({ status }) => status)).toEqual([201, 201, 201])
  expect(server.requests.map(({ body }) => body)).toEqual([{ lines: [line] }, { lines: [line] }, { lines: [line] }])
  expectTypeOf(server.fetch).toExtend<typeof fetch>()
  const aborted = new Request(url, { ...init, signal: AbortSignal.abort() })
  await expect(server.fetch(aborted)).rejects.toThrow(/abort/i)
})

test('JSON that cannot be read is refused as the API does', async () => {
  const { server } = start()
  const headers = { authorization: 'Bearer t', 'content-type': 'application/json' }
  const answer = await server.fetch(`${server.baseUrl}/v2/orders`, { method: 'POST', headers, body: '{"lines":' })
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'REQUEST_MALFORMED' }])
})

test('what the caller has is not sent again', async () => {
  const { stockroom, server } = start()
  const { headers } = await stockroom.orders.get.withResponse(id)
  const etag = headers.get('etag') as string
  const ask = (ifNoneMatch: string) =>
    server.fetch(`${server.baseUrl}/v2/orders/${id}`, {
      headers: { authorization: 'Bearer t', 'if-none-match': ifNoneMatch },
    })
  for (const held of [etag, `"other", W/${etag}`, '*']) {
    const answer = await ask(held)
    expect([answer.status, answer.headers.get('etag'), await answer.text()]).toEqual([304, etag, ''])
  }
  expect(await stockroom.orders.get(id, { ifNoneMatch: etag })).toBeUndefined()
  expect((await ask('"other"')).status).toBe(200)
  server.answer('getOrder', { status: 200, headers: { etag: '"8"' } })
  expect((await ask(etag)).status).toBe(200)
  expect((await ask('"8"')).status).toBe(304)
})

test('credentials can be rehearsed too', async () => {
  const { server } = start()
  const { baseUrl, fetch } = server
  const auth = clientCredentials({ clientId: 'acme', clientSecret: 'secret' })
  const stockroom = createStockroom({ baseUrl, fetch, auth, retry: { minDelay: 1 } })
  server.answer('createToken', { status: 503 }, { status: 200 })
  expect((await stockroom.orders.get(id)).id).toBeTypeOf('string')
  expect(server.requests.map(({ operation }) => operation)).toEqual(['createToken', 'createToken', 'getOrder'])
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
