import { createStockroom, StockroomError } from '@stockroom/sdk'
import { expect, test } from 'vitest'
import { type Step, scripted } from '../scripted.ts'

const busy: Step = { status: 503, headers: { 'retry-after': '5' }, json: {} }

async function failing(
  steps: Step[],
  options: { timeout?: number; signal?: AbortSignal; retry?: { attemptTimeout: number } },
) {
  const server = await scripted(...steps)
  const stockroom = createStockroom({ baseUrl: server.url })
  const started = Date.now()
  const error = await stockroom.orders.get('1', options).then(
    () => Promise.reject(new Error('it did not fail')),
    (thrown) => thrown as StockroomError,
  )
  expect(StockroomError.is(error)).toBe(true)
  return { error, elapsed: Date.now() - started, server }
}

test('one deadline for the whole call, retries included', async () => {
  const { error, elapsed, server } = await failing(['hang'], { timeout: 500, retry: { attemptTimeout: 100 } })
  expect(error).toMatchObject({ code: 'TIMEOUT', retryable: true })
  expect(server.received.length).toBeGreaterThan(1)
  expect(elapsed).toBeGreaterThan(100)
  expect(elapsed).toBeLessThan(1_000)
})

test('the signal ends a request that is under way', async () => {
  const { error, elapsed } = await failing(['hang'], { signal: AbortSignal.timeout(100) })
  expect(error).toMatchObject({ code: 'ABORTED', retryable: false })
  expect((error.cause as Error).name).toBe('TimeoutError')
  expect(elapsed).toBeLessThan(1_000)
})

test('the signal ends a wait between retries', async () => {
  const { error, elapsed, server } = await failing([busy], { signal: AbortSignal.timeout(100) })
  expect(error.code).toBe('ABORTED')
  expect(server.received).toHaveLength(1)
  expect(elapsed).toBeLessThan(1_000)
})

test('a signal that has fired sends nothing', async () => {
  const reason = new Error('enough')
  const { error, server } = await failing([busy], { signal: AbortSignal.abort(reason) })
  expect(error).toMatchObject({ code: 'ABORTED', cause: reason, attempts: 0 })
  expect(server.received).toHaveLength(0)
})

test('signal and timeout work together: the first of them ends the call', async () => {
  const late = new AbortController()
  expect((await failing(['hang'], { timeout: 100, signal: late.signal })).error.code).toBe('TIMEOUT')
  expect((await failing(['hang'], { timeout: 5_000, signal: AbortSignal.timeout(50) })).error.code).toBe('ABORTED')
})

test('the timeout covers the body too', async () => {
  const slow: Step = (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{')
  expect((await failing([slow], { timeout: 200 })).error.code).toBe('TIMEOUT')
})

test('nothing is left behind: no listener stays on a signal that lives on', async () => {
  const server = await scripted({ status: 404, json: {} })
  const stockroom = createStockroom({ baseUrl: server.url })
  const { signal } = new AbortController()
  let listening = 0
  const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)]
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listening++
    add(...args)
  }
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listening--
    remove(...args)
  }
  await stockroom.orders.get.safe('1', { signal })
  expect(listening).toBe(0)
})
