import { createStockroom } from '@stockroom/sdk/v1'
import { createTestServer, type TestAnswers } from '@stockroom/sdk/v1/testing'
import { expect, expectTypeOf, test } from 'vitest'

function start() {
  const server = createTestServer()
  const { baseUrl, fetch } = server
  return { server, stockroom: createStockroom({ baseUrl, fetch, auth: () => 'token', retry: { minDelay: 1 } }) }
}
const product = { name: 'Lamp', sku: 'LAMP-9', price: 9.5 }

test("answers are the contract's examples, and requests are checked as the API checks them", async () => {
  const { server, stockroom } = start()
  expect(await stockroom.products.create(product)).toMatchObject({ sku: 'LAMP-01', price: 19.99 })
  const refused = await stockroom.products.create.safe({ ...product, price: -1, sku: '/' })
  expect(refused).toMatchObject({ ok: false, status: 422, code: 'VALIDATION_FAILED' })
  const { details } = Object(!refused.ok && refused.error.problem)
  expect(details.map(({ field }: { field: string }) => field).toSorted()).toEqual(['price', 'sku'])
  expect(server.requests.map(({ operation }) => operation)).toEqual(['createProduct', 'createProduct'])
})

test('keys, outages and answers of its own', async () => {
  const { server, stockroom } = start()
  server.answer('createProduct', 'disconnect', { status: 503 }, { status: 409, example: 'SKU_TAKEN' })
  expect(await stockroom.products.create.safe(product)).toMatchObject({ status: 409, code: 'SKU_TAKEN' })
  server.reset()
  await stockroom.products.create(product, { idempotencyKey: 'k' })
  const reused = await stockroom.products.create.safe({ ...product, price: 1 }, { idempotencyKey: 'k' })
  expect(reused).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' })
  server.answer('getProduct', { status: 410 })
  expect(await stockroom.products.get.safe('019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f')).toMatchObject({ status: 410 })
})

test('answers are typed by operation and status', () => {
  expectTypeOf<Extract<TestAnswers['createProduct'], { status: 201 }>['body']>().not.toBeAny()
  expectTypeOf<'createOrder'>().not.toExtend<keyof TestAnswers>()
})
