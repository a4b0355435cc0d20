/** What one caller asks for, or a table that is locked, holds up nobody else. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../../../server/db/database.ts'
import type { Principal } from '../../../../server/domain/principal.ts'
import { insertClient, insertPartner, insertProduct, merchant } from '../../../support/fixtures.ts'
import { useServer } from '../../../support/server.ts'

const server = useServer({ env: { RATE_LIMITS: 'on' } })
/** Beside the server: what it does holds no connection of the server's. */
let beside: Database
let product: string
let customer: string
let partner: Principal
let other: Principal

beforeAll(async () => {
  beside = openDatabase({ url: server.databaseUrl, poolSize: 4 })
  product = await insertProduct(beside)
  partner = await insertClient(beside, await insertPartner(beside))
  other = await insertClient(beside, await insertPartner(beside))
  const made = await server.call('POST', '/v2/customers', {
    token: await server.tokenFor(partner),
    body: { email: 'ada@example.com', name: 'Ada' },
  })
  customer = made.body.id
})
afterAll(() => beside.close())

/** While nobody can read the table. */
function locking<T>(table: string, work: () => Promise<T>): Promise<T> {
  return beside.db.transaction().execute(async (trx) => {
    await sql`lock table ${sql.table(table)} in access exclusive mode`.execute(trx)
    return work()
  })
}

async function timed(work: Promise<{ status: number }>): Promise<{ status: number; milliseconds: number }> {
  const started = performance.now()
  const { status } = await work
  return { status, milliseconds: performance.now() - started }
}

const get = (path: string, token: string) => server.call('GET', path, { token })

/** Much less than a lock or a statement may take, and much more than an answer does. */
const promptly = 900

describe('a table that is locked', () => {
  it.each([
    ['lookups', (token: string) => get(`/v2/products/${product}`, token)],
    ['lists', (token: string) => get('/v2/products?limit=5', token)],
    ['writes', (token: string) => server.call('POST', '/v2/products', { token, body: newProduct() })],
  ])('holds up its own %s, and neither other reads nor readiness', async (_, blocked) => {
    const crowd = await Promise.all(
      Array.from({ length: 12 }, async () =>
        server.tokenFor(await insertClient(beside, null, { scopes: [...partner.scopes] })),
      ),
    )
    const [mine, own] = await Promise.all([server.tokenFor(partner), server.tokenFor(merchant)])
    for (const path of ['/v2/orders', `/v2/customers/${customer}`]) expect((await get(path, mine)).status).toBe(200)
    const { held, answers } = await locking('products', async () => {
      const held = crowd.flatMap((token) => Array.from({ length: 4 }, () => blocked(token)))
      await sleep(100)
      const answers = []
      for (let round = 0; round < 5; round++) {
        const round = await Promise.all([
          timed(get(`/v2/customers/${customer}`, mine)),
          timed(get('/v2/customers', mine)),
          timed(get('/v2/orders', own)),
          timed(server.call('GET', '/health/ready')),
        ])
        answers.push(...round)
        await sleep(150)
      }
      return { held: await Promise.race([Promise.all(held), sleep(100)]), answers }
    })
    expect(answers.filter(({ status, milliseconds }) => status !== 200 || milliseconds > promptly)).toEqual([])
    expect(held).toBeUndefined()
  })

  it("holds up its caller's writes, and nobody else's", async () => {
    const [mine, others] = [await server.tokenFor(partner), await server.tokenFor(other)]
    const order = { lines: [{ product_id: product, quantity: 1 }] }
    const { held, answers } = await locking('order_lines', async () => {
      const held = Array.from({ length: 40 }, (_, turn) =>
        server.call('POST', '/v2/orders', { token: mine, headers: { 'idempotency-key': `key-${turn}` }, body: order }),
      )
      await sleep(100)
      const answers = []
      for (let turn = 0; turn < 5; turn++) {
        answers.push(await timed(server.call('POST', '/v2/customers', { token: others, body: newCustomer() })))
      }
      return { held, answers }
    })
    expect(answers.filter(({ status, milliseconds }) => status !== 201 || milliseconds > promptly)).toEqual([])
    expect(new Set((await Promise.all(held)).map(({ status }) => status))).toEqual(new Set([201]))
  })

  it('is read again once it is not', async () => {
    await sleep(2_100)
    const token = await server.tokenFor(other)
    expect((await get(`/v2/products/${product}`, token)).status).toBe(200)
    expect((await get('/v2/products', token)).status).toBe(200)
  })
})

function newProduct() {
  return { sku: crypto.randomUUID(), name: 'Lamp', price: { amount: 100, currency: 'EUR' }, stock: 1 }
}

describe('a search that takes long', () => {
  it('holds up nobody else, and no more of its caller than its share', async () => {
    // As if there were a million products: each word that is looked for in a product takes its time.
    await sql`drop index products_by_words`.execute(beside.db)
    await sql`create or replace function product_words(name text, sku text, description text) returns tsvector
      language plpgsql immutable as $$ begin perform pg_sleep(1.5); return ''::tsvector; end $$`.execute(beside.db)
    const [slow, quick] = [await server.tokenFor(partner), await server.tokenFor(other)]
    const own = await server.tokenFor(merchant)
    const searches = Array.from({ length: 8 }, () => server.call('GET', '/v2/products?q=nothing', { token: slow }))
    await sleep(100)
    const answers = []
    for (let round = 0; round < 5; round++) {
      answers.push(
        ...(await Promise.all([
          timed(get('/v2/products', quick)),
          timed(get('/v2/orders', quick)),
          timed(get(`/v2/products/${product}`, quick)),
          timed(get(`/v2/customers/${customer}`, slow)),
          timed(get('/v2/products', own)),
          timed(server.call('POST', '/v2/customers', { token: slow, body: newCustomer() })),
          timed(server.call('GET', '/health/ready')),
        ])),
      )
      await sleep(150)
    }
    expect(answers.filter(({ status, milliseconds }) => status >= 400 || milliseconds > promptly)).toEqual([])
    const replies = await Promise.all(searches)
    const refused = replies.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    // Those that run are ended by their time limit.
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([503, 429]))
    for (const { body, headers } of refused) {
      expect(body).toMatchObject({ code: 'RATE_LIMITED', detail: expect.stringContaining('at once') })
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    }
  })
})

function newCustomer() {
  return { email: `${crypto.randomUUID()}@example.com`, name: 'Ada' }
}
