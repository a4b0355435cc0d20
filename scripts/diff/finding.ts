import type { Levels } from './catalogue/levels.ts'
import type { Proof, Witness } from './result.ts'

/** A change before its places are looked up: what rules find, and what values decide. */
export interface Finding {
  id: string
  levels: Levels
  proof: Proof
  /** Labels of the exchanges that it reaches; none where it is about the document as a whole. */
  operations: string[]
  /** JSON pointers into the two documents; null where the side has no such place. */
  base: string | null
  revision: string | null
  text: string
  /** Where in the contract, by names alone: what a fingerprint is made of, with the id and the values. */
  place: string
  from?: unknown
  to?: unknown
  witness?: Witness
  /** Set where only documentation was changed. */
  wordsOnly?: true
}

/** Findings of the same places are one, with the operations of all of them. */
export function merged(findings: Finding[]): Finding[] {
  const byPlace = new Map<string, Finding>()
  for (const finding of findings) {
    const key = `${finding.id} ${finding.levels.wire} ${finding.base} ${finding.revision} ${JSON.stringify([finding.from, finding.to])}`
    const held = byPlace.get(key)
    if (held === undefined) byPlace.set(key, { ...finding, operations: [...finding.operations] })
    else {
      for (const operation of finding.operations)
        if (!held.operations.includes(operation)) held.operations.push(operation)
      if (held.witness === undefined && finding.witness !== undefined) held.witness = finding.witness
    }
  }
  return [...byPlace.values()]
}
