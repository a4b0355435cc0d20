/**
 * What a partner's program does with the package, in plain JavaScript, for every runtime and module format.
 * @param sdk the main entry  @param orders `v2/orders`  @param testing `testing`  @param webhooks `webhooks`
 * @param query `query`
 * @param url a server that answers orders over a real socket
 */
// biome-ignore lint/correctness/noUnusedVariables: each consumer puts its imports before this text and a call behind it.
async function check(sdk, orders, testing, webhooks, query, url) {
  const same = (actual, expected) => {
    if (JSON.stringify(actual) !== JSON.stringify(expected)) {
      throw new Error(`expected ${JSON.stringify(expected)}, not ${JSON.stringify(actual)}`)
    }
  }
  const lines = [{ product_id: '019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f', quantity: 2 }]

  const server = testing.createTestServer()
  const { baseUrl, fetch } = server
  const inMemory = sdk.createStockroom({ baseUrl, fetch, auth: () => 'token', retry: { minDelay: 1 } })
  server.answer('createOrder', 'disconnect', { status: 503 }, { status: 201 })
  same((await inMemory.orders.create({ lines })).status, 'pending')
  same(server.requests.length, 3)
  const refused = await inMemory.orders.create.safe({ lines: [] })
  same([refused.ok, refused.status, refused.code], [false, 422, 'VALIDATION_FAILED'])
  for await (const product of inMemory.products.list()) same(typeof product.sku, 'string')

  const auth = sdk.clientCredentials({ clientId: 'shop', clientSecret: 'secret' })
  const stockroom = sdk.createStockroom({ baseUrl: url, auth, retry: { minDelay: 1 } })
  same((await stockroom.orders.create({ lines })).id, 'placed')
  same((await orders.createOrder(sdk.connect({ baseUrl: url, auth }), { lines })).id, 'placed')
  const error = await stockroom.orders.get('missing').catch((thrown) => thrown)
  same([sdk.StockroomError.is(error), error.status, error.code], [true, 404, 'NOT_FOUND'])
  const slow = await stockroom.orders.get.safe('slow', { timeout: 100 })
  same([slow.ok, slow.code], [false, 'TIMEOUT'])

  const page = await inMemory.products.list()
  same([page.hasNextPage, (await page.nextPage())?.data.length], [true, 0])
  same((await inMemory.products.list().toArray({ max: 1 })).length, 1)
  const etag = { ifNoneMatch: '"1"' }
  server.answer('getOrder', { status: 304 })
  same((await inMemory.orders.get.safe(lines[0].product_id, etag)).status, 304)
  const { queryKey, queryFn } = query.getProductOptions(inMemory.client, lines[0].product_id)
  same(queryKey.at(-1), lines[0].product_id)
  same(typeof (await queryFn({ signal: new AbortController().signal })).sku, 'string')

  const seen = []
  const watched = stockroom.withOptions({ timeout: 5_000 }).use(async (request, next) => {
    seen.push([request.operation, request.attempt])
    return next({ ...request, headers: { ...request.headers, 'x-shop': 'berlin' } })
  })
  same(
    (await watched.request('POST', '/v2/orders', { body: { lines }, idempotencyKey: `raw-${Math.random()}` })).data.id,
    'placed',
  )
  same(seen.at(-1), ['POST /v2/orders', 2])

  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const headers = await webhooks.signWebhook('{"type":"order.paid"}', secret)
  same((await webhooks.verifyWebhook('{"type":"order.paid"}', headers, secret)).type, 'order.paid')
}
