import { createStockroom, type Product } from '@stockroom/sdk'
import { createTestServer } from '@stockroom/sdk/testing'
import { createStockroom as createV1 } from '@stockroom/sdk/v1'
import { createTestServer as createV1Server } from '@stockroom/sdk/v1/testing'
import { expect, test } from 'vitest'

const server = createTestServer()
const { baseUrl, fetch } = server
const stockroom = createStockroom({ baseUrl, fetch, auth: () => 'token' })

async function products(count: number): Promise<Product[]> {
  server.reset()
  const [example] = (await stockroom.products.list()).data
  return Array.from({ length: count }, (_, n) => ({ ...(example as Product), sku: `SKU-${n}` }))
}
const skus = (list: { sku: string }[]) => list.map(({ sku }) => sku)
const whole = { next_cursor: null, has_more: false }

test('a list of any length is given by pages, each time from its beginning', async () => {
  const data = await products(45)
  server.answer('listProducts', { status: 200, body: { data, ...whole } })
  for (let time = 0; time < 2; time++) {
    server.requests.length = 0
    const seen = []
    for await (const { sku } of stockroom.products.list()) seen.push(sku)
    expect(seen).toEqual(skus(data))
    // The contract's own number of items, where the call asks for none.
    expect(server.requests).toHaveLength(3)
  }
})

test('a page has as many items as the call asks for', async () => {
  server.answer('listProducts', { status: 200, body: { data: await products(5), ...whole } })
  const pages: [items: number, hasMore: boolean][] = []
  for await (const { data, has_more } of stockroom.products.list({ limit: 2 }).pages())
    pages.push([data.length, has_more])
  expect(pages).toEqual([
    [2, true],
    [2, true],
    [1, false],
  ])
})

test('two lists that are read at once do not mix', async () => {
  const data = await products(4)
  server.answer('listProducts', { status: 200, body: { data, ...whole } })
  const read = () => stockroom.products.list({ limit: 1 }).toArray({ max: 10 })
  const [one, other] = await Promise.all([read(), read()])
  expect([skus(one), skus(other)]).toEqual([skus(data), skus(data)])
})

test('pages that the test gave are read once, and the list ends behind them', async () => {
  const [first, second] = await products(2)
  const page = (product: Product | undefined, next_cursor: string) => ({
    status: 200 as const,
    body: { data: [product as Product], next_cursor, has_more: true },
  })
  server.answer('listProducts', page(first, 'a'), page(second, 'b'))
  expect(skus(await stockroom.products.list().toArray({ max: 10 }))).toEqual(['SKU-0', 'SKU-1'])
  server.answer('listProducts', page(first, 'a'), { status: 200 })
  expect(await stockroom.products.list().toArray({ max: 10 })).toHaveLength(1)
})

test('pages of v1 are cut by their numbers', async () => {
  const v1 = createV1Server()
  const old = createV1({ baseUrl: v1.baseUrl, fetch: v1.fetch, auth: () => 'token', onDeprecation: () => {} })
  const { items } = await old.products.list()
  const many = Array.from({ length: 25 }, (_, n) => ({ ...(items[0] as (typeof items)[0]), sku: `SKU-${n}` }))
  v1.answer('listProducts', { status: 200, body: { items: many, total: 25 } })
  const seen = []
  for (const page of [1, 2, 3, 4]) seen.push(skus((await old.products.list({ page, per_page: 10 })).items))
  expect(seen.map(({ length }) => length)).toEqual([10, 10, 5, 0])
  expect(seen.flat()).toEqual(skus(many))
})
