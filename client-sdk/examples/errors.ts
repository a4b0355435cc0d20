/** Refusals as results: nothing is thrown, and the compiler knows what each status means. */
import { clientCredentials, createStockroom } from '@stockroom/sdk'

const stockroom = createStockroom({
  baseUrl: process.env.STOCKROOM_URL ?? 'http://127.0.0.1:3000',
  auth: clientCredentials({ clientId: 'demo-partner', clientSecret: 'demo-partner-secret' }),
})

const [product] = await stockroom.products.list({ status: 'active' }).toArray({ max: 1 })
if (!product) throw new Error('the catalogue is empty')

const result = await stockroom.orders.create.safe({
  lines: [{ product_id: product.id, quantity: Math.min(product.stock + 1, 10_000) }],
})
if (result.ok) console.log('placed', result.data.id)
else if (result.status === 409 && result.code === 'STOCK_INSUFFICIENT') {
  console.log(
    'not enough stock:',
    result.error.problem?.errors?.map(({ pointer }) => pointer),
  )
} else if (result.status === undefined) console.log('no usable answer:', result.code)
else console.log('refused:', result.status, result.code, result.error.requestId)
