import { type ClientOptions, createStockroom } from '@stockroom/sdk'
import { describe, expect, test } from 'vitest'
import { created, errorOf, found, order, type Step, scripted } from '../scripted.ts'

const quick = { minDelay: 1, maxDelay: 5 }
const failure = (status: number, headers: Record<string, string> = {}): Step => ({
  status,
  headers,
  json: { code: 'X' },
})

async function client(steps: Step[], options: Partial<ClientOptions> = {}) {
  const server = await scripted(...steps)
  return { server, stockroom: createStockroom({ baseUrl: server.url, retry: quick, ...options }) }
}

describe('what is tried again', () => {
  test.each([408, 429, 502, 503, 504])('%i is', async (status) => {
    const { server, stockroom } = await client([failure(status), found])
    await stockroom.orders.get('1')
    expect(server.received).toHaveLength(2)
  })

  test.each([400, 401, 403, 404, 409, 412, 422, 500, 501])('%i is not', async (status) => {
    const { server, stockroom } = await client([failure(status), found])
    expect(await errorOf(stockroom.orders.get('1'))).toMatchObject({ status, attempts: 1 })
    expect(server.received).toHaveLength(1)
  })

  test.each(['drop', 'cut'] as const)('a connection that breaks is: %s', async (step) => {
    const { server, stockroom } = await client([step, step, created])
    await stockroom.orders.create({ lines: [] })
    expect(server.received).toHaveLength(3)
  })

  test('JSON that ends too early is', async () => {
    const half: Step = { status: 200, headers: { 'content-type': 'application/json' }, text: '{"id":' }
    const { server, stockroom } = await client([half, found])
    await stockroom.orders.get('1')
    expect(server.received).toHaveLength(2)
  })

  test('a 409 with Retry-After is: an earlier attempt is still running', async () => {
    const { server, stockroom } = await client([failure(409, { 'retry-after': '0' }), created])
    await stockroom.orders.create({ lines: [] })
    expect(server.received).toHaveLength(2)
  })

  test('an attempt that hangs is, after attemptTimeout', async () => {
    const { server, stockroom } = await client(['hang', found], { retry: { ...quick, attemptTimeout: 100 } })
    await stockroom.orders.get('1')
    expect(server.received).toHaveLength(2)
  })

  test('the server has the last word by X-Should-Retry', async () => {
    const no = await client([failure(503, { 'x-should-retry': 'false' }), created])
    expect(await errorOf(no.stockroom.orders.create({ lines: [] }))).toMatchObject({ attempts: 1, retryable: false })
    const yes = await client([failure(500, { 'x-should-retry': 'true' }), found])
    await yes.stockroom.orders.patch('1', { status: 'paid' })
    expect(yes.server.received).toHaveLength(2)
  })

  test('nothing is with retry: false, for the client or one call', async () => {
    const off = await client([failure(503), found], { retry: false })
    expect(await errorOf(off.stockroom.orders.get('1'))).toMatchObject({ status: 503, attempts: 1 })
    const once = await client([failure(503), found])
    expect(await errorOf(once.stockroom.orders.get('1', { retry: false }))).toMatchObject({ attempts: 1 })
  })

  test('no more than `attempts`', async () => {
    const { server, stockroom } = await client([failure(503)], { retry: { ...quick, attempts: 3 } })
    expect(await errorOf(stockroom.orders.get('1'))).toMatchObject({ status: 503, attempts: 3, retryable: true })
    expect(server.received).toHaveLength(3)
  })
})

describe('idempotency keys', () => {
  test('one for each call, the same in all its attempts', async () => {
    const { server, stockroom } = await client(['drop', failure(503), created])
    await stockroom.orders.create({ lines: [] })
    await stockroom.orders.create({ lines: [] })
    const keys = server.received.map(({ headers }) => headers['idempotency-key'])
    expect(new Set(keys.slice(0, 3)).size).toBe(1)
    expect(keys[0]).toMatch(/^\d+-\d+-\d+-\d+$/)
    expect(keys[3]).not.toBe(keys[0])
  })

  test("the caller's own", async () => {
    const { server, stockroom } = await client([created])
    await stockroom.orders.create({ lines: [] }, { idempotencyKey: 'order-17' })
    expect(server.received[0]?.headers['idempotency-key']).toBe('order-17')
  })

  test('none is made where the operation takes none', async () => {
    const { server, stockroom } = await client([found])
    await stockroom.orders.patch('1', { status: 'paid' })
    expect(server.received[0]?.headers['idempotency-key']).toBeUndefined()
  })
})

