import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../../server/db/database.ts'
import { migrate, migrationStates, pendingMigrations, rehearse, rollback } from '../../../server/db/migrate.ts'
import { migrations } from '../../../server/db/migrations.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

let created: TestDatabase
let database: Database
beforeAll(async () => {
  created = await createTestDatabase()
  database = openDatabase({ url: created.url, statementTimeoutMs: 0 })
})
afterAll(async () => {
  await database.close()
  await created.drop()
})

const names = Object.keys(migrations)

/** Everything that migrations make, as PostgreSQL describes it. */
async function shape(): Promise<unknown[]> {
  const { rows } = await sql`
    select table_name, column_name, data_type, is_nullable, column_default, collation_name from information_schema.columns
    where table_schema = 'public' and table_name not like 'kysely%'
    union all select tablename, indexname, indexdef, '', '', '' from pg_indexes
    where schemaname = 'public' and tablename not like 'kysely%'
    union all select conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '', '' from pg_constraint
    where connamespace = 'public'::regnamespace and conrelid::regclass::text not like 'kysely%'
    union all select proname, '', prosrc, '', '', '' from pg_proc where pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
    order by 1, 2, 3`.execute(database.db)
  return rows
}

describe('migrations', () => {
  it('go back one by one to an empty database, and forward to the same tables', async () => {
    const before = await shape()
    expect(before.length).toBeGreaterThan(50)
    const shapes = [before]
    for (const name of names.toReversed()) {
      expect(await rollback(database.db)).toEqual([name])
      shapes.push(await shape())
    }
    expect(await rollback(database.db)).toEqual([])
    expect(shapes.at(-1)).toEqual([])
    expect(await pendingMigrations(database.db)).toEqual(names)
    expect(await migrate(database.db)).toEqual(names)
    expect(await shape()).toEqual(before)
  })

  it('each undo exactly what they did', async () => {
    for (const _ of names) await rollback(database.db)
    const { Migrator } = await import('kysely/migration')
    const migrator = new Migrator({ db: database.db, provider: { getMigrations: async () => migrations } })
    for (const _ of names) {
      const before = await shape()
      await migrator.migrateUp()
      const after = await shape()
      await migrator.migrateDown()
      expect(await shape()).toEqual(before)
      await migrator.migrateUp()
      expect(await shape()).toEqual(after)
    }
  })

  it('run once when two nodes start at once', async () => {
    for (const _ of names) await rollback(database.db)
    const other = openDatabase({ url: created.url, statementTimeoutMs: 0 })
    const ran = await Promise.all([database, other].map(({ db }) => migrate(db)))
    await other.close()
    expect(ran.flat()).toEqual(names)
    expect(await pendingMigrations(database.db)).toEqual([])
  })

  it('can be rehearsed without effect', async () => {
    for (const _ of names) await rollback(database.db)
    expect(await rehearse(database.db)).toEqual(names)
    expect((await migrationStates(database.db)).every(({ executedAt }) => executedAt === null)).toBe(true)
    await migrate(database.db)
    expect(await rehearse(database.db)).toEqual([])
  })

  it('leave nothing behind when one fails, and say which', async () => {
    for (const _ of names) await rollback(database.db)
    await sql`create table order_lines (in_the_way integer)`.execute(database.db)
    await expect(migrate(database.db)).rejects.toThrow(
      /^migration 0001-first-order: relation "order_lines" already exists$/,
    )
    await sql`drop table order_lines`.execute(database.db)
    expect(await shape()).toEqual([])
    await migrate(database.db)
  })

  it('learn from the audit trail who made the keys that there are', async () => {
    for (const name of names.toReversed()) if (name >= '0004') await rollback(database.db)
    const person = newId()
    const subjects = { client: 'acme', user: person, elsewhere: 'auth0|1' }
    await sql`insert into users (id, email, full_name, role) values (${person}, 'a@stockroom.test', 'Ada', 'admin')`.execute(
      database.db,
    )
    for (const [name, subject] of Object.entries(subjects)) {
      const [id, kind] = [newId(), name === 'client' ? name : 'user']
      await sql`insert into api_keys (id, name, prefix, hash, scopes)
        values (${id}, ${name}, '', ${Buffer.from(name)}, '{}')`.execute(database.db)
      await sql`insert into audit_events (id, action, actor_kind, actor_subject, object_type, object_id, request_id)
        values (${newId()}, 'api_key.created', ${kind}, ${subject}, 'api_key', ${id}, '')`.execute(database.db)
    }
    await migrate(database.db)
    const { rows } = await sql`select name, client_id, user_id from api_keys order by name`.execute(database.db)
    expect(rows).toEqual([
      { name: 'client', client_id: 'acme', user_id: null },
      { name: 'elsewhere', client_id: null, user_id: null },
      { name: 'user', client_id: null, user_id: person },
    ])
  })
})
