/** Where in an index a page lies, said so that PostgreSQL has one way to read it: from there on, until the page is full. */
import { type Expression, type SqlBool, sql } from 'kysely'

type Any = Expression<unknown>

export interface Bounded {
  /** A column of few values and the value it equals. */
  readonly kind: readonly [column: Any, value: Any] | null
  /** The sort key, and the id where keys can be equal. */
  readonly key: readonly [Any, ...Any[]]
  /** The key is this or later. */
  readonly from: Any | null
  /** The key is earlier. */
  readonly before: Any | null
  /** The `key` of the last row of the page before. */
  readonly after: readonly Any[] | null
  readonly descending: boolean
}

type Side = '>' | '>=' | '<' | '<='

/**
 * A lower and an upper bound, each a comparison of rows. `status = 'paid'` is said as from 'paid' to 'paid' and sorted by
 * too: with an equality the planner may think that the index on the key alone, thinned out, is cheaper, and read far
 * more than the page; this order only the index that begins with the status has. The cursor takes the place of the bound
 * it lies beyond, or the scan would start at that and skip all the pages before.
 */
export function bounds({ kind, key, from, before, after, descending }: Bounded): Expression<SqlBool>[] {
  const bound = (side: Side, columns: readonly Any[], values: readonly Any[]) => {
    const [left, right] =
      kind === null
        ? [columns, values]
        : [
            [kind[0], ...columns],
            [kind[1], ...values],
          ]
    return left.length === 0 ? [] : [sql<SqlBool>`(${sql.join(left)}) ${sql.raw(side)} (${sql.join(right)})`]
  }
  const first = key.slice(0, 1)
  const lowest = from === null ? bound('>=', [], []) : bound('>=', first, [from])
  const highest = before === null ? bound('<=', [], []) : bound('<', first, [before])
  if (after === null) return [...lowest, ...highest]
  const beyond = bound(descending ? '<' : '>', key, after)
  return descending ? [...lowest, ...beyond] : [...beyond, ...highest]
}

/** The order of the index that the bounds are made for. */
export function order({ kind, key }: Bounded): Any[] {
  return kind === null ? [...key] : [kind[0], ...key]
}
