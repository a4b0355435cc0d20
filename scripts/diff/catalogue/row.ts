import type { Levels, Profile } from './levels.ts'

/** Everything about one change id. The engine, the reports, `explain` and docs/changes.md read it. */
export interface Row extends Variant {
  /** In kebab-case; the id of oasdiff where it has one. */
  id: string
  /** The messages that it affects. */
  direction: 'request' | 'response' | 'both'
  /**
   * What was changed: the last part of a schema's id (`max-decreased`), or the part of a contract that a rule
   * compares.
   */
  aspect: string
  /**
   * `values`: a message that only one contract accepts makes the change an error. A proof that there is none gives it
   * its `levels`. Without either it is a warning. `rule`: it always has its `levels`.
   */
  decidedBy: 'values' | 'rule'
  /** What the change is. */
  meaning: string
  /** Whom it breaks and how, or why it breaks nobody. */
  reason: string
  /** How to achieve the same without breaking anyone; for a harmless change, what to do about it. */
  advice: string
  example: RowExample
  /** The cases with another level or another sentence. */
  variants: Readonly<Record<string, Variant & { when: string }>>
  /** The least strict profile that reports it; absent where all do. */
  leastProfile?: Profile
}

export interface Variant {
  levels: Levels
  /** The text of a finding; see `say` for its `{placeholders}`. */
  sentence: string
}

/** Two fragments that differ by the change alone. */
export interface RowExample {
  /** The object that the fragments are merged into. */
  within: 'operation' | 'document'
  /** The version of OpenAPI of the example; absent for 3.1. */
  openapi?: '3.0.3'
  before: Fragment
  after: Fragment
}

export type Fragment = { [member: string]: unknown }

/** A rule's row in a table, without the fields that all rows of the table share. */
export type RuleRow = Omit<Row, 'direction' | 'aspect' | 'decidedBy' | 'example' | 'variants'> &
  Partial<Pick<Row, 'direction' | 'aspect' | 'decidedBy' | 'variants'>> &
  Omit<RowExample, 'within'>

/** The full rows of a table. */
export function ruleRows(
  { within, ...shared }: Pick<Row, 'direction' | 'aspect'> & Pick<RowExample, 'within'>,
  rows: readonly RuleRow[],
): Row[] {
  return rows.map(({ before, after, openapi, ...row }) => ({
    decidedBy: 'rule',
    variants: {},
    ...shared,
    ...row,
    example: { within, before, after, ...(openapi && { openapi }) },
  }))
}
