import { clientCredentials, createStockroom, type Order, StockroomError } from '@stockroom/sdk'
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
export const server: string = createTestServer().baseUrl
export const event: Promise<{ type: string }> = verifyWebhook('', {}, '')
export const single = createOrder
