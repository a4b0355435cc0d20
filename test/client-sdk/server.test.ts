import { apiKey, clientCredentials, createStockroom, session } from '@stockroom/sdk'
import { beforeAll, expect, test } from 'vitest'
import { insertClient, insertPartner, insertPerson, insertProduct } from '../support/fixtures.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let clientId: string
let product_id: string

beforeAll(async () => {
  clientId = (await insertClient(server.database, await insertPartner(server.database), { secret: 'secret' })).id
  product_id = await insertProduct(server.database, { stock: 10 })
  await insertPerson(server.database, { email: 'ada@stockroom.test', password: 'correct horse' })
})

const partner = () =>
  createStockroom({ baseUrl: server.url, auth: clientCredentials({ clientId, clientSecret: 'secret' }) })

test('an order from creation to cancellation, with its ETag', async () => {
  const { orders } = partner()
  const { data: order, headers } = await orders.create.withResponse({ lines: [{ product_id, quantity: 2 }] })
  expect(headers.get('location')).toBe(`/v2/orders/${order.id}`)
  const stale = await orders.patch.safe(order.id, { status: 'cancelled' }, { ifMatch: '"0"' })
  expect(stale).toMatchObject({ ok: false, status: 412, code: 'PRECONDITION_FAILED' })
  const etag = headers.get('etag') ?? ''
  expect(await orders.get.safe(order.id, { ifNoneMatch: etag })).toMatchObject({ ok: true, status: 304 })
  expect((await orders.patch(order.id, { status: 'cancelled' }, { ifMatch: etag })).status).toBe('cancelled')
})

test('the same idempotency key is the same order', async () => {
  const { orders } = partner()
  const place = () => orders.create({ lines: [{ product_id, quantity: 1 }] }, { idempotencyKey: 'basket-1' })
  const [first, second] = await Promise.all([place(), place()])
  expect(first.id).toBe(second.id)
})

test('refusals have the codes of the contract', async () => {
  const { orders, products } = partner()
  expect(await orders.create.safe({ lines: [{ product_id, quantity: 9_999 }] })).toMatchObject({
    status: 409,
    code: 'STOCK_INSUFFICIENT',
  })
  expect(await products.list.safe({ cursor: 'forged' })).toMatchObject({ status: 400, code: 'CURSOR_INVALID' })
  expect(await orders.get.safe('no-id')).toMatchObject({ ok: false, error: { requestId: expect.any(String) } })
  const wrong = createStockroom({ baseUrl: server.url, auth: clientCredentials({ clientId, clientSecret: 'wrong' }) })
  expect(await wrong.orders.list.safe()).toMatchObject({ status: 401, code: 'invalid_client' })
})

test('a person signs in, and is renewed after a token that the server refuses', async () => {
  const credentials = { email: 'ada@stockroom.test', password: 'correct horse' }
  const paths: string[] = []
  let spoil = true
  const stockroom = createStockroom({
    baseUrl: server.url,
    auth: session(credentials),
    fetch: (url, init) => {
      const { pathname } = new URL(url)
      paths.push(pathname)
      if (!spoil || pathname.startsWith('/v2/auth')) return fetch(url, init)
      spoil = false
      return fetch(url, { ...init, headers: { ...init.headers, authorization: 'Bearer forged' } })
    },
  })
  await stockroom.products.list()
  expect(paths).toEqual(['/v2/auth/login', '/v2/products', '/v2/auth/refresh', '/v2/products'])
  const mistaken = createStockroom({ baseUrl: server.url, auth: session({ ...credentials, password: 'guess' }) })
  expect(await mistaken.products.list.safe()).toMatchObject({ status: 401, code: 'CREDENTIALS_INVALID' })
})

test('an unknown API key is refused', async () => {
  const stockroom = createStockroom({ baseUrl: server.url, auth: apiKey('nobody') })
  expect(await stockroom.products.list.safe()).toMatchObject({ ok: false, status: 401 })
})

test('an id in upper case names the same object everywhere', async () => {
  const { orders, products, customers } = partner()
  const customer = await customers.create({ email: `${product_id}@shop.test`, name: 'Ada' })
  const [product, whom] = [product_id, customer.id].map((id) => id.toUpperCase()) as [string, string]
  expect(await products.get(product)).toEqual(await products.get(product_id))
  const lines = [
    { product_id: product, quantity: 1 },
    { product_id, quantity: 1 },
  ]
  const order = await orders.create({ customer_id: whom, lines })
  expect(order.lines.map((line) => line.product_id)).toEqual([product_id, product_id])
  expect(order.customer_id).toBe(customer.id)
  expect(await orders.get(order.id.toUpperCase())).toEqual(order)
  const { data } = await orders.list({ customer_id: whom })
  expect(data.map(({ id }) => id)).toEqual([order.id])
  expect((await orders.patch(order.id.toUpperCase(), { status: 'cancelled' })).id).toBe(order.id)
  await customers.delete(whom).catch(() => {})

  const staff = createStockroom({
    baseUrl: server.url,
    auth: session({ email: 'ada@stockroom.test', password: 'correct horse' }),
  })
  const { stock } = await products.get(product_id)
  await staff.stockAdjustments.create({ product_id: product, quantity: 1, reason: 'received' })
  expect((await products.get(product_id)).stock).toBe(stock + 1)
  const { data: adjustments } = await staff.stockAdjustments.list({ product_id: product })
  expect(adjustments.every((each) => each.product_id === product_id)).toBe(true)
  const me = await staff.users.me()
  const task = await staff.tasks.create({
    title: 'Pack',
    owner_id: me.id.toUpperCase(),
    order_id: order.id.toUpperCase(),
  })
  expect(task).toMatchObject({ owner_id: me.id, order_id: order.id })
})
