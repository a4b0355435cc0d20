import { type Auth, apiKey, clientCredentials, createStockroom, session } from '@stockroom/sdk'
import { createStockroom as createV1 } from '@stockroom/sdk/v1'
import { afterAll, expect, test } from 'vitest'
import { mock } from '../../../scripts/mock/mock.ts'
import { apiOf, callsOf, methodOf } from './calls.ts'

const server = await mock([await apiOf('v1'), await apiOf('v2')])
afterAll(() => server.close())

const credentials: Record<string, () => Auth> = {
  'client credentials': () => clientCredentials({ clientId: 'acme', clientSecret: 'secret', scope: 'products:read' }),
  'an API key': () => apiKey('key'),
  'a session': () => session({ email: 'ada@example.com', password: 'correct horse battery' }),
}
const quick = { attempts: 3, minDelay: 1, maxDelay: 1, maxRetryAfter: 1 }
const start = (auth: Auth = () => 'token') => createStockroom({ baseUrl: server.url, auth, retry: quick })
const lines = [{ product_id: '019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f', quantity: 2 }]

test.each(Object.entries(credentials))('%s open the mock', async (_name, auth) => {
  const seen: string[] = []
  const stockroom = createStockroom({
    ...{ baseUrl: server.url, auth: auth(), retry: quick },
    fetch: (url, init) => {
      seen.push(new URL(url).pathname)
      return fetch(url, init)
    },
  })
  for (let n = 0; n < 2; n++) expect((await stockroom.products.list()).data).not.toEqual([])
  expect(seen.length).toBe(_name === 'an API key' ? 2 : 3)
  const v1 = createV1({ baseUrl: server.url, auth: credentials['client credentials']?.(), onDeprecation: () => {} })
  expect((await v1.products.list()).items).not.toEqual([])
  expect(await createStockroom({ baseUrl: server.url }).products.list.safe()).toMatchObject({
    status: 401,
    code: 'TOKEN_MISSING',
  })
})

test('every list ends', async () => {
  const client = start()
  const lists = (await callsOf('v2')).filter(({ isList }) => isList)
  expect(lists.length).toBeGreaterThan(5)
  for (const call of lists) {
    const items = []
    for await (const item of methodOf(client, call)({ limit: 1 }) as AsyncIterable<unknown>) items.push(item)
    expect(items, call.id).not.toEqual([])
  }
  const v1 = createV1({ baseUrl: server.url, auth: () => 'token', onDeprecation: () => {} })
  expect((await v1.products.list({ page: 2 })).items).toEqual([])
})

test('outages that Prefer asks for are tried again, and the last is told', async () => {
  const stockroom = start()
  for (const code of [429, 500, 503]) {
    const result = await stockroom.orders.create.safe({ lines }, { headers: { prefer: `code=${code}` } })
    expect(result).toMatchObject({ ok: false, status: code, error: { attempts: code === 500 ? 1 : 3 } })
    expect(Object(!result.ok && result.error.problem).status).toBe(code)
  }
  let attempts = 0
  const flaky = createStockroom({
    ...{ baseUrl: server.url, auth: () => 'token', retry: quick },
    fetch: (url, init) => {
      const prefer = ++attempts < 3 ? { prefer: 'code=503' } : {}
      return fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...prefer } })
    },
  })
  expect((await flaky.orders.create({ lines })).status).toBe('pending')
  expect(attempts).toBe(3)
})

test('a key replays its answer, and is refused for another request', async () => {
  const stockroom = start()
  const key = { idempotencyKey: 'basket-1' }
  const first = await stockroom.orders.create.withResponse({ lines }, key)
  const upper = lines.map((line) => ({ ...line, product_id: line.product_id.toUpperCase() }))
  const again = await stockroom.orders.create.withResponse({ lines: upper }, key)
  expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true'])
  expect(again.data).toEqual(first.data)
  const other = await stockroom.orders.create.safe({ lines: [...lines, ...lines] }, key)
  expect(other).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' })
})

test('mistakes are told in the shape of the version', async () => {
  const result = await start().orders.create.safe({ lines: [{ product_id: 'x', quantity: 0 }] })
  expect(result).toMatchObject({ status: 422, code: 'VALIDATION_FAILED' })
  const { errors } = Object(!result.ok && result.error.problem)
  expect(errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
    '/lines/0/product_id',
    '/lines/0/quantity',
  ])
  const v1 = createV1({ baseUrl: server.url, auth: () => 'token', onDeprecation: () => {} })
  const old = await v1.products.create.safe({ name: 'Lamp', sku: '/', price: 1 })
  expect(old).toMatchObject({ status: 422, code: 'VALIDATION_FAILED' })
  expect(Object(!old.ok && old.error.problem).details).toEqual([{ field: 'sku', message: expect.any(String) }])
})

test('what the caller has is not sent again', async () => {
  const url = `${server.url}/v2/orders/${lines[0]?.product_id}`
  const headers = { authorization: 'Bearer token' }
  const etag = (await fetch(url, { headers })).headers.get('etag') ?? ''
  expect(etag).toBe('"7"')
  const again = await fetch(url, { headers: { ...headers, 'if-none-match': `"0", ${etag}` } })
  expect([again.status, await again.text()]).toEqual([304, ''])
  expect((await fetch(url, { headers: { ...headers, 'if-none-match': '"0"' } })).status).toBe(200)
})
