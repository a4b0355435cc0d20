import { clientCredentials, createStockroom, type Order, StockroomError } from '@stockroom/sdk'
import { createOrderMutation, getOrderOptions } from '@stockroom/sdk/query'
import { createTestServer } from '@stockroom/sdk/testing'
import { type CreateOrderResult, createOrder } from '@stockroom/sdk/v2/orders'
import { verifyWebhook } from '@stockroom/sdk/webhooks'

const auth = clientCredentials({ clientId: 'shop', clientSecret: 'secret' })
const stockroom = createStockroom({ baseUrl: 'https://api.example.com', auth })

export async function place(product_id: string): Promise<Order> {
  const result: CreateOrderResult = await stockroom.orders.create.safe({ lines: [{ product_id, quantity: 2 }] })
  if (result.ok) return result.data
  if (result.status === 409 && result.code === 'STOCK_INSUFFICIENT')
    throw new Error(result.error.problem?.errors?.[0]?.message ?? '')
  if (StockroomError.is(result.error)) console.log(result.error.requestId)
  for await (const product of stockroom.products.list({ status: 'active', limit: 10 }))
    console.log(product.price.amount)
  // @ts-expect-error closed in requests
  await stockroom.products.list({ status: 'unknown' })
  // @ts-expect-error a number is no id
  await stockroom.orders.get(1)
  return stockroom.orders.create({ lines: [] })
}
export async function live(id: string): Promise<Order | undefined> {
  const shop = createStockroom()
    .withOptions({ timeout: 5_000 })
    .use((request, next) => next(request))
  const page = await shop.orders.list({ status: 'paid' })
  if (page.hasNextPage) console.log((await page.nextPage())?.data.length)
  try {
    const { data } = await shop.request<{ id: string }>('GET', '/v2/things', { query: { limit: 1 } })
    console.log(data.id)
  } catch (error) {
    if (!StockroomError.is<typeof shop.orders.get>(error)) throw error
    // @ts-expect-error the API says NOT_FOUND
    if (error.code === 'ORDER_UNKNOWN') return undefined
    if (error.status === 404 && error.code === 'NOT_FOUND') return undefined
  }
  const key: readonly unknown[] = getOrderOptions(shop.client, id).queryKey
  await createOrderMutation(shop.client).mutationFn({ body: { lines: [{ product_id: id, quantity: key.length }] } })
  return shop.orders.get(id, { ifNoneMatch: '"1"' })
}
export const server: string = createTestServer().baseUrl
export const event: Promise<{ type: string }> = verifyWebhook('', {}, '')
export const single = createOrder
