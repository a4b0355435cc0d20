import { sql } from 'kysely'

/** What every change of a row sets beside its own columns. */
export const touched = { updated_at: sql<Date>`now()`, version: sql<number>`version + 1` }

/** Deleted rows stay for those that name them. */
export const deletion = { ...touched, deleted_at: sql<Date>`now()` }

/** Of a statement that always answers one row. */
export function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows
  if (row === undefined || rows.length > 1) throw new Error(`expected one row, got ${rows.length}`)
  return row
}
