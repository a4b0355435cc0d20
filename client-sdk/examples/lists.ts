/** Lists: item by item, page by page, and on from a cursor. */
import { clientCredentials, createStockroom } from '@stockroom/sdk'

const stockroom = createStockroom({
  baseUrl: process.env.STOCKROOM_URL ?? 'http://127.0.0.1:3000',
  auth: clientCredentials({ clientId: 'demo-partner', clientSecret: 'demo-partner-secret' }),
})

let count = 0
for await (const product of stockroom.products.list({ status: 'active', limit: 50 })) {
  if (product.price.amount > 0) count++
}
console.log(count, 'active products')

const first = await stockroom.products.list({ limit: 1 })
if (first.next_cursor) {
  const rest = await stockroom.products.list({ limit: 1, cursor: first.next_cursor }).toArray({ max: 3 })
  console.log('then', rest.length)
}