describe('waits', () => {
  const waits: number[] = []
  const logger = {
    debug: (_: string, { wait }: { wait?: number }) => void (wait !== undefined && waits.push(wait)),
    warn() {},
  }

  test('grow, and are random up to their bound', async () => {
    waits.length = 0
    const retry = { attempts: 6, minDelay: 8, maxDelay: 32 }
    const { stockroom } = await client([failure(503)], { retry, logger })
    await errorOf(stockroom.orders.get('1'))
    expect(waits).toHaveLength(5)
    for (const [index, bound] of [8, 16, 32, 32, 32].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(0)
      expect(waits[index]).toBeLessThanOrEqual(bound + 1)
    }
    expect(new Set(waits).size).toBeGreaterThan(1)
  })

  test('Retry-After in seconds and as a date is honoured', async () => {
    for (const value of [() => '1', () => new Date(Date.now() + 2_000).toUTCString()]) {
      const { server, stockroom } = await client([failure(429, { 'retry-after': value() }), found])
      await stockroom.orders.get('1')
      const [first, second] = server.received.map(({ at }) => at)
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(900)
    }
  })

  test('Retry-After is capped', async () => {
    const { server, stockroom } = await client([failure(429, { 'retry-after': '3600' }), found], {
      retry: { maxRetryAfter: 20 },
    })
    await stockroom.orders.get('1')
    expect(server.received).toHaveLength(2)
  })

  test('a wait beyond the deadline is not begun', async () => {
    const { stockroom } = await client([failure(503, { 'retry-after': '30' }), found], { timeout: 2_000 })
    const started = Date.now()
    expect(await errorOf(stockroom.orders.get('1'))).toMatchObject({ status: 503, retryAfter: 30_000, retryable: true })
    expect(Date.now() - started).toBeLessThan(1_000)
  })

  const yesterday = () => new Date(Date.now() - 86_400_000).toUTCString()
  test.each([
    ['0', () => ({ 'retry-after': '0' })],
    ['a past date', () => ({ 'retry-after': yesterday() })],
    ['a negative number', () => ({ 'retry-after': '-5' })],
    ['no date', () => ({ 'retry-after': 'soon' })],
    ['nothing', () => ({ 'retry-after': '' })],
  ])('Retry-After: %s is asked again at once, then with backoff', async (_, headers) => {
    waits.length = 0
    const retry = { attempts: 3, minDelay: 20, maxDelay: 40 }
    const { server, stockroom } = await client([failure(429, headers())], { retry, logger })
    expect(await errorOf(stockroom.orders.get('1'))).toMatchObject({ status: 429, attempts: 3 })
    expect(server.received).toHaveLength(3)
    expect(waits[1]).toBeGreaterThanOrEqual(20)
  })

  test.each([
    ['0', '0'],
    ['a past date', yesterday()],
  ])('a 409 with Retry-After: %s is tried again', async (_, value) => {
    const { stockroom } = await client([failure(409, { 'retry-after': value }), created])
    expect((await stockroom.orders.create({ lines: [] })).id).toBe(order.id)
  })

  test.each([
    ['behind', -86_400_000],
    ['before', 86_400_000],
  ])("a date is read by the server's clock, a day %s ours", async (_, skew) => {
    const at = (seconds: number) => new Date(Date.now() + skew + seconds * 1_000).toUTCString()
    const headers = { date: at(0), 'retry-after': at(30) }
    const { stockroom } = await client([failure(503, headers)], { timeout: 1_000 })
    const { retryAfter, attempts } = await errorOf(stockroom.orders.get('1'))
    expect(attempts).toBe(1)
    expect(retryAfter).toBe(30_000)
  })

  test('a wait that is asked for has some of its own on top, so that not all come back at once', async () => {
    waits.length = 0
    const retry = { attempts: 2, minDelay: 100, maxDelay: 100, maxRetryAfter: 50 }
    const { stockroom } = await client([failure(429, { 'retry-after': '9' })], { retry, logger })
    await errorOf(stockroom.orders.get('1'))
    expect(waits[0]).toBeGreaterThanOrEqual(100)
    expect(waits[0]).toBeLessThanOrEqual(150)
  })
})
