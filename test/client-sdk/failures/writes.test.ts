import { connect, createStockroom, type Fetch, type Stockroom, type StockroomError } from '@stockroom/sdk'
import { describe, expect, test } from 'vitest'
import { raw } from '../../../client-sdk/src/bodies.ts'
import { operation } from '../../../client-sdk/src/operation.ts'
import { closedPort, found, order, type Step, scripted } from '../scripted.ts'

const product = { sku: 'A', name: 'A', price: { amount: 1, currency: 'EUR' } } as never
/** The writes, each in the ways that say whether it may run twice. */
const writes: Record<string, (stockroom: Stockroom) => Promise<unknown>> = {
  'POST, with the key that the SDK makes': ({ orders }) => orders.create({ lines: [] }),
  PUT: ({ products }) => products.replace('1', product),
  DELETE: ({ products }) => products.delete('1'),
  'PATCH with If-Match': ({ orders }) => orders.patch('1', { status: 'paid' }, { ifMatch: '"1"' }),
  "PATCH with the program's key": ({ orders }) => orders.patch('1', { status: 'paid' }, { idempotencyKey: 'k' }),
  "PATCH with the program's own header": ({ orders }) =>
    orders.patch('1', { status: 'paid' }, { headers: { 'Idempotency-Key': 'k' } }),
}
const bare: typeof writes = {
  'PATCH without either': ({ orders }) => orders.patch('1', { status: 'paid' }),
  'POST of an operation that takes no key': ({ auth }) => auth.login({ email: 'a@b.test', password: 'p' }),
}

const failure = (status: number, headers: Record<string, string> = {}): Step => ({ status, headers, json: {} })
/** It has not run: the server says so, or was never reached. */
const unrun: Record<string, Step | 'refuse'> = {
  '503 with Retry-After': failure(503, { 'retry-after': '0' }),
  'a connection that is refused': 'refuse',
}
/** It may have run. */
const unknown: Record<string, Step> = {
  '429': failure(429),
  '429 with Retry-After': failure(429, { 'retry-after': '0' }),
  '503 without Retry-After': failure(503),
  '502': failure(502),
  '504': failure(504),
  '408': failure(408),
  'a connection that is lost': 'drop',
  'an answer that is cut off': 'cut',
}

/** How often a write reaches the server when its first attempt fails so; the failure where it is the outcome. */
async function attempt(write: (stockroom: Stockroom) => Promise<unknown>, step: Step | 'refuse') {
  const answer: Step = ({ method, url }, response) => {
    const isToken = url.startsWith('/v2/auth')
    const status = method === 'POST' && !isToken ? 201 : method === 'DELETE' ? 204 : 200
    const body = isToken ? { access_token: 't' } : order
    response.writeHead(status, { 'content-type': 'application/json' }).end(status === 204 ? '' : JSON.stringify(body))
  }
  const server = await scripted(...(step === 'refuse' ? [answer] : [step, answer]))
  const closed = await closedPort()
  let sent = 0
  const stockroom = createStockroom({
    baseUrl: server.url,
    retry: { minDelay: 1, maxDelay: 5 },
    fetch: (url, init) => fetch(sent++ === 0 && step === 'refuse' ? url.replace(/:\d+\//, `:${closed}/`) : url, init),
  })
  const error = await write(stockroom).then(
    () => undefined,
    (thrown: StockroomError) => thrown,
  )
  return { sent, error, received: server.received }
}

const cases = (all: typeof writes, steps: Record<string, Step | 'refuse'>) =>
  Object.entries(all).flatMap(([name, write]) =>
    Object.entries(steps).map(([how, step]) => ({ name, how, write, step })),
  )

describe('what is known not to have run is tried again, whatever the write', () => {
  test.each(cases({ ...writes, ...bare }, unrun))('$name after $how', async ({ write, step }) => {
    const { sent, error } = await attempt(write, step)
    expect({ sent, error }).toEqual({ sent: 2, error: undefined })
  })
})

describe('what may have run is tried again where twice is as good as once', () => {
  test.each(cases(writes, unknown))('$name after $how', async ({ write, step }) => {
    const { sent, error, received } = await attempt(write, step)
    expect({ sent, error }).toEqual({ sent: 2, error: undefined })
    expect(received[0]?.headers['idempotency-key']).toBe(received[1]?.headers['idempotency-key'])
  })
})

describe('and not elsewhere', () => {
  test.each(cases(bare, unknown))('$name after $how', async ({ write, step }) => {
    const { sent, error } = await attempt(write, step)
    expect(sent).toBe(1)
    expect(error).toMatchObject({ retryable: true, attempts: 1 })
  })
})

/** What `fetch` throws before it sends anything, as it was seen in each run time. */
const failed = (cause: object) => new TypeError('fetch failed', { cause })
const coded = (code: string, error = new Error(code)) => Object.assign(error, { code })
test.each([
  ['Node, one address', failed(coded('ECONNREFUSED'))],
  ['Node, several addresses', failed(coded('ECONNREFUSED', new AggregateError([])))],
  ['Node, no such name', failed(coded('ENOTFOUND'))],
  ['Node, no name server', failed(coded('EAI_AGAIN'))],
  ['Node, no connection in time', failed(coded('UND_ERR_CONNECT_TIMEOUT'))],
  ['Bun', coded('ECONNREFUSED', new TypeError('ECONNREFUSED: Unable to connect.'))],
  ['Bun, no such name', coded('ENOTFOUND', new TypeError('getaddrinfo ENOTFOUND'))],
  ['Deno', failed(new Error('error sending request: client error (Connect): tcp connect error: Connection refused'))],
  ['Deno, no such name', failed(new Error('error sending request: client error (Connect): dns error: no such name'))],
])('a write without a key is tried again after a failure to connect: %s', async (_, error) => {
  expect(await sentAfter(error)).toBe(2)
})

test.each([
  ['Node, a reset', failed(coded('ECONNRESET'))],
  ['Node, a socket that closes', failed(coded('UND_ERR_SOCKET'))],
  ['Node, a socket that was not connected', failed(coded('ENOTCONN'))],
  ['Bun, a reset', coded('ECONNRESET', new TypeError('The socket connection was closed unexpectedly.'))],
  ['Deno, a reset', failed(new Error('error sending request: client error (SendRequest): connection error'))],
  ['a browser', new TypeError('Failed to fetch')],
  ['nothing', undefined],
])('and not where something may have been sent: %s', async (_, error) => {
  expect(await sentAfter(error)).toBe(1)
})

async function sentAfter(error: unknown): Promise<number> {
  const server = await scripted(found)
  let sent = 0
  const send: Fetch = (url, init) => (sent++ === 0 ? Promise.reject(error) : fetch(url, init))
  const stockroom = createStockroom({ baseUrl: server.url, retry: { minDelay: 1, maxDelay: 1 }, fetch: send })
  await stockroom.orders.patch.safe('1', { status: 'paid' })
  return sent
}

test('a body that can be read once is not sent twice', async () => {
  let sent = 0
  const server = await scripted(failure(429))
  const body = () => new ReadableStream({ start: (controller) => controller.close() })
  const upload = operation<(...args: unknown[]) => Promise<unknown>>({ id: 'u', method: 'PUT', path: '/u', body: raw })
  const client = connect({
    baseUrl: server.url,
    fetch: (url, init) => {
      sent++
      return fetch(url, init)
    },
  })
  await expect(upload(client, body())).rejects.toMatchObject({ status: 429, attempts: 1 })
  expect(sent).toBe(1)
})
