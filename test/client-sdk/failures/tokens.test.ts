import { clientCredentials, createStockroom, session } from '@stockroom/sdk'
import { expect, test } from 'vitest'
import { authServer, errorOf, isToken, order, type Step, scripted } from '../scripted.ts'

const credentials = { clientId: 'shop', clientSecret: 'secret' }
const quick = { minDelay: 1, maxDelay: 5 }
/** No second renewal begins within a test. */
const patient = { attempts: 1, minDelay: 60_000, maxDelay: 60_000 }
const ill: Step = { status: 503, json: {} }
const always = (step: Step): Step[] => Array<Step>(500).fill(step)

async function client(tokens: Step[], options: Partial<Parameters<typeof createStockroom>[0]> = {}, expires_in = 900) {
  const server = await authServer({ tokens, expires_in })
  const stockroom = createStockroom({ baseUrl: server.url, auth: clientCredentials(credentials), ...options })
  const sent = () => {
    const asked = server.received.filter(isToken).length
    return { tokens: asked, calls: server.received.length - asked }
  }
  return { stockroom, sent, tokens }
}

test.each([
  ['attempts: 1', { ...quick, attempts: 1 }, 1],
  ['attempts: 2', { ...quick, attempts: 2 }, 2],
  ['retry: false', false as const, 1],
  ['the default', quick, 6],
])('a token endpoint that fails uses up the attempts of the call: %s', async (_, retry, attempts) => {
  const { stockroom, sent } = await client(always(ill), { retry })
  expect(await errorOf(stockroom.orders.get('1'))).toMatchObject({ status: 503, attempts, retryable: true })
  expect(sent()).toEqual({ tokens: attempts, calls: 0 })
})

