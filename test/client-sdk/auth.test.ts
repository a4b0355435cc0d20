import {
  apiKey,
  type ConnectOptions,
  clientCredentials,
  createStockroom,
  StockroomError,
  session,
} from '@stockroom/sdk'
import { expect, test } from 'vitest'
import { authServer, isToken, order, type Step, scripted } from './scripted.ts'

const credentials = { clientId: 'shop', clientSecret: 's&cret=1' }
const retry = { minDelay: 1, maxDelay: 5 }
test('client credentials: one token for many calls at once, asked for as RFC 6749 wants it', async () => {
  const server = await authServer()
  const stockroom = createStockroom({
    baseUrl: server.url,
    auth: clientCredentials({ ...credentials, scope: 'orders:read' }),
  })
  await Promise.all(Array.from({ length: 50 }, (_, index) => stockroom.orders.get(`${index + 1}`)))
  await stockroom.orders.get('51')
  const [token, ...others] = server.received.filter(isToken)
  expect(others).toHaveLength(0)
  expect(token).toMatchObject({
    method: 'POST',
    url: '/v2/oauth/token',
    body: 'grant_type=client_credentials&client_id=shop&client_secret=s%26cret%3D1&scope=orders%3Aread',
  })
  expect(token?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(server.received.at(-1)?.headers.authorization).toBe('Bearer t1')
})

test('a token that was refused is renewed once, by one request, for all the calls that it failed', async () => {
  const server = await authServer({ accepts: (proof) => proof !== 't1' })
  const stockroom = createStockroom({ baseUrl: server.url, auth: clientCredentials(credentials) })
  const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => stockroom.orders.get(`${index + 1}`)))
  expect(answers).toHaveLength(20)
  expect(server.received.filter(isToken)).toHaveLength(2)
})

test('a second 401 is the answer', async () => {
  const server = await authServer({ accepts: () => false })
  const stockroom = createStockroom({ baseUrl: server.url, auth: clientCredentials(credentials) })
  const result = await stockroom.orders.get.safe('1')
  expect(result).toMatchObject({ ok: false, status: 401, code: 'TOKEN_INVALID' })
  expect(server.received.filter((request) => !isToken(request))).toHaveLength(2)
})

test('a write is replayed after a 401 with the same idempotency key', async () => {
  const server = await authServer({ accepts: (proof) => proof !== 't1' })
  const stockroom = createStockroom({ baseUrl: server.url, auth: clientCredentials(credentials) })
  await stockroom.orders.create.safe({ lines: [] })
  const keys = server.received.filter((request) => !isToken(request)).map(({ headers }) => headers['idempotency-key'])
  expect(keys).toHaveLength(2)
  expect(keys[0]).toBe(keys[1])
})

test('asking for a token is retried as calls are', async () => {
  const server = await authServer({ tokens: ['drop', { status: 503 }, { status: 429 }] })
  const stockroom = createStockroom({ baseUrl: server.url, auth: clientCredentials(credentials), retry })
  await stockroom.orders.get('1')
  expect(server.received.filter(isToken)).toHaveLength(4)
})

test('wrong credentials are an error with the code of RFC 6749', async () => {
  const server = await authServer({
    tokens: [{ status: 401, json: { error: 'invalid_client', error_description: 'no' } }],
  })
  const stockroom = createStockroom({ baseUrl: server.url, auth: clientCredentials(credentials) })
  const result = await stockroom.orders.get.safe('1')
  expect(result).toMatchObject({ ok: false, status: 401, code: 'invalid_client' })
  expect(server.received).toHaveLength(1)
})

test('a token is renewed before it ends, and used on while renewing fails', async () => {
  const tokens: Step[] = []
  const server = await authServer({ expires_in: 2, tokens })
  const stockroom = createStockroom({ baseUrl: server.url, auth: clientCredentials(credentials), retry: false })
  await stockroom.orders.get('1')
  tokens.push({ status: 503 })
  await new Promise((resolve) => setTimeout(resolve, 1_700))
  await stockroom.orders.get('2')
  expect(server.received.at(-1)?.headers.authorization).toBe('Bearer t1')
  await new Promise((resolve) => setTimeout(resolve, 400))
  await stockroom.orders.get('3')
  expect(server.received.at(-1)?.headers.authorization).toBe('Bearer t2')
})

