/** A test of a partner's own code: no network, and an outage on demand. */
import { createStockroom, type Stockroom } from '@stockroom/sdk'
import { createTestServer } from '@stockroom/sdk/testing'

/** The code under test. */
async function buy(stockroom: Stockroom, product_id: string): Promise<string> {
  const result = await stockroom.orders.create.safe({ lines: [{ product_id, quantity: 1 }] })
  return result.ok ? `ordered ${result.data.lines.length} line` : `sorry: ${result.code}`
}

const server = createTestServer()
const { baseUrl, fetch } = server
const stockroom = createStockroom({ baseUrl, fetch, auth: () => 'any', retry: { minDelay: 1 } })
const product = '019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f'

server.answer('createOrder', 'disconnect', { status: 503 }, { status: 201 })
console.log(await buy(stockroom, product), 'after', server.requests.length, 'requests')

server.answer('createOrder', { status: 409, example: 'STOCK_INSUFFICIENT' })
console.log(await buy(stockroom, product))

console.log(await buy(stockroom, 'not an id'), server.requests.at(-1)?.faults[0]?.pointer)
