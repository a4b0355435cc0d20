import { clientCredentials, createStockroom } from '@stockroom/sdk'

const stockroom = createStockroom({
  baseUrl: process.env.STOCKROOM_URL ?? 'http://127.0.0.1:3000',
  auth: clientCredentials({ clientId: 'demo-partner', clientSecret: 'demo-partner-secret' }),
})

const [product] = await stockroom.products.list({ status: 'active' }).toArray({ max: 1 })
if (!product) throw new Error('the catalogue is empty')

const order = await stockroom.orders.create({ lines: [{ product_id: product.id, quantity: 2 }] })
console.log(order)
