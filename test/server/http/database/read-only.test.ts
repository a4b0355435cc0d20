/** A database that answers and cannot be written: a standby, a failover, a disk that is full. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase, transact } from '../../../../server/db/database.ts'
import { isUnavailable } from '../../../../server/db/errors.ts'
import { administer } from '../../../support/administer.ts'
import { insertProduct, merchant } from '../../../support/fixtures.ts'
import { useServer } from '../../../support/server.ts'

const server = useServer()
let token: string
let product: string
let name: string

beforeAll(async () => {
  token = await server.tokenFor(merchant)
  product = await insertProduct(server.database)
  name = new URL(server.databaseUrl).pathname.slice(1)
})

const write = () =>
  server.call('POST', '/v2/customers', { token, body: { email: `${crypto.randomUUID()}@example.com`, name: 'Ada' } })
const once = () =>
  server.call('POST', '/v2/orders', {
    token,
    headers: { 'idempotency-key': crypto.randomUUID() },
    body: { lines: [{ product_id: product, quantity: 1 }] },
  })
const read = () => server.call('GET', `/v2/products/${product}`, { token })
const list = () => server.call('GET', '/v2/products', { token })
const ready = async () => (await server.call('GET', '/health/ready')).status

/** Past the database's own setting, which would refuse this too. */
const over = (statement: string) => administer(server.databaseUrl, `set transaction_read_only = off; ${statement}`)
const endSessions = () =>
  over(`select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`)

async function expectRefusals(): Promise<void> {
  for (const reply of [await write(), await once()]) {
    expect(reply).toMatchObject({ status: 503, body: { code: 'SERVICE_UNAVAILABLE' } })
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  }
}

describe('a database that can be read only', () => {
  afterEach(() => over(`alter database ${name} reset default_transaction_read_only`))

  it.each([
    ['from now on', async () => {}],
    ['since its sessions were ended', endSessions],
  ])(
    '%s: writes are 503 with Retry-After, reads go on, readiness says so, and all is well once it can',
    async (_, end) => {
      expect([(await write()).status, (await once()).status, await ready()]).toEqual([201, 201, 200])
      await over(`alter database ${name} set default_transaction_read_only = on`)
      await end()
      await sleep(300)
      expect(await ready()).toBe(503)
      if (end === endSessions) await expectRefusals()
      expect([(await read()).status, (await list()).status]).toEqual([200, 200])

      await over(`alter database ${name} reset default_transaction_read_only`)
      await sleep(300)
      expect(await ready()).toBe(200)
      expect([(await write()).status, (await once()).status]).toEqual([201, 201])
    },
  )
})

describe('what PostgreSQL says while it cannot write', () => {
  it.each([
    ['read only', '25006'],
    ['a transaction that idled', '25P03'],
    ['a transaction that took too long', '25P04'],
    ['a full disk', '53100'],
    ['no memory', '53200'],
    ['a limit of the configuration', '53400'],
    ['an end for maintenance', '57P01'],
    ['a crash of another session', '57P02'],
    ['a start that is under way', '57P03'],
    ['an error of the disk', '58030'],
  ])('is 503 with Retry-After: %s', async (_, code) => {
    const { db } = server.database
    await sql`create or replace function fail() returns trigger language plpgsql as ${sql.lit(
      `begin raise exception 'no' using errcode = '${code}'; end`,
    )}`.execute(db)
    await sql`create trigger fails before insert on audit_events execute function fail()`.execute(db)
    try {
      await expectRefusals()
    } finally {
      await sql`drop trigger fails on audit_events`.execute(db)
    }
    expect((await write()).status).toBe(201)
  })
})

describe('a transaction', () => {
  let database: Database
  afterEach(() => database.close())

  it('that idled for too long is one to send again, and its connection is not used again', async () => {
    database = openDatabase({ url: server.databaseUrl, poolSize: 1 })
    const idle = transact(database.db, async (trx) => {
      await sql`set local idle_in_transaction_session_timeout = 30`.execute(trx)
      await sleep(200)
      await sql`select 1`.execute(trx)
    })
    expect(await idle.catch(isUnavailable)).toBe(true)
    expect((await sql`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }])
  })
})
