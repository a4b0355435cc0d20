import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { useDatabase } from '../../../support/database.ts'
import { insertProduct, merchant } from '../../../support/fixtures.ts'
import { createGate } from '../../../support/gate.ts'
import { startServer } from '../../../support/server.ts'

const direct = useDatabase()

describe('while the database is away', () => {
  it('answers 503 with Retry-After, lives on, and serves again when it is back', async () => {
    const gate = await createGate(direct.url)
    const server = await startServer({ databaseUrl: gate.url })
    try {
      const token = await server.tokenFor(merchant)
      const id = await insertProduct(direct)
      const read = () => server.call('GET', `/v2/products/${id}`, { token })
      const write = () =>
        server.call('POST', '/v2/orders', { token, body: { lines: [{ product_id: id, quantity: 1 }] } })
      expect((await read()).status).toBe(200)
      expect((await server.call('GET', '/health/ready')).status).toBe(200)

      gate.close()
      for (const attempt of [read, write, read, write]) {
        const reply = await attempt()
        expect(reply).toMatchObject({ status: 503, body: { code: 'SERVICE_UNAVAILABLE' } })
        expect(Number(reply.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
        expect(reply.text).not.toMatch(/postgres|ECONN|127\.0\.0\.1/i)
      }
      expect(await server.call('GET', '/health/ready')).toMatchObject({
        status: 503,
        body: { checks: { database: 'fail' } },
      })
      expect((await server.call('GET', '/health/live')).status).toBe(200)
      expect((await server.call('GET', '/v2/nothing')).status).toBe(404)

      gate.open()
      const deadline = Date.now() + 5_000
      while ((await read()).status !== 200 && Date.now() < deadline) await sleep(50)
      expect((await read()).status).toBe(200)
      expect((await write()).status).toBe(201)
      expect((await server.call('GET', '/health/ready')).status).toBe(200)
    } finally {
      await server.close()
      await gate.end()
    }
  })

  it('answers 503 to what was under way when it broke', async () => {
    const gate = await createGate(direct.url)
    const server = await startServer({ databaseUrl: gate.url })
    try {
      const token = await server.tokenFor(merchant)
      const id = await insertProduct(direct)
      const lock = direct.db.transaction().execute(async (trx) => {
        await trx.selectFrom('products').select('id').where('id', '=', id).forUpdate().execute()
        const pending = server.call('POST', '/v2/orders', { token, body: { lines: [{ product_id: id, quantity: 1 }] } })
        await sleep(200)
        gate.close()
        return pending
      })
      expect((await lock).status).toBe(503)
      const { stock } = await direct.db
        .selectFrom('products')
        .select('stock')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      expect(stock).toBe(100)
    } finally {
      await server.close()
      await gate.end()
    }
  })
})
