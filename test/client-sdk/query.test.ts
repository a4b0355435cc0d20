import { connect, createStockroom, type Order, type OrderList, StockroomError } from '@stockroom/sdk'
import {
  createOrderMutation,
  getOrderOptions,
  listOrdersInfiniteOptions,
  listOrdersOptions,
  patchOrderMutation,
  resourceKeys,
} from '@stockroom/sdk/query'
import { InfiniteQueryObserver, MutationObserver, QueryClient, QueryObserver } from '@tanstack/query-core'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { bundleSize } from '../support/bundle-size.ts'
import { created, order, type Step, scripted } from './scripted.ts'

const retry = { minDelay: 1, maxDelay: 1 }
const page = (ids: string[], next_cursor: string | null): Step => ({
  status: 200,
  json: { data: ids.map((id) => ({ ...order, id })), next_cursor, has_more: next_cursor !== null },
})

async function setUp(...steps: Step[]) {
  const server = await scripted(...steps)
  return { server, client: connect({ baseUrl: server.url, retry }), queries: new QueryClient() }
}

describe('a query', () => {
  test('has the data, a key of its own, and the retries of the SDK alone', async () => {
    const { server, client, queries } = await setUp({ status: 503, json: {} }, { status: 200, json: order })
    const data = await queries.fetchQuery(getOrderOptions(client, order.id))
    expectTypeOf(data).toEqualTypeOf<Order>()
    expect(data.id).toBe(order.id)
    expect(server.received).toHaveLength(2)
    expect(getOrderOptions(client, '1').queryKey).toEqual(['stockroom-v2', 'orders', 'getOrder', '1'])
    expect(listOrdersOptions(client).queryKey).toEqual(['stockroom-v2', 'orders', 'listOrders'])
    expect(listOrdersOptions(client, { status: 'paid' }).queryKey).toEqual([
      ...['stockroom-v2', 'orders', 'listOrders'],
      { status: 'paid' },
    ])
  })

  test('has the error of its operation, and is not tried again by TanStack', async () => {
    const { server, client, queries } = await setUp({ status: 404, json: { code: 'NOT_FOUND' } })
    const observer = new QueryObserver(queries, getOrderOptions(client, '1'))
    const result = await new Promise<ReturnType<typeof observer.getCurrentResult>>((resolve) => {
      observer.subscribe((each) => each.isError && resolve(each))
    })
    if (result.error) expectTypeOf<'NOT_FOUND'>().toExtend<typeof result.error.code>()
    // @ts-expect-error the API says NOT_FOUND
    if (result.error?.code === 'ORDER_UNKNOWN') return
    expect(result.error).toMatchObject({ status: 404, code: 'NOT_FOUND' })
    expect(StockroomError.is(result.error)).toBe(true)
    expect(server.received).toHaveLength(1)
  })

  test('ends when nobody waits for it any more', async () => {
    const { client, queries } = await setUp('hang')
    const options = getOrderOptions(client, '1')
    const ended = queries.fetchQuery(options).catch((error: unknown) => error)
    await queries.cancelQueries({ queryKey: resourceKeys.orders })
    expect(await ended).toMatchObject({ revert: true })
  })

  test('is invalidated with its resource', async () => {
    const { client, queries } = await setUp({ status: 200, json: order })
    await queries.fetchQuery(getOrderOptions(client, '1'))
    await queries.invalidateQueries({ queryKey: resourceKeys.products })
    expect(queries.getQueryState(getOrderOptions(client, '1').queryKey)?.isInvalidated).toBe(false)
    await queries.invalidateQueries({ queryKey: resourceKeys.orders })
    expect(queries.getQueryState(getOrderOptions(client, '1').queryKey)?.isInvalidated).toBe(true)
  })
})

test('a list is read page by page to its end', async () => {
  const { server, client, queries } = await setUp(page(['1', '2'], 'b'), page(['3'], null))
  const observer = new InfiniteQueryObserver(queries, listOrdersInfiniteOptions(client, { limit: 2 }))
  const stop = observer.subscribe(() => undefined)
  await observer.fetchNextPage()
  const { data, hasNextPage } = await observer.fetchNextPage()
  stop()
  expectTypeOf(data?.pages[0]).toEqualTypeOf<OrderList | undefined>()
  expect(data?.pages.flatMap((each) => each.data.map(({ id }) => id))).toEqual(['1', '2', '3'])
  expect(hasNextPage).toBe(false)
  expect(server.received.map(({ url }) => url)).toEqual(['/v2/orders?limit=2', '/v2/orders?limit=2&cursor=b'])
})

describe('a mutation', () => {
  const lines = [{ product_id: '019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f', quantity: 1 }]

  test('keeps its key while it fails, and has another for the next order', async () => {
    const gone: Step = { status: 500, json: { code: 'INTERNAL_ERROR' } }
    const { server, client, queries } = await setUp(gone, created, created)
    const observer = new MutationObserver(queries, createOrderMutation(client))
    const variables = { body: { lines } }
    await expect(observer.mutate(variables)).rejects.toMatchObject({ status: 500 })
    expectTypeOf(await observer.mutate(variables)).toEqualTypeOf<Order>()
    await observer.mutate(variables)
    const keys = server.received.map(({ headers }) => headers['idempotency-key'])
    expect(keys[0]).toBe(keys[1])
    expect(keys[2]).not.toBe(keys[1])
  })

  test('takes path parameters, body and options by name', async () => {
    const { server, client, queries } = await setUp({ status: 200, json: order })
    const observer = new MutationObserver(queries, patchOrderMutation(client))
    await observer.mutate({ orderId: '7', body: { status: 'cancelled' }, options: { ifMatch: '"1"' } })
    expect(server.received[0]).toMatchObject({ method: 'PATCH', url: '/v2/orders/7', body: '{"status":"cancelled"}' })
    expect(server.received[0]?.headers).toMatchObject({ 'if-match': '"1"' })
    expect(server.received[0]?.headers).not.toHaveProperty('idempotency-key')
  })
})

test('the whole client has the connection that options take', async () => {
  const { server, queries } = await setUp({ status: 200, json: order })
  const stockroom = createStockroom({ baseUrl: server.url })
  expect((await queries.fetchQuery(getOrderOptions(stockroom.client, '1'))).id).toBe(order.id)
})

test('options of one operation weigh what they use', async () => {
  const sdk = new URL('../../client-sdk', import.meta.url).pathname
  const size = async (entry: string, name: string) =>
    (await bundleSize(`import { ${name} } from './dist/esm/v2/${entry}.js'; globalThis.x = ${name}`, sdk)).gzip
  const [alone, withOptions] = [await size('orders', 'getOrder'), await size('query', 'getOrderOptions')]
  expect(withOptions - alone).toBeLessThan(300)
})
