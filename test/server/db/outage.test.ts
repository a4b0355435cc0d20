import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase, type Tables } from '../../../server/db/database.ts'
import { isUnavailable } from '../../../server/db/errors.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { type BreakableWay, startProxy } from '../../support/proxy.ts'

let created: TestDatabase
let proxy: BreakableWay
let database: Database
const timeouts = { connectTimeoutMs: 500, statementTimeoutMs: 500, lockTimeoutMs: 300 }
beforeAll(async () => {
  created = await createTestDatabase()
  proxy = await startProxy(created.url)
  database = openDatabase({ url: proxy.url, poolSize: 3, readConnections: 2, ...timeouts })
})
afterAll(async () => {
  await database.close()
  await proxy.close()
  await created.drop()
})

const select = (db: Kysely<Tables>) => sql<{ n: number }>`select ${1}::int as n`.execute(db)
const write = (db: Kysely<Tables>) => db.transaction().execute((trx) => select(trx as unknown as Kysely<Tables>))
const ways = {
  'a pipelined read': () => select(database.reads),
  'a pooled read': () => select(database.db),
  'a transaction': () => write(database.db),
}

const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (error) => (isUnavailable(error) ? 'away' : error),
  )
const many = (work: () => Promise<unknown>, count = 12) =>
  Promise.all(Array.from({ length: count }, () => outcome(work())))

describe.each(Object.entries(ways))('%s', (_, way) => {
  it('is refused at once while the database is away, and works once it is back', async () => {
    expect(new Set(await many(way))).toEqual(new Set(['fine']))
    proxy.cut()
    const started = performance.now()
    expect(new Set(await many(way))).toEqual(new Set(['away']))
    expect(performance.now() - started).toBeLessThan(2_000)
    proxy.mend()
    await sleep(20)
    expect(new Set(await many(way))).toEqual(new Set(['fine']))
  })

  it('is given up in time when the database falls silent, and works once it is back', async () => {
    proxy.freeze()
    const started = performance.now()
    expect(new Set(await many(way, 3))).toEqual(new Set(['away']))
    expect(performance.now() - started).toBeLessThan(8_000)
    proxy.mend()
    await sleep(20)
    expect(new Set(await many(way))).toEqual(new Set(['fine']))
  })
})

describe('a slow statement', () => {
  it.each(['db', 'reads'] as const)('is ended by the server, and its neighbours on %s are not', async (kind) => {
    const db = database[kind]
    const outcomes = await Promise.all([
      outcome(sql`select pg_sleep(${3})`.execute(db)),
      outcome(sql`select 1 / ${0}::int`.execute(db)).then((error) => (error as { code: string }).code),
      outcome(select(db)),
    ])
    expect(outcomes).toEqual(['away', '22012', 'fine'])
  })
})

describe('a lock that is not given', () => {
  it('is not waited for without end', async () => {
    const id = 1234
    const held = database.db.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(${id})`.execute(trx)
      await sleep(450)
    })
    await sleep(50)
    expect(
      await outcome(database.db.transaction().execute((trx) => sql`select pg_advisory_xact_lock(${id})`.execute(trx))),
    ).toBe('away')
    await held
  })
})
