import { error, highest, type Levels, levels, type Profile, profiles } from './levels.ts'
import type { Row, Variant } from './row.ts'
import { bodies } from './rules/bodies.ts'
import { document } from './rules/document.ts'
import { members } from './rules/members.ts'
import { operations } from './rules/operations.ts'
import { parameters } from './rules/parameters.ts'
import { responses } from './rules/responses.ts'
import { security } from './rules/security.ts'
import { schemaRows } from './schema/rows.ts'

/** Every change that the diff can report. */
export const rows: readonly Row[] = [
  ...operations,
  ...parameters,
  ...bodies,
  ...responses,
  ...security,
  ...document,
  ...members,
  ...schemaRows,
]

const byId: ReadonlyMap<string, Row> = new Map(rows.map((row) => [row.id, row]))

/** The row of an id; undefined where there is none. */
export function findRow(id: string): Row | undefined {
  return byId.get(id)
}

/** The row of an id, or its variant of that name. */
export function variantOf(id: string, variant?: string): Variant {
  const row = rowOf(id)
  const found = variant === undefined ? row : row.variants[variant]
  if (found === undefined) throw new Error(`the catalogue has no variant ${variant} of ${id}`)
  return found
}

/** The row of an id that the engine uses. */
export function rowOf(id: string): Row {
  const row = byId.get(id)
  if (row === undefined) throw new Error(`the catalogue has no row ${id}`)
  return row
}

/** True where the profile is strict enough for the id. */
export const reports = (id: string, profile: Profile): boolean =>
  profiles.indexOf(profile) >= profiles.indexOf(rowOf(id).leastProfile ?? 'wire')

/** What a proof or a witness says about a change. */
export type Decision = 'refuted' | 'undecided' | 'proven'

/** The levels of a change that values decide. */
export function levelsBy(decision: Decision, { levels: harmless }: Variant): Levels {
  if (decision === 'refuted') return error
  return decision === 'proven' ? harmless : highest(levels('warning'), harmless)
}
