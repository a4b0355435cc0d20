import { clientCredentials, createStockroom } from '@stockroom/sdk'
import { expect, test } from 'vitest'
import { closedPort, errorOf, type Step, scripted } from '../scripted.ts'

const auths = {
  'a token': () => 'token',
  'client credentials': clientCredentials({ clientId: 'shop', clientSecret: 'secret' }),
}

test.each(Object.entries(auths))(
  'a server that is down ends the call by the attempts, with the cause: %s',
  async (_, auth) => {
    const port = await closedPort()
    const retry = { minDelay: 1, maxDelay: 5 }
    const error = await errorOf(
      createStockroom({ baseUrl: `http://127.0.0.1:${port}`, auth, retry }).orders.create({ lines: [] }),
    )
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', attempts: 6, retryable: true })
    expect((error.cause as Error).cause).toMatchObject({ code: 'ECONNREFUSED', address: '127.0.0.1', port })
  },
)

test('so it does with the default waits, long before the deadline', async () => {
  const waits: number[] = []
  const logger = { debug: (_: string, { wait }: { wait?: number }) => void waits.push(wait ?? 0), warn() {} }
  const stockroom = createStockroom({ baseUrl: `http://127.0.0.1:${await closedPort()}`, logger })
  expect(await errorOf(stockroom.orders.get('1'))).toMatchObject({ code: 'CONNECTION_FAILED', attempts: 6 })
  expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(7_750)
})

test('a TIMEOUT has the failure before it as its cause', async () => {
  const busy: Step = { status: 503, json: { code: 'SERVICE_UNAVAILABLE' } }
  for (const [step, cause] of [
    [busy, { code: 'SERVICE_UNAVAILABLE', status: 503 }],
    ['drop', { code: 'CONNECTION_FAILED' }],
  ] as const) {
    const server = await scripted(step, 'hang')
    const stockroom = createStockroom({ baseUrl: server.url, timeout: 300, retry: { minDelay: 1 } })
    expect(await errorOf(stockroom.orders.get('1'))).toMatchObject({ code: 'TIMEOUT', attempts: 2, cause })
  }
})

test('a TIMEOUT of the first attempt has none', async () => {
  const server = await scripted('hang')
  const stockroom = createStockroom({ baseUrl: server.url, timeout: 100 })
  expect((await errorOf(stockroom.orders.get('1'))).cause).toBeUndefined()
})
