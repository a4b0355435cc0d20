import { createStockroom, type Product, type StockroomError } from '@stockroom/sdk'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { type Step, scripted } from './scripted.ts'

/** Pages of two out of `count` items; the cursor is the place. */
async function catalogue(count: number) {
  const server = await scripted(({ url }, response) => {
    const from = Number(new URL(url, 'http://x').searchParams.get('cursor') ?? 0)
    const data = Array.from({ length: Math.min(2, count - from) }, (_, index) => ({ id: `p${from + index}` }))
    const next_cursor = from + 2 < count ? `${from + 2}` : null
    const body = { data, next_cursor, has_more: next_cursor !== null }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  return { server, products: createStockroom({ baseUrl: server.url }).products }
}
const ids = (items: Product[]) => items.map(({ id }) => id)

test('for await goes over all items, with the filters on every page', async () => {
  const { server, products } = await catalogue(5)
  const seen: Product[] = []
  for await (const product of products.list({ status: 'active', limit: 2 })) seen.push(product)
  expect(ids(seen)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4'])
  expect(server.received.map(({ url }) => url)).toEqual([
    '/v2/products?status=active&limit=2',
    '/v2/products?status=active&limit=2&cursor=2',
    '/v2/products?status=active&limit=2&cursor=4',
  ])
})

test('nothing is asked for before it is used, nor after it is left', async () => {
  const { server, products } = await catalogue(100)
  const list = products.list()
  expect(server.received).toHaveLength(0)
  for await (const _ of list) break
  expect(server.received).toHaveLength(1)
})

test('await gives the first page', async () => {
  const { products } = await catalogue(5)
  const page = await products.list()
  expectTypeOf(page.data).toEqualTypeOf<Product[]>()
  expect(page).toMatchObject({ next_cursor: '2', has_more: true })
})

test('pages resume from a cursor', async () => {
  const { products } = await catalogue(5)
  const { value: first } = await products.list().pages().next()
  const rest = await products.list({ cursor: first?.next_cursor ?? '' }).toArray({ max: 10 })
  expect(ids(rest)).toEqual(['p2', 'p3', 'p4'])
  const sizes: number[] = []
  for await (const { data } of products.list().pages()) sizes.push(data.length)
  expect(sizes).toEqual([2, 2, 1])
})

test('toArray takes no more pages than it needs', async () => {
  const { server, products } = await catalogue(100)
  expect(ids(await products.list().toArray({ max: 4 }))).toEqual(['p0', 'p1', 'p2', 'p3'])
  expect(server.received).toHaveLength(2)
  await expect(products.list().toArray({ max: 0 })).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' })
})

test('an empty list is no item', async () => {
  const { products } = await catalogue(0)
  expect(await products.list().toArray({ max: 10 })).toEqual([])
})

test('next() may be called again before the first is done: the items come in order, each once', async () => {
  const { server, products } = await catalogue(5)
  const iterator = products.list()[Symbol.asyncIterator]()
  const results = await Promise.all(Array.from({ length: 6 }, () => iterator.next()))
  expect(results.map(({ value }) => value?.id)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', undefined])
  expect(server.received).toHaveLength(3)
})

test('two iterators are two readers', async () => {
  const { products } = await catalogue(5)
  const list = products.list()
  const both = await Promise.all([list.toArray({ max: 9 }), list.toArray({ max: 9 })])
  expect(both.map((items) => items.length)).toEqual([5, 5])
})

test('a cursor that comes again ends the list with an error, not never', async () => {
  const page = { data: [{ id: 'p' }], next_cursor: 'same', has_more: true }
  const server = await scripted({ status: 200, json: page })
  const list = createStockroom({ baseUrl: server.url }).products.list()
  await expect(list.toArray({ max: 100 })).rejects.toMatchObject({ code: 'CURSOR_REPEATED' })
})

test('an error on a later page is thrown where the items are read', async () => {
  const page = { data: [{ id: 'p' }], next_cursor: 'next', has_more: true }
  const server = await scripted({ status: 200, json: page }, { status: 400, json: { code: 'CURSOR_INVALID' } })
  const seen: string[] = []
  const reading = async () => {
    for await (const { id } of createStockroom({ baseUrl: server.url }).products.list()) seen.push(id)
  }
  await expect(reading()).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
  expect(seen).toEqual(['p'])
})

test('safe and withResponse give one page', async () => {
  const { products } = await catalogue(3)
  const result = await products.list.safe({ limit: 2 })
  expect(result.ok && result.data.data).toHaveLength(2)
  expect((await products.list.withResponse()).status).toBe(200)
})

describe('a page', () => {
  const pages: Step[] = [
    { status: 200, json: { data: [1, 2], next_cursor: 'b', has_more: true } },
    { status: 200, json: { data: [3], next_cursor: null, has_more: false } },
  ]

  test('says whether one comes after it, and reads that', async () => {
    const server = await scripted(...pages)
    const first = await createStockroom({ baseUrl: server.url }).orders.list({ limit: 2 })
    expect([first.hasNextPage, first.data]).toEqual([true, [1, 2]])
    const second = await first.nextPage()
    expect([second?.hasNextPage, second?.data]).toEqual([false, [3]])
    expect(await second?.nextPage()).toBeUndefined()
    expect(server.received.map(({ url }) => url)).toEqual(['/v2/orders?limit=2', '/v2/orders?limit=2&cursor=b'])
    expect(JSON.parse(JSON.stringify(first))).toEqual({ data: [1, 2], next_cursor: 'b', has_more: true })
  })

  test('is asked for with no more items than are wanted, nor than the contract allows', async () => {
    const urls = async (max: number, query?: { limit: number }) => {
      const server = await scripted(...pages)
      await createStockroom({ baseUrl: server.url }).orders.list(query).toArray({ max })
      return server.received.map(({ url }) => url.replace('/v2/orders?', ''))
    }
    expect(await urls(1)).toEqual(['limit=1'])
    expect(await urls(2)).toEqual(['limit=2'])
    expect(await urls(3)).toEqual(['limit=3', 'cursor=b&limit=1'])
    expect(await urls(3, { limit: 2 })).toEqual(['limit=2', 'limit=1&cursor=b'])
    expect(await urls(250)).toEqual(['limit=100', 'cursor=b&limit=100'])
    expect(await urls(Number.POSITIVE_INFINITY)).toEqual(['limit=100', 'cursor=b&limit=100'])
  })

  test('is promised by the list, which asks once however often it is awaited', async () => {
    const server = await scripted({ status: 404, json: { code: 'NOT_FOUND' } })
    const list = createStockroom({ baseUrl: server.url }).orders.list()
    const caught = await list.catch((error: StockroomError) => error.code)
    let isOver = false
    await list.finally(() => (isOver = true)).catch(() => undefined)
    expect([caught, isOver, server.received.length]).toEqual(['NOT_FOUND', true, 1])
  })
})
