import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ClientOptions, clientCredentials, createStockroom } from '@stockroom/sdk'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { authServer, created, errorOf, found, isToken, order, scripted } from './scripted.ts'

const retry = { minDelay: 1, maxDelay: 1 }
afterEach(() => vi.unstubAllEnvs())

describe('a request that no method makes', () => {
  test('has query, body, key, credentials, retries and errors as every call has', async () => {
    const server = await scripted({ status: 503, json: {} }, { status: 202, json: { id: 7 } })
    const stockroom = createStockroom({ baseUrl: server.url, auth: () => 'token', retry })
    const options = { query: { dry_run: true, tag: ['a', 'b'] }, body: { name: 'x' }, idempotencyKey: 'k' }
    const answer = await stockroom.request<{ id: number }>('post', '/v2/things', options)
    expect([answer.status, answer.data.id]).toEqual([202, 7])
    expect(server.received).toHaveLength(2)
    expect(server.received[1]).toMatchObject({
      ...{ method: 'POST', url: '/v2/things?dry_run=true&tag=a&tag=b', body: '{"name":"x"}' },
      headers: { authorization: 'Bearer token', 'idempotency-key': 'k', 'content-type': 'application/json' },
    })
  })

  test('gives text where no JSON comes, and undefined where nothing does', async () => {
    const server = await scripted(
      { status: 200, text: 'a,b' },
      { status: 204 },
      { status: 404, json: { code: 'NOT_FOUND' } },
    )
    const stockroom = createStockroom({ baseUrl: server.url })
    expect((await stockroom.request('GET', '/v2/export')).data).toBe('a,b')
    expect((await stockroom.request('DELETE', '/v2/things/1')).data).toBeUndefined()
    expect(await errorOf(stockroom.request('GET', '/v2/things/1'))).toMatchObject({ status: 404, code: 'NOT_FOUND' })
  })

  test.each([
    ['GET', 'https://evil.test/v2/x'],
    ['GET', '//evil.test/x'],
    ['GET', 'v2/x'],
    ['GET', '/v2/../admin'],
    ['GET', '/v2/%2e%2E/admin'],
    ['GET', '/v2/x?a=1'],
    ['GET', '/\\evil.test'],
    ['GE T', '/v2/x'],
  ])('%s %s is refused before anything is sent', async (method, path) => {
    const server = await scripted(found)
    const { request } = createStockroom({ baseUrl: server.url, auth: () => 'token' })
    expect(await errorOf(request(method, path))).toMatchObject({ code: 'ARGUMENT_INVALID' })
    expect(server.received).toHaveLength(0)
  })
})

test('withOptions changes options, and shares tokens and middleware', async () => {
  const server = await authServer()
  const auth = clientCredentials({ clientId: 'shop', clientSecret: 'secret' })
  const seen: (string | undefined)[] = []
  const stockroom = createStockroom({ baseUrl: server.url, auth, headers: { 'x-a': '1' } }).use((request, next) => {
    seen.push(request.operation)
    return next(request)
  })
  await stockroom.orders.get('1')
  await stockroom.withOptions({ headers: { 'x-b': '2' } }).orders.get('1')
  expect(server.received.filter(isToken)).toHaveLength(1)
  expect(server.received.at(-1)?.headers).toMatchObject({ 'x-b': '2' })
  expect(server.received.at(-1)?.headers).not.toHaveProperty('x-a')
  expect(seen).toEqual([undefined, 'getOrder', 'getOrder'])
  expect(() => stockroom.withOptions({ timeout: 0 })).toThrow('"timeout" cannot be "0"')
})

