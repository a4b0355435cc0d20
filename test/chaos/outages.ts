/**
 * `node --conditions=stockroom-source test/chaos/outages.ts [--clients 200] [--processes 4] [--pace 2000] [--scale 1] [--json]`:
 * a day on which the token endpoint and the API fail in turn, as SDK clients in several processes live through it. Prints
 * for each phase what reached the server a second, what the clients saw and how long they took to recover. Exits 1 where
 * an order was lost or placed twice.
 */
import { parseArgs } from 'node:util'
import { openDatabase } from '../../server/db/database.ts'
import { migrate } from '../../server/db/migrate.ts'
import { startPostgres } from '../support/postgres.ts'
import { day } from './outages/day.ts'
import { table } from './outages/report.ts'
import { liveThrough } from './outages/run.ts'

const { values } = parseArgs({
  options: {
    clients: { type: 'string', default: '200' },
    processes: { type: 'string', default: '4' },
    pace: { type: 'string', default: '2000' },
    scale: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
function number(name: 'clients' | 'processes' | 'pace' | 'scale', least: number): number {
  const value = Number(values[name])
  if (value >= least) return value
  console.error(`--${name} ${values[name]}: give a number from ${least}`)
  return process.exit(2)
}
const options = {
  phases: day,
  clients: number('clients', 1),
  processes: number('processes', 1),
  pace: number('pace', 10),
  scale: number('scale', 0.01),
  progress: (line: string) => process.stderr.write(`${line}\n`),
}

const postgres = await startPostgres()
try {
  const database = openDatabase({ url: postgres.url, poolSize: 1, statementTimeoutMs: 0 })
  await migrate(database.db)
  await database.close()
  const { rows, ...sums } = await liveThrough(postgres.url, options)
  console.log(values.json ? JSON.stringify({ rows, ...sums }) : table(rows))
  const { wanted, orders, wrong } = sums
  if (!values.json)
    console.log(`\n${wanted} orders wanted and answered, ${orders} stored, ${wrong.length} clients in disagreement`)
  process.exitCode = wrong.length > 0 || wanted !== orders ? 1 : 0
} finally {
  await postgres.stop()
}