test("one caller's abort does not take the token from the others", async () => {
  const server = await scripted((request, response) => {
    const body = isToken(request) ? { access_token: 't', expires_in: 900 } : order
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)), 200)
  })
  const stockroom = createStockroom({ baseUrl: server.url, auth: clientCredentials(credentials) })
  const results = await Promise.all([
    stockroom.orders.get.safe('1', { signal: AbortSignal.timeout(50) }),
    stockroom.orders.get.safe('2'),
  ])
  expect(results.map(({ ok }) => ok)).toEqual([false, true])
  expect(server.received.filter(isToken)).toHaveLength(1)
})

test('an API key, and a function that gives a token or headers', async () => {
  const server = await authServer()
  const sent = async (auth: ConnectOptions['auth']) => {
    await createStockroom({ baseUrl: server.url, auth }).orders.get('1')
    return server.received.at(-1)?.headers
  }
  expect(await sent(apiKey('k1'))).toMatchObject({ 'x-api-key': 'k1' })
  expect(await sent(() => 'mine')).toMatchObject({ authorization: 'Bearer mine' })
  expect(await sent(async () => ({ 'x-proof': '1' }))).toMatchObject({ 'x-proof': '1' })
})

test('a session signs in, renews with its refresh token, and signs in again when that is refused', async () => {
  const tokens: Step[] = []
  const server = await authServer({ tokens, accepts: (proof) => proof === 't2' || proof === 't3' })
  const stockroom = createStockroom({ baseUrl: server.url, auth: session({ email: 'a@b.test', password: 'p' }) })
  await stockroom.orders.get('1')
  expect(server.received.filter(isToken).map(({ url, body }) => [url, body])).toEqual([
    ['/v2/auth/login', '{"email":"a@b.test","password":"p"}'],
    ['/v2/auth/refresh', '{"refresh_token":"r1"}'],
  ])
  const later = await authServer({ accepts: (proof) => proof !== 't1', tokens })
  const other = createStockroom({ baseUrl: later.url, auth: session({ email: 'a@b.test', password: 'p' }) })
  await other.orders.get('1')
  expect(later.received.filter(isToken)).toHaveLength(2)
})

test('a refused refresh token signs in again', async () => {
  let logins = 0
  const server = await scripted((request, response) => {
    const reply = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.url === '/v2/auth/refresh') return void reply(401, { code: 'TOKEN_INVALID' })
    if (isToken(request))
      return void reply(200, { access_token: `t${++logins}`, expires_in: 900, refresh_token: 'used' })
    reply(request.headers.authorization === 'Bearer t2' ? 200 : 401, order)
  })
  const stockroom = createStockroom({ baseUrl: server.url, auth: session({ email: 'a@b.test', password: 'p' }) })
  await stockroom.orders.get('1')
  expect(logins).toBe(2)
})

test('public operations are sent without credentials', async () => {
  const server = await authServer()
  const stockroom = createStockroom({ baseUrl: server.url, auth: () => 'secret' })
  await stockroom.auth.token({ grant_type: 'client_credentials' })
  expect(server.received[0]?.headers.authorization).toBeUndefined()
})

test('an auth function that fails is an AUTH_FAILED with its cause', async () => {
  const server = await authServer()
  const cause = new Error('vault is sealed')
  const stockroom = createStockroom({ baseUrl: server.url, auth: () => Promise.reject(cause) })
  const error = await stockroom.orders.get('1').catch((thrown) => thrown)
  expect(StockroomError.is(error)).toBe(true)
  expect(error).toMatchObject({ code: 'AUTH_FAILED', cause, attempts: 1 })
  expect(server.received).toHaveLength(0)
})