test('failures of the token endpoint and of the API are one budget', async () => {
  const server = await scripted((request, response) => {
    const isFirst = server.received.length === 1
    const token = { access_token: 't', expires_in: 900 }
    const [status, body] = isToken(request) && !isFirst ? [200, token] : [503, {}]
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const retry = { ...quick, attempts: 4 }
  const stockroom = createStockroom({ baseUrl: server.url, auth: clientCredentials(credentials), retry })
  expect(await errorOf(stockroom.orders.get('1'))).toMatchObject({ status: 503, attempts: 4 })
  expect(server.received.map(({ url }) => url)).toEqual([
    '/v2/oauth/token',
    '/v2/oauth/token',
    ...Array(3).fill('/v2/orders/1'),
  ])
})

test('the deadline of a call covers its credentials', async () => {
  const { stockroom, sent } = await client(['hang'], { timeout: 100 })
  expect(await errorOf(stockroom.orders.get('1'))).toMatchObject({ code: 'TIMEOUT', attempts: 1 })
  expect(sent().calls).toBe(0)
})

test('100 calls at once share each renewal that fails', async () => {
  const retry = { attempts: 3, minDelay: 100, maxDelay: 1_000 }
  const { stockroom, sent } = await client(always(ill), { retry })
  const errors = await Promise.all(Array.from({ length: 100 }, (_, index) => errorOf(stockroom.orders.get(`${index}`))))
  expect(errors.map(({ attempts }) => attempts)).toEqual(Array(100).fill(3))
  expect(sent().tokens).toBeLessThanOrEqual(6)
})

test.each([
  ['that is ill', ill],
  ['that does not know the client', { status: 401, json: { error: 'invalid_client' } }],
  ['that drops connections', 'drop'],
] as [string, Step][])(
  'no number of calls storms a token endpoint %s: a renewal that failed waits',
  async (_, step) => {
    const { stockroom, sent } = await client(always(step), { retry: patient })
    for (let round = 0; round < 5; round++) {
      await Promise.all(Array.from({ length: 20 }, () => errorOf(stockroom.orders.get('1'))))
    }
    expect(sent()).toEqual({ tokens: 1, calls: 0 })
  },
)

test('calls that begin within the pause hear how long it still is, and wait for it where they may', async () => {
  const retry = { attempts: 2, minDelay: 200, maxDelay: 200 }
  const { stockroom, sent } = await client([ill], { retry })
  const early = await errorOf(stockroom.orders.get('1', { retry: false }))
  expect(early).toMatchObject({ status: 503, attempts: 1 })
  const again = await errorOf(stockroom.orders.get('2', { retry: false }))
  expect(again.retryAfter).toBeGreaterThan(0)
  expect(again.retryAfter).toBeLessThanOrEqual(early.retryAfter as number)
  expect((await stockroom.orders.get('3')).id).toBe(order.id)
  expect(sent()).toEqual({ tokens: 2, calls: 1 })
})

test('Retry-After of the token endpoint is honoured by all calls', async () => {
  const busy: Step = { status: 429, headers: { 'retry-after': '30' }, json: {} }
  const { stockroom, sent } = await client(always(busy), { retry: quick, timeout: 5_000 })
  for (let round = 0; round < 20; round++) {
    const error = await errorOf(stockroom.orders.get('1'))
    expect(error).toMatchObject({ status: 429, attempts: 1 })
    expect(error.retryAfter).toBeGreaterThan(20_000)
  }
  expect(sent()).toEqual({ tokens: 1, calls: 0 })
})

test('calls come back when the token endpoint does', async () => {
  const { stockroom, sent } = await client([ill, ill], { retry: quick })
  const all = await Promise.all(Array.from({ length: 20 }, () => stockroom.orders.get('1')))
  expect(all).toHaveLength(20)
  expect(sent()).toEqual({ tokens: 3, calls: 20 })
})

test('a token that holds is used on while its renewal fails, and the renewal waits', async () => {
  const { stockroom, sent, tokens } = await client([], { retry: patient }, 2)
  await stockroom.orders.get('1')
  tokens.push(...always(ill))
  await new Promise((resolve) => setTimeout(resolve, 1_700))
  for (let call = 0; call < 10; call++) await stockroom.orders.get('2')
  expect(sent()).toEqual({ tokens: 2, calls: 11 })
})

test('a write that waits for its token goes out once, with or without a key', async () => {
  const { stockroom, sent } = await client([ill, 'drop'], { retry: quick })
  await stockroom.orders.patch('1', { status: 'paid' })
  expect(sent()).toEqual({ tokens: 3, calls: 1 })
})

test('each call has an error of its own, with its own count', async () => {
  const { stockroom } = await client(always(ill), { retry: { minDelay: 20, maxDelay: 20 } })
  const [one, three] = await Promise.all([
    errorOf(stockroom.orders.get('1', { retry: false })),
    errorOf(stockroom.products.get('1', { retry: { attempts: 3 } })),
  ])
  expect(one).toMatchObject({ attempts: 1, message: 'getOrder: 503 HTTP_503' })
  expect(three).toMatchObject({ attempts: 3, message: 'getProduct: 503 HTTP_503' })
})

test('so they have where an auth function of their own shares its failure', async () => {
  const failure = Promise.reject(new Error('vault is sealed'))
  const stockroom = createStockroom({ baseUrl: 'http://127.0.0.1:1', auth: () => failure })
  const errors = await Promise.all([errorOf(stockroom.orders.get('1')), errorOf(stockroom.products.get('1'))])
  expect(errors[0]).not.toBe(errors[1])
})

test.each([[{}], [null], [[]], ['t'], [{ access_token: null }], [{ access_token: { value: 't' } }]])(
  'a token answer of %j is an error that says so, not a token',
  async (json) => {
    const { stockroom, sent } = await client(always({ status: 200, json }), { retry: quick })
    expect(await errorOf(stockroom.orders.get('1'))).toMatchObject({ code: 'ANSWER_UNEXPECTED', status: 200 })
    expect(sent()).toEqual({ tokens: 1, calls: 0 })
  },
)

test.each([[undefined], [0], [-5], ['soon'], [null]])('a token that ends in %j seconds is kept', async (expires_in) => {
  const token: Step = { status: 200, json: { access_token: 't', expires_in } }
  const { stockroom, sent } = await client(always(token))
  for (let call = 0; call < 3; call++) await stockroom.orders.get('1')
  expect(sent()).toEqual({ tokens: 1, calls: 3 })
})

test('a request that is sent again after a 401 counts', async () => {
  const server = await authServer({ accepts: () => false })
  const stockroom = createStockroom({ baseUrl: server.url, auth: clientCredentials(credentials), retry: false })
  expect(await errorOf(stockroom.orders.get('1'))).toMatchObject({ status: 401, attempts: 2 })
  const fixed = createStockroom({ baseUrl: server.url, auth: () => 'mine' })
  expect(await errorOf(fixed.orders.get('1'))).toMatchObject({ status: 401, attempts: 1 })
})

test.each([
  ['client credentials', () => clientCredentials(credentials)],
  ['a session', () => session({ email: 'a@b.test', password: 'p' })],
])('one value of %s for two hosts: each host sees its own tokens alone', async (_, make) => {
  const servers = await Promise.all(
    ['home', 'away'].map((name) =>
      scripted((request, response) => {
        const isRefused = !isToken(request) && request.headers.authorization !== `Bearer ${name}-2`
        const body = isToken(request)
          ? { access_token: `${name}-${++given[name as 'home']}`, expires_in: 900, refresh_token: `${name}-refresh` }
          : order
        response
          .writeHead(isRefused ? 401 : 200, { 'content-type': 'application/json' })
          .end(JSON.stringify(isRefused ? { code: 'TOKEN_INVALID' } : body))
      }),
    ),
  )
  const given = { home: 0, away: 0 }
  const auth = make()
  const clients = servers.map(({ url }) => createStockroom({ baseUrl: url, auth }))
  for (const stockroom of [...clients, ...clients]) await stockroom.orders.get('1')
  expect(given).toEqual({ home: 2, away: 2 })
  const [home, away] = servers.map(({ received }) => JSON.stringify(received))
  expect(home).not.toContain('away-')
  expect(away).not.toContain('home-')
})

test('a client that is known no more asks for few tokens, however many call', async () => {
  const server = await authServer({ accepts: () => false })
  const auth = clientCredentials({ clientId: 'shop', clientSecret: 'secret' })
  const stockroom = createStockroom({ baseUrl: server.url, auth })
  const end = Date.now() + 1_000
  const call = async () => {
    let refused = 0
    for (; Date.now() < end; refused++)
      expect(await stockroom.orders.get.safe('1')).toMatchObject({ ok: false, status: 401 })
    return refused
  }
  const refused = await Promise.all(Array.from({ length: 20 }, call))
  // One to begin with, and one for the first refusal; the next is due after `maxDelay`.
  expect(server.received.filter(isToken)).toHaveLength(2)
  expect(refused.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(20)
})

test('a token that was revoked is renewed at once, and so is the next one after a while', async () => {
  let valid = 't1'
  const server = await authServer({ accepts: (token) => token === valid })
  const auth = clientCredentials({ clientId: 'shop', clientSecret: 'secret' })
  const stockroom = createStockroom({ baseUrl: server.url, auth, retry: { maxDelay: 20 } })
  await stockroom.orders.get('1')
  for (const next of ['t2', 't3']) {
    valid = next
    expect(await stockroom.orders.get.safe('1')).toMatchObject({ ok: true })
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  expect(server.received.filter(isToken)).toHaveLength(3)
})
