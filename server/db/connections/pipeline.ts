/**
 * A Kysely dialect for lookups: many at once share few connections, each sent without waiting for the one before. Where
 * one takes long, for a lock or a plan gone wrong, what was sent after it is sent again elsewhere, and its like go aside
 * for a while. So a statement may run twice, and changes nothing.
 */
import {
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type pg from 'pg'

type Rows = { rows: unknown[] }
type Run = (text: string, parameters: readonly unknown[]) => Promise<Rows>

export interface PipelineOptions {
  readonly create: () => pg.Client
  /** Connections; while some are held up, as many again take their place, twice. */
  readonly size: number
  /** Runs the statements that were slow a moment ago; whatever waits there holds up none of the others. */
  readonly aside: Run
  /** Milliseconds after which a statement holds up the others. */
  readonly slowMs?: number
  /** Milliseconds for which the like of one go aside. */
  readonly asideMs?: number
}

/** Transactions and `streamQuery` do not belong here, nor statements that their plan does not bound. */
export function pipelinedDialect(options: PipelineOptions): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createDriver: () => pipelinedDriver(options),
  }
}

/** A statement under way; the first of a connection is the one that runs. */
interface Sent {
  readonly text: string
  readonly parameters: readonly unknown[]
  readonly at: number
  readonly resolve: (rows: Rows) => void
  readonly reject: (error: unknown) => void
  /** It was sent elsewhere, too, and is answered from there. */
  moved: boolean
}

interface Line {
  readonly client: pg.Client
  readonly connected: Promise<unknown>
  readonly sent: Sent[]
  answeredAt: number
}

function pipelinedDriver({ create, size, aside, slowMs = 250, asideMs = 2_000 }: PipelineOptions) {
  const lines: (Line | undefined)[] = Array.from({ length: size })
  /** Held up: they end once all that was sent on them is answered. */
  const leaving = new Set<Line>()
  const slowUntil = new Map<string, number>()
  let turn = 0
  let ended = false
  let watching = false

  function open(at: number): Line {
    const client = create()
    const forget = () => {
      if (lines[at]?.client === client) lines[at] = undefined
      leaving.delete(line)
    }
    client.on('error', forget).on('end', forget)
    const connected = client.connect().catch((error: unknown) => {
      forget()
      throw error
    })
    const line: Line = { client, connected, sent: [], answeredAt: 0 }
    lines[at] = line
    return line
  }

  const run: Run = async (text, parameters) => {
    if (ended) throw new Error('driver has already been destroyed')
    if ((slowUntil.get(text) ?? 0) > performance.now()) return aside(text, parameters)
    turn = (turn + 1) % size
    const line = lines[turn] ?? open(turn)
    await line.connected
    // Meanwhile it may have been held up.
    if (leaving.has(line)) return run(text, parameters)
    return new Promise((resolve, reject) =>
      send(line, { text, parameters, at: performance.now(), resolve, reject, moved: false }),
    )
  }

  function send(line: Line, sent: Sent): void {
    const answered = (tell: () => void) => {
      line.answeredAt = performance.now()
      line.sent.splice(line.sent.indexOf(sent), 1)
      if (!sent.moved) tell()
      if (line.sent.length === 0 && leaving.has(line)) void line.client.end().catch(() => undefined)
    }
    line.sent.push(sent)
    line.client.query(sent.text, sent.parameters as unknown[]).then(
      ({ rows }) => answered(() => sent.resolve({ rows })),
      (error: unknown) => answered(() => sent.reject(error)),
    )
    watch()
  }

  function watch(): void {
    if (watching) return
    watching = true
    // Once the timer rings all sockets are read before anything is called slow: this process may have been busy itself.
    setTimeout(() => setImmediate(look), slowMs / 2).unref()
  }

  function look(): void {
    watching = false
    const now = performance.now()
    for (const [at, line] of lines.entries()) {
      const [first] = line?.sent ?? []
      if (line === undefined || first === undefined) continue
      watch()
      if (now - Math.max(first.at, line.answeredAt) >= slowMs) passBy(line, at, first)
    }
  }

  function passBy(line: Line, at: number, first: Sent): void {
    if (leaving.size >= 2 * size) return
    slowUntil.set(first.text, performance.now() + asideMs)
    leaving.add(line)
    lines[at] = undefined
    for (const sent of line.sent) {
      if (sent === first) continue
      sent.moved = true
      run(sent.text, sent.parameters).then(sent.resolve, sent.reject)
    }
  }

  const connection: DatabaseConnection = {
    executeQuery: ({ sql, parameters }) => run(sql, parameters) as never,
    // biome-ignore lint/correctness/useYield: a stream holds its connection, which here is everybody's.
    streamQuery: async function* () {
      throw new Error('a pipelined connection does not stream')
    },
  }
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    releaseConnection: async () => {},
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    destroy: async () => {
      ended = true
      await Promise.all([...lines, ...leaving].map((line) => line?.client.end()))
    },
  }
}

async function refuse(): Promise<void> {
  throw new Error('a pipelined connection has no transactions; use the pool')
}
