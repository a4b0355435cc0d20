/**
 * Loads 1,000,000 products and shows how long searches take, those that find nothing above all: `node
 * test/bench/searches.ts`. A line per text and sort: the products found, the milliseconds of the first page. Without
 * TEST_DATABASE_URL it starts a PostgreSQL of its own, in a folder that it removes.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { listProducts, type ProductQuery } from '../../server/actions/products.ts'
import { openDatabase } from '../../server/db/database.ts'
import { startEmbedded } from '../../server/db/embedded/cluster.ts'
import { migrate } from '../../server/db/migrate.ts'
import type { Principal } from '../../server/domain/principal.ts'

const merchant: Principal = { kind: 'client', id: 'bench', partnerId: null, scopes: new Set() }

/** Every second is a lamp, every second (the others) a chair; the newest thousand are of the year 2031. */
const load = `insert into products (id, sku, name, description, price_amount, price_currency, stock, status, created_at)
  select md5('product' || n)::uuid, 'SKU-' || n, (array['Desk', 'Floor', 'Wall', 'Garden'])[1 + n / 2 % 4] || ' ' ||
    (array['lamp', 'chair'])[1 + n % 2] || ' ' || left(md5(n::text), 6),
    'Made of ' || (array['oak', 'steel', 'wool', 'glass'])[1 + n / 7 % 4] || case when n > 999000 then ' 2031x' else '' end,
    100 + n % 9000, 'EUR', n % 300, case when n % 12 = 0 then 'inactive' else 'active' end,
    timestamptz '2024-01-01' + n * interval '60 seconds' from generate_series(1, 1000000) n`

const texts = {
  'a word that none has': 'nothing',
  'two words that none has together': 'lamp chair',
  'a word that half of them have': 'lamp',
  'a word that a quarter has': 'oak',
  'a word of one': 'SKU-777',
  'a word of the newest thousand': '2031x',
  'the beginning of many words': '1',
}

async function run(url: string): Promise<void> {
  const database = openDatabase({ url, statementTimeoutMs: 0 })
  try {
    await migrate(database.db)
    await sql.raw(load).execute(database.db)
    await sql`analyze products`.execute(database.db)
    for (const [what, search] of Object.entries(texts)) {
      for (const sort of ['created_at', '-created_at', 'name'] as const) {
        const query: ProductQuery = { limit: 20, cursor: null, sort, status: null, sku: null, search }
        const started = performance.now()
        const { items } = await listProducts(database.lists(merchant), merchant, query)
        const milliseconds = (performance.now() - started).toFixed(0)
        console.log(`${what.padEnd(34)} ${sort.padEnd(12)} ${String(items.length).padStart(3)} ${milliseconds} ms`)
      }
    }
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
