import type { Levels, Profile } from './levels.ts'

/** All that is known of one change id. The engine, the reports, `explain` and docs/changes.md read it here. */
export interface Row extends Variant {
  /** kebab-case; oasdiff's where one exists. */
  id: string
  /** Which messages it is about. */
  direction: 'request' | 'response' | 'both'
  /** What was changed: the last part of a schema's id (`max-decreased`), or the part of a contract that a rule looks at. */
  aspect: string
  /**
   * `values`: a message that only one side accepts makes it an error, and where neither that nor the opposite is proven it
   * is a warning; `levels` are those of a change that is proven harmless. `rule`: it has its `levels`.
   */
  decidedBy: 'values' | 'rule'
  /** What the change is. */
  meaning: string
  /** Whom it breaks and how, or why nobody. */
  reason: string
  /** How to reach the same end without breaking anyone; for a harmless change, how to make the most of it. */
  advice: string
  example: RowExample
  /** Cases of it that have another level or another sentence. */
  variants: Readonly<Record<string, Variant & { when: string }>>
  /** The least strict profile that looks for it; absent: each does. */
  leastProfile?: Profile
}

export interface Variant {
  levels: Levels
  /** The text of a finding; see `say` for its `{placeholders}`. */
  sentence: string
}

/** Two fragments that differ by the change alone. */
export interface RowExample {
  /** Where in a document the fragments stand. */
  within: 'operation' | 'document'
  /** Of a document in which the fragments mean this; absent: 3.1. */
  openapi?: '3.0.3'
  before: Fragment
  after: Fragment
}

export type Fragment = { [member: string]: unknown }

/** A rule's row as the tables write it, without what the rows of its table share. */
export type RuleRow = Omit<Row, 'direction' | 'aspect' | 'decidedBy' | 'example' | 'variants'> &
  Partial<Pick<Row, 'direction' | 'aspect' | 'decidedBy' | 'variants'>> &
  Omit<RowExample, 'within'>

/** The rows of a table. */
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
