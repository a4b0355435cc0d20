import { clientCredentials, createStockroom } from '@stockroom/sdk'
import { expect, test } from 'vitest'
import { insertClient, insertPartner, insertProduct } from '../../support/fixtures.ts'
import { useServer } from '../../support/server.ts'
import { seeded, startFaultyProxy } from './faulty-proxy.ts'

const server = useServer()

test('1,000 orders by 8 clients through a proxy that spoils 30 % of all requests are exactly 1,000 orders', {
  timeout: 300_000,
}, async () => {
  const product_id = await insertProduct(server.database, { stock: 1_000 })
  const { id: clientId } = await insertClient(server.database, await insertPartner(server.database), {
    secret: 'secret',
  })
  const seed = Number(process.env.FAULT_SEED ?? 20_261_121)
  const proxy = await startFaultyProxy(server.url, 0.3, seeded(seed))
  const retries: Record<string, number> = {}
  const logger = {
    debug: (line: string, { code }: { code?: string }) => {
      if (!line.endsWith('retry')) return
      retries[`${code}`] = (retries[`${code}`] ?? 0) + 1
    },
    warn() {},
  }

  const started = Date.now()
  const ids = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const auth = clientCredentials({ clientId, clientSecret: 'secret' })
      const retry = { attempts: 20, minDelay: 20, maxDelay: 1_000 }
      const stockroom = createStockroom({ baseUrl: proxy.url, auth, retry, logger })
      const place = async () => {
        const placed: string[] = []
        for (let n = 0; n < 25; n++)
          placed.push((await stockroom.orders.create({ lines: [{ product_id, quantity: 1 }] })).id)
        return placed
      }
      return (await Promise.all(Array.from({ length: 5 }, place))).flat()
    }),
  )
  proxy.close()

  const total = Object.values(retries).reduce((sum, count) => sum + count, 0)
  const seconds = ((Date.now() - started) / 1_000).toFixed(1)
  console.log(`1,000 orders in ${seconds} s, ${total} retries (seed ${seed})`, retries, 'faults:', proxy.done)
  expect(new Set(ids.flat()).size).toBe(1_000)
  const { count } = await server.database.db
    .selectFrom('orders')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(Number(count)).toBe(1_000)
  const { stock } = await server.database.db
    .selectFrom('products')
    .select('stock')
    .where('id', '=', product_id)
    .executeTakeFirstOrThrow()
  expect(stock).toBe(0)
  expect(total).toBeGreaterThan(200)
})
