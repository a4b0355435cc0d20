import type { Level, Proof, Witness } from '../result.ts'

/** What is known of one cause in one direction. */
export interface Outcome {
  level: Level
  proof: Proof
  witness?: Witness
  /** Why it is not known, or what else a reader of the finding must know. */
  note?: string
  /** Set where several causes together say the same as before in other words. */
  restated?: true
}

export const harmless: Outcome = { level: 'info', proof: 'proven' }

/** No value decides: the catalogue has the level. */
export const byRule: Outcome = { level: 'info', proof: 'rule' }
