/** Lives through a day of outages: a real server, the way to it, and partners' processes. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, openDatabase } from '../../../server/db/database.ts'
import { insertClient, insertPartner, insertProduct } from '../../support/fixtures.ts'
import { runServer } from '../../support/process.ts'
import { type Phase, pause } from './day.ts'
import type { Call, Setting } from './partner.ts'
import { type Lived, type Row, rowOf } from './report.ts'
import { startWay, type Way } from './way.ts'

export interface Options {
  readonly phases: readonly Phase[]
  readonly clients: number
  readonly processes: number
  /** Milliseconds between two orders of a client. */
  readonly pace: number
  /** All times of the phases are multiplied by it. */
  readonly scale: number
  readonly progress: (line: string) => void
}

export interface Outcome {
  readonly rows: readonly Row[]
  /** Orders that clients wanted, each under a key of its own. */
  readonly wanted: number
  /** Orders that the database has. */
  readonly orders: number
  /** Clients whose orders, stock and answers do not agree. */
  readonly wrong: readonly string[]
}

const stock = 100_000

/** @param databaseUrl of a migrated database that nobody else writes to */
export async function liveThrough(databaseUrl: string, options: Options): Promise<Outcome> {
  const server = runServer({
    NODE_ENV: 'test',
    LOG_LEVEL: 'info',
    CONTRACT_REFEREE: 'off',
    TRUST_PROXY: '127.0.0.1',
    DATABASE_URL: databaseUrl,
  })
  const database = openDatabase({ url: databaseUrl, poolSize: 2 })
  const way = await startWay(await server.listening, 5_000 * options.scale)
  try {
    const settings = await Promise.all(
      Array.from({ length: options.processes }, (_, index) => settle(database, way.url, index, options)),
    )
    const calls: Call[] = []
    const partners = settings.map((setting) => startPartner(setting, calls))
    const lived: Lived[] = []
    for (const phase of options.phases) lived.push(await live(phase, way, partners, options))
    for (const { child } of partners) child.send('stop')
    await Promise.all(partners.map(({ ended }) => ended))
    const rows = lived.map((each) => rowOf(each, way.came, calls, options.clients))
    return { rows, ...(await compare(database, settings, calls)) }
  } finally {
    await way.close()
    await database.close()
    server.child.kill('SIGTERM')
    await server.exit
  }
}

async function settle(database: Database, url: string, index: number, options: Options): Promise<Setting> {
  const { id: clientId } = await insertClient(database, await insertPartner(database, `Partner ${index}`))
  const share = Math.ceil((options.clients * (index + 1)) / options.processes)
  const count = share - Math.ceil((options.clients * index) / options.processes)
  const products = await Promise.all(Array.from({ length: count }, () => insertProduct(database, { stock })))
  return { url, clientId, clientSecret: 'secret', products, pace: options.pace, network: `10.${index}` }
}

function startPartner(setting: Setting, calls: Call[]) {
  const child = fork(join(import.meta.dirname, 'partner.ts'), [JSON.stringify(setting)], {
    execArgv: ['--conditions=stockroom-source'],
  })
  child.on('message', (call: Call) => void calls.push(call))
  const ended = once(child, 'exit').then(([code]) => {
    if (code !== 0) throw new Error(`a partner's process ended with ${code}`)
  })
  ended.catch(() => undefined)
  return { child, ended }
}

async function live(
  phase: Phase,
  way: Way,
  partners: readonly ReturnType<typeof startPartner>[],
  { scale, progress }: Options,
): Promise<Lived> {
  progress(`${phase.name}: ${phase.seconds * scale} s`)
  const { token, api } = phase
  await way.fail({ ...(token && { token }), ...(api && { api }) })
  if (phase.deploys) for (const { child } of partners) child.send('deploy')
  const began = Date.now()
  await sleep(phase.seconds * 1_000 * scale)
  const ended = Date.now()
  await way.fail({})
  await sleep(pause * 1_000 * scale)
  return { phase, began, ended, until: Date.now() }
}

/** Each client has a product of its own, so its orders can be told from all others. */
async function compare(database: Database, settings: readonly Setting[], calls: readonly Call[]) {
  const answered = new Map<string, string[]>()
  for (const { product, order } of calls)
    if (order !== undefined) answered.set(product, [...(answered.get(product) ?? []), order])
  const lines = await database.db.selectFrom('order_lines').select(['product_id', 'order_id']).execute()
  const products = await database.db.selectFrom('products').select(['id', 'stock']).execute()
  const stored = Map.groupBy(lines, ({ product_id }) => product_id)
  const left = new Map(products.map(({ id, stock }) => [id, stock]))
  const wrong = settings
    .flatMap((setting) => setting.products)
    .filter((product) => {
      const ids = answered.get(product) ?? []
      const rows = stored.get(product)?.map(({ order_id }) => order_id) ?? []
      const isSame =
        new Set(ids).size === ids.length && ids.length === rows.length && rows.every((id) => ids.includes(id))
      return !isSame || left.get(product) !== stock - ids.length
    })
  const wanted = [...answered.values()].reduce((sum, ids) => sum + ids.length, 0)
  return { wanted, orders: new Set(lines.map(({ order_id }) => order_id)).size, wrong }
}
