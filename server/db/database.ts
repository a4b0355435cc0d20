import { Kysely, type Transaction as KyselyTransaction, PostgresDialect } from 'kysely'
import pg from 'pg'
import { clientConfig, PreparingClient } from './client.ts'
import { isConflict } from './errors.ts'
import { pipelinedDialect } from './pipeline.ts'
import type { Tables } from './tables.ts'
import { readUrl } from './url.ts'

export type { Tables } from './tables.ts'
/** Runs statements one by one. */
export type Reader = Kysely<Tables>
/** What a query that writes takes, so that a write outside a transaction does not type-check. */
export type Transaction = KyselyTransaction<Tables>

export interface Database {
  /** An ordinary pool: transactions, and statements that may be slow. */
  readonly db: Kysely<Tables>
  /** Pipelined connections: single fast statements outside transactions. */
  readonly reads: Kysely<Tables>
  readonly pool: PoolState
  close(): Promise<void>
}

/** Connections of the pool: all, those at rest, and the callers that wait for one. */
export interface PoolState {
  readonly totalCount: number
  readonly idleCount: number
  readonly waitingCount: number
}

export interface DatabaseOptions {
  url: string
  poolSize?: number
  readConnections?: number
  connectTimeoutMs?: number
  /** 0: none. */
  statementTimeoutMs?: number
  lockTimeoutMs?: number
  /** Told of connections that break while nobody uses them. */
  onConnectionLost?: (error: Error) => void
}

/** Connects when first used. @throws DatabaseProblem when the URL cannot be read. */
export function openDatabase({
  url,
  poolSize = 10,
  readConnections = 4,
  connectTimeoutMs = 5_000,
  statementTimeoutMs = 10_000,
  lockTimeoutMs = 5_000,
  onConnectionLost = () => {},
}: DatabaseOptions): Database {
  const read = readUrl(url)
  const config = clientConfig({ ...read, connectTimeoutMs, statementTimeoutMs, lockTimeoutMs })
  const Client = read.transactionPooler ? pg.Client : PreparingClient
  const pool = new pg.Pool({ ...config, max: poolSize, idleTimeoutMillis: 60_000, Client })
  pool.on('error', () => {})
  // A connection that breaks while somebody holds it tells only its own listeners; without one it would end the process.
  pool.on('connect', (client) => client.on('error', onConnectionLost))

  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const pipelined = () => new Client({ ...config, pipeline: true }).on('error', onConnectionLost)
  const reads = new Kysely<Tables>({ dialect: pipelinedDialect(pipelined, readConnections) })
  return {
    db,
    reads,
    pool,
    close: async () => {
      await Promise.all([db.destroy(), reads.destroy()])
    },
  }
}

const mostTries = 4
const afterCommits = new WeakMap<Transaction, (() => void)[]>()

/** One transaction; its work is run again when it lost a conflict, so it may have no effect outside the database but `onCommit`. */
export async function transact<T>(db: Kysely<Tables>, work: (trx: Transaction) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const afterCommit: (() => void)[] = []
    try {
      const result = await db.transaction().execute((trx) => {
        afterCommits.set(trx, afterCommit)
        return work(trx)
      })
      for (const tell of afterCommit) tell()
      return result
    } catch (error) {
      if (!isConflict(error) || tries === mostTries) throw error
    }
  }
}

/** Runs once what the transaction did is certain, and never when it failed. */
export function onCommit(trx: Transaction, tell: () => void): void {
  const afterCommit = afterCommits.get(trx)
  if (afterCommit === undefined) throw new Error('onCommit takes the transaction of transact()')
  afterCommit.push(tell)
}