describe('the environment', () => {
  const environment = (variables: Record<string, string>) => {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(`STOCKROOM_${name}`, value)
  }

  test('gives base URL and credentials', async () => {
    const server = await authServer()
    environment({ BASE_URL: server.url, CLIENT_ID: 'shop', CLIENT_SECRET: 's' })
    await createStockroom().orders.get('1')
    expect(server.received.find(isToken)?.body).toContain('client_id=shop')
    environment({ API_KEY: 'k' })
    await createStockroom().orders.get('1')
    expect(server.received.at(-1)?.headers).toMatchObject({ 'x-api-key': 'k' })
  })

  test('is overruled by options, and its credentials are for its own base URL', async () => {
    const [server, other] = [await scripted(found), await scripted(found)]
    environment({ BASE_URL: server.url, API_KEY: 'k' })
    await createStockroom({ auth: () => 'mine' }).orders.get('1')
    expect(server.received[0]?.headers).toMatchObject({ authorization: 'Bearer mine' })
    expect(server.received[0]?.headers).not.toHaveProperty('x-api-key')
    await createStockroom({ baseUrl: other.url }).orders.get('1')
    expect(other.received[0]?.headers).not.toHaveProperty('x-api-key')
  })

  test.each<[Record<string, string>, ClientOptions, string]>([
    [{}, {}, 'give baseUrl, or set STOCKROOM_BASE_URL'],
    [{ BASE_URL: 'shop' }, {}, 'baseUrl must be like https://host'],
    [{ CLIENT_ID: 'a' }, { baseUrl: 'https://x.test' }, 'STOCKROOM_CLIENT_ID is set without STOCKROOM_CLIENT_SECRET'],
    [
      { CLIENT_SECRET: 'a' },
      { baseUrl: 'https://x.test' },
      'STOCKROOM_CLIENT_SECRET is set without STOCKROOM_CLIENT_ID',
    ],
    [{ BASE_URL: 'https://x.test' }, { baseUrl: undefined }, 'baseUrl must be like https://host'],
  ])('%j with %j: %s', (variables, options, message) => {
    environment(variables)
    expect(() => createStockroom(options)).toThrow(message)
  })

  test('is not there in a browser', () => {
    vi.stubGlobal('process', undefined)
    expect(() => createStockroom()).toThrow('give baseUrl')
    vi.unstubAllGlobals()
  })
})

describe('User-Agent', () => {
  const version = JSON.parse(readFileSync(join(import.meta.dirname, '../../client-sdk/package.json'), 'utf8')).version

  test('names package and run time, also to the token endpoint', async () => {
    const server = await authServer()
    await createStockroom({
      baseUrl: server.url,
      auth: clientCredentials({ clientId: 'a', clientSecret: 'b' }),
    }).orders.get('1')
    const agent = `stockroom-sdk/${version} Node.js/${process.versions.node.split('.')[0]}`
    expect(server.received.map(({ headers }) => headers['user-agent'])).toEqual([agent, agent])
  })

  test("is the caller's own where it has one, and the browser's in a browser", async () => {
    const server = await scripted(found)
    await createStockroom({ baseUrl: server.url, headers: { 'User-Agent': 'mine' } }).orders.get('1')
    expect(server.received[0]?.headers['user-agent']).toBe('mine')
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (X11)' })
    await createStockroom({ baseUrl: server.url }).orders.get('1')
    vi.stubGlobal('navigator', undefined)
    await createStockroom({ baseUrl: server.url }).orders.get('1')
    vi.unstubAllGlobals()
    expect(server.received.slice(1).map(({ headers }) => headers['user-agent'])).toEqual([
      'node',
      `stockroom-sdk/${version} Node.js/20`,
    ])
  })
})

test('a line at debug for each call has the words of the contract alone', async () => {
  const server = await scripted({ status: 503, json: {} }, created, { status: 404, json: { code: 'NOT_FOUND' } })
  const lines: unknown[][] = []
  const logger = { debug: (...line: unknown[]) => lines.push(line), warn() {} }
  const stockroom = createStockroom({ baseUrl: server.url, auth: () => 'secret-token', logger, retry })
  await stockroom.orders.create(
    { lines: [{ product_id: 'secret-product', quantity: 1 }] },
    { idempotencyKey: 'secret-key' },
  )
  await stockroom.orders.get.safe('secret-order')
  expect(lines.map(([line]) => line)).toEqual(['createOrder: retry', 'createOrder: 201', 'getOrder: NOT_FOUND'])
  expect(lines[1]?.[1]).toMatchObject({ method: 'POST', path: '/v2/orders', status: 201, attempts: 2 })
  expect(lines[2]?.[1]).toMatchObject({ path: '/v2/orders/{order_id}', status: 404, code: 'NOT_FOUND', attempts: 1 })
  expect(JSON.stringify(lines)).not.toContain('secret')
  expect(order.id).not.toBe('')
})
