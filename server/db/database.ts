import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Caller } from './connections/callers.ts'
import { createCheck } from './connections/check.ts'
import { clientConfig, PreparingClient } from './connections/client.ts'
import { createLists, type ListReader } from './connections/lists.ts'
import { pipelinedDialect } from './connections/pipeline.ts'
import { openPool } from './connections/pool.ts'
import { readUrl } from './connections/url.ts'
import { createWrites, type Writer } from './connections/writes.ts'
import type { Tables } from './tables.ts'

export type { Caller } from './connections/callers.ts'
export type { ListReader } from './connections/lists.ts'
export type { Writer } from './connections/writes.ts'
export type { Reader, Transaction } from './handles.ts'
export type { Tables } from './tables.ts'
export { hold, onCommit, transact } from './transaction.ts'

export interface Database {
  /** An ordinary pool, for transactions. */
  readonly db: Kysely<Tables>
  /** Pipelined connections, for lookups: single statements that their plan bounds and that change nothing. */
  readonly reads: Kysely<Tables>
  /** Connections of the rate limits' counts, which nothing else may hold up. */
  readonly counts: Kysely<Tables>
  readonly pool: PoolState
  /** What this caller may read that its plan does not bound. */
  lists(caller: Caller): ListReader
  /** Transactions on `db`, of which each caller has a share; null: whom nobody knows. */
  writes(caller: Caller | null): Writer
  /** Resolves where the database answers in time and can be written. */
  check(): Promise<void>
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
  const options = { ...read, connectTimeoutMs, statementTimeoutMs, lockTimeoutMs }
  const config = clientConfig(options)
  const hasty = (statementMs: number, lockMs: number) =>
    clientConfig({
      ...options,
      statementTimeoutMs: least(statementTimeoutMs, statementMs),
      lockTimeoutMs: least(lockTimeoutMs, lockMs),
    })
  const Client = read.transactionPooler ? pg.Client : PreparingClient
  const poolOf = (clients: pg.ClientConfig, max: number) =>
    openPool({ ...clients, max, idleTimeoutMillis: 60_000, Client }, onConnectionLost)
  const overPool = (pool: pg.Pool) => new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })

  const pool = poolOf(config, poolSize)
  const db = overPool(pool)
  const listConnections = Math.max(poolSize, 4)
  const listing = overPool(poolOf(hasty(5_000, 2_000), listConnections))
  const lists = createLists(listing, listConnections)
  const lookups = { ...hasty(5_000, 1_000), pipeline: true }
  const create = () => new Client(lookups).on('error', onConnectionLost)
  const reads = new Kysely<Tables>({
    dialect: pipelinedDialect({ create, size: readConnections, aside: lists.aside }),
  })
  const counts = overPool(poolOf(hasty(2_000, 1_000), 4))
  const check = createCheck(() => new pg.Client(hasty(2_000, 1_000)))
  return {
    db,
    reads,
    counts,
    pool,
    lists: lists.of,
    writes: createWrites(db, poolSize),
    check: check.run,
    close: async () => {
      await Promise.all([db, reads, listing, counts].map((each) => each.destroy()))
      await check.end()
    },
  }
}

/** 0 is none at all. */
function least(given: number, most: number): number {
  return given === 0 ? 0 : Math.min(given, most)
}
