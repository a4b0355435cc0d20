/** A Kysely dialect for single statements: many at once share few connections, each sent without waiting for the one before. */
import {
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type pg from 'pg'

/** Transactions, `streamQuery` and slow statements do not belong here: whatever is queued behind one waits for it. */
export function pipelinedDialect(create: () => pg.Client, size: number): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createDriver: () => pipelinedDriver(create, size),
  }
}

interface Slot {
  client: pg.Client
  connection: Promise<DatabaseConnection>
}

function pipelinedDriver(create: () => pg.Client, size: number) {
  const slots: (Slot | undefined)[] = Array.from({ length: size })
  let turn = 0
  let ended = false

  const open = (at: number): Slot => {
    const client = create()
    const forget = () => {
      if (slots[at]?.client === client) slots[at] = undefined
    }
    client.on('error', forget).on('end', forget)
    const connection = client.connect().then(
      () => connectionOver(client),
      (error: unknown) => {
        forget()
        throw error
      },
    )
    const slot = { client, connection }
    slots[at] = slot
    return slot
  }

  return {
    init: async () => {},
    acquireConnection: () => {
      if (ended) throw new Error('driver has already been destroyed')
      turn = (turn + 1) % size
      return (slots[turn] ?? open(turn)).connection
    },
    releaseConnection: async () => {},
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    destroy: async () => {
      ended = true
      await Promise.all(slots.map((slot) => slot?.client.end()))
    },
  }
}

function connectionOver(client: pg.Client): DatabaseConnection {
  return {
    executeQuery: async ({ sql, parameters }) => {
      const { rows } = await client.query(sql, parameters as unknown[])
      return { rows }
    },
    // biome-ignore lint/correctness/useYield: a stream holds its connection, which here is everybody's.
    streamQuery: async function* () {
      throw new Error('a pipelined connection does not stream')
    },
  }
}

async function refuse(): Promise<void> {
  throw new Error('a pipelined connection has no transactions; use the pool')
}
