/** Token buckets in PostgreSQL: one statement is one atomic step, and its clock is every node's. */
import { sql } from 'kysely'
import type { Reader } from '../database.ts'
import { statement, type Value } from '../statement.ts'

interface Visit {
  readonly key: string
  /** Tokens per second. */
  readonly rate: number
  readonly burst: number
  readonly wanted: number
  /** Taken first, there or not: the bucket owes its burst at most. */
  readonly owed: number
  /** Taken beside them while the bucket holds at least `exactBelow`. */
  readonly spare: number
  readonly exactBelow: number
}

/** What the bucket holds by now. Another visit may have written later than this statement began: time never runs back. */
const filled = (value: Value<Visit>) =>
  paid(
    sql`least(${value('burst')}::float8, rate_buckets.tokens + greatest(0, extract(epoch from now() - rate_buckets.at)) * ${value('rate')}::float8)`,
    value,
  )

const paid = (tokens: unknown, value: Value<Visit>) =>
  sql<number>`greatest(${tokens} - ${value('owed')}::float8, least(${tokens}, -${value('burst')}::float8))`

const takenOf = (tokens: unknown, value: Value<Visit>) =>
  sql<number>`greatest(0, least(floor(${tokens}), ${value('wanted')}::integer
    + case when ${tokens} >= ${value('exactBelow')}::integer then ${value('spare')}::integer else 0 end))::integer`

const visited = statement((db, value: Value<Visit>) => {
  const full = paid(sql`${value('burst')}::float8`, value)
  const held = filled(value)
  return db
    .insertInto('rate_buckets')
    .values({
      key: value('key'),
      tokens: sql<number>`${full} - ${takenOf(full, value)}`,
      taken: takenOf(full, value),
      at: sql<Date>`now()`,
    })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        tokens: sql<number>`${held} - ${takenOf(held, value)}`,
        taken: takenOf(held, value),
        at: sql<Date>`greatest(rate_buckets.at, now())`,
      }),
    )
    .returning(['taken', 'tokens'])
})

export async function visitBucket(reader: Reader, visit: Visit): Promise<{ taken: number; tokens: number }> {
  const [row] = await visited(reader, visit)
  return row as { taken: number; tokens: number }
}

/**
 * Deletes buckets that nobody visited for an hour, in which each has filled; a missing one is full. A batch at a time,
 * past those that somebody visits just now. @returns how many
 */
export async function deleteIdleBuckets(reader: Reader, batch = 5_000): Promise<number> {
  const { numDeletedRows } = await reader
    .with('idle', (cte) =>
      cte
        .selectFrom('rate_buckets')
        .select('key')
        .where('at', '<', sql<Date>`now() - interval '1 hour'`)
        .limit(batch)
        .forUpdate()
        .skipLocked(),
    )
    .deleteFrom('rate_buckets')
    .using('idle')
    .whereRef('rate_buckets.key', '=', 'idle.key')
    .executeTakeFirst()
  const count = Number(numDeletedRows)
  return count < batch ? count : count + (await deleteIdleBuckets(reader, batch))
}
