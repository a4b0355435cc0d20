/**
 * Loads 1,000,000 orders and 100,000 products and shows how PostgreSQL answers each list: `node test/bench/explain-lists.ts
 * [--plans]`. A line per list, sort and filter: the scan, the rows it read for a page of 20, and the milliseconds of the
 * first and the thousandth page. Statements whose plan is kept are
 * planned without knowing the values. Without
 * TEST_DATABASE_URL it starts a PostgreSQL of its own, in a folder that it removes.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CompiledQuery, sql } from 'kysely'
import { type Database, type ListReader, openDatabase, type Reader } from '../../server/db/database.ts'
import { startEmbedded } from '../../server/db/embedded/cluster.ts'
import { migrate } from '../../server/db/migrate.ts'
import { keepsPlan } from '../../server/db/statement.ts'
import type { Principal } from '../../server/domain/principal.ts'
import { cases, type ListCase, partner } from './list-cases.ts'
import { loadLists } from './load-lists.ts'
import { type Reading, readingOf } from './plans.ts'

const limit = 20
const plans = process.argv.includes('--plans')
const merchant: Principal = { kind: 'client', id: 'bench', partnerId: null, scopes: new Set() }

/** What reads lists, and the last query that went through it. */
function spying(db: Reader): { reader: ListReader; last: () => CompiledQuery } {
  let last: CompiledQuery | undefined
  const spy = new Proxy(db, {
    get: (target, name) => {
      const member = Reflect.get(target, name, target)
      if (name !== 'executeQuery') return typeof member === 'function' ? member.bind(target) : member
      return (query: CompiledQuery) => {
        last = query
        return target.executeQuery(query)
      }
    },
  })
  return { reader: { read: (_, statement) => statement(spy) }, last: () => last as CompiledQuery }
}

/** Without filters, each alone, and each two. */
function combinations(names: readonly string[]): string[][] {
  const pairs = names.flatMap((one, at) => names.slice(at + 1).map((other) => [one, other]))
  return [[], ...names.map((name) => [name]), ...pairs]
}

async function measure(
  { db }: Database,
  { list, table, sorts, filters }: ListCase,
  principal: Principal,
): Promise<void> {
  const { reader, last } = spying(db)
  const none = Object.fromEntries(Object.keys(filters).map((name) => [name, null]))
  for (const sort of sorts) {
    for (const names of combinations(Object.keys(filters))) {
      const wanted = { ...none, ...Object.fromEntries(names.map((name) => [name, filters[name]])), sort: `-${sort}` }
      const page = (cursor: string | null, size: number) =>
        list(reader, principal, { ...wanted, cursor, limit: size } as never)
      await page(null, limit)
      const first = await explain(db, last(), table)
      // 199 pages of 100 and 4 of 20 lie before the thousandth of 20.
      let cursor: string | null = null
      for (let turn = 0; turn < 199 + 4; turn++) {
        const { nextCursor } = await page(cursor, turn < 199 ? 100 : limit)
        if (nextCursor === null) break
        cursor = nextCursor
      }
      await page(cursor, limit)
      const late = await explain(db, last(), table)
      print(table, principal.partnerId === null ? names : ['partner', ...names], sort, first, late)
    }
  }
}

async function explain(db: Reader, { sql: text, parameters }: CompiledQuery, table: string): Promise<Reading> {
  return db.connection().execute(async (connection) => {
    await sql
      .raw(`set plan_cache_mode = ${keepsPlan(text) ? 'force_generic_plan' : 'force_custom_plan'}`)
      .execute(connection)
    await sql.raw(`prepare explained as ${text}`).execute(connection)
    const values = parameters.map((value) =>
      value instanceof Date ? `'${value.toISOString()}'` : `'${String(value).replaceAll("'", "''")}'`,
    )
    const call = `execute explained(${values.join(', ')})`
    await sql.raw(call).execute(connection)
    const { rows } = await sql
      .raw<{ 'QUERY PLAN': object[] }>(`explain (analyze, buffers, format json) ${call}`)
      .execute(connection)
    await sql.raw('deallocate explained').execute(connection)
    const [plan] = rows[0]?.['QUERY PLAN'] ?? []
    if (plans) console.log(JSON.stringify(plan, null, 1))
    return readingOf(plan as Record<string, unknown>, table)
  })
}

let worst = 0
function print(table: string, filters: readonly string[], sort: string, first: Reading, late: Reading): void {
  const over = Math.max(first.rows, late.rows) > limit + 1
  if (over) worst++
  const columns = [
    over ? '!' : ' ',
    table.padEnd(18),
    sort.padEnd(11),
    filters.join('+').padEnd(28),
    `${first.rows} rows ${first.milliseconds.toFixed(2)} ms`.padEnd(22),
    `${late.rows} rows ${late.milliseconds.toFixed(2)} ms`.padEnd(22),
    first.scan === late.scan ? first.scan : `${first.scan}, later ${late.scan}`,
  ]
  console.log(columns.join(' ').trimEnd())
}

async function run(url: string): Promise<void> {
  const database = openDatabase({ url, poolSize: 2, statementTimeoutMs: 0 })
  try {
    await migrate(database.db)
    await loadLists(database.db, (line) => console.log(line))
    console.log(
      `\n  list               sort        filters${' '.repeat(22)}first page             thousandth page        by`,
    )
    for (const each of cases) {
      await measure(database, each, merchant)
      if (['orders', 'customers', 'invoices'].includes(each.table))
        await measure(database, each, { ...merchant, ...partner })
    }
    console.log(`\n${worst} of them read more than the page and one`)
  } finally {
    await database.close()
  }
}

if (process.env.TEST_DATABASE_URL) {
  await run(process.env.TEST_DATABASE_URL)
} else {
  const folder = mkdtempSync(join(tmpdir(), 'stockroom-bench-'))
  const settings = { fsync: 'off', full_page_writes: 'off', maintenance_work_mem: '256MB', max_wal_size: '4GB' }
  const embedded = await startEmbedded({ folder: join(folder, 'postgres'), settings })
  try {
    await run(embedded.url)
  } finally {
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
