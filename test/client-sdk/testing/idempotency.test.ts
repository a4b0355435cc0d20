import { createStockroom } from '@stockroom/sdk'
import { createTestServer } from '@stockroom/sdk/testing'
import { beforeEach, expect, test } from 'vitest'
import { examples as v1 } from '../../../client-sdk/src/v1/examples.ts'
import { examples as v2 } from '../../../client-sdk/src/v2/examples.ts'

const server = createTestServer()
const { baseUrl, fetch } = server
const stockroom = createStockroom({ baseUrl, fetch, auth: () => 'token', retry: { minDelay: 1, maxDelay: 2 } })
const id = '019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f'
const lines = [{ product_id: id, quantity: 2 }]
const key = { idempotencyKey: 'k' }
beforeEach(() => server.reset())

test('the same key gives the same answer, and says so', async () => {
  server.answer('createOrder', { status: 201 }, { status: 409 })
  await stockroom.orders.create({ lines }, key)
  const again = await stockroom.orders.create.withResponse({ lines }, key)
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true'])
  expect((await stockroom.orders.create.safe({ lines }, { idempotencyKey: 'l' })).ok).toBe(false)
})

test('a refusal is an answer too, and an outage is none', async () => {
  server.answer('createOrder', { status: 409, example: 'STOCK_INSUFFICIENT' }, { status: 201 })
  for (let n = 0; n < 2; n++)
    expect(await stockroom.orders.create.safe({ lines }, key)).toMatchObject({ code: 'STOCK_INSUFFICIENT' })
  server.reset()
  server.answer('createOrder', { status: 500 }, { status: 429 }, 'disconnect', { status: 201 })
  expect((await stockroom.orders.create.safe({ lines }, { ...key, retry: false })).ok).toBe(false)
  expect((await stockroom.orders.create.safe({ lines }, key)).ok).toBe(true)
})

test('the same key with another request is refused, whatever the order of members and the case of UUIDs', async () => {
  await stockroom.orders.create({ lines, customer_id: id }, key)
  expect((await stockroom.orders.create.safe({ customer_id: id.toUpperCase(), lines }, key)).ok).toBe(true)
  const reused = { ok: false, status: 422, code: 'IDEMPOTENCY_KEY_REUSED', error: { retryable: false } }
  expect(await stockroom.orders.create.safe({ lines: [...lines, ...lines] }, key)).toMatchObject(reused)
  expect(await stockroom.customers.create.safe({ name: 'A', email: 'a@b.example' }, key)).toMatchObject(reused)
})

test('while the first is running, another is told to come back, and gets its answer then', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.answer('createOrder', async () => {
    await promise
    return { status: 201 }
  })
  const first = stockroom.orders.create.withResponse({ lines }, key)
  const once = await stockroom.orders.create.safe({ lines }, { ...key, retry: false })
  expect(once).toMatchObject({
    status: 409,
    code: 'IDEMPOTENCY_IN_PROGRESS',
    error: { retryable: true, retryAfter: 0 },
  })
  const second = stockroom.orders.create.withResponse({ lines }, key)
  resolve()
  expect((await first).headers.get('idempotency-replayed')).toBeNull()
  expect((await second).headers.get('idempotency-replayed')).toBe('true')
})

test('each operation that takes a key has the examples of its refusals', () => {
  const lacking = [...Object.entries(v1), ...Object.entries(v2)]
    .filter(([, { idempotent }]) => idempotent)
    .filter(([, { answers }]) => {
      const names = answers.flatMap(([, , named]) => Object.keys(named))
      return !names.includes('IDEMPOTENCY_KEY_REUSED') || !names.includes('IDEMPOTENCY_IN_PROGRESS')
    })
  expect(lacking).toEqual([])
})
