import type { Levels } from './catalogue/levels.ts'
import type { Proof, Witness } from './result.ts'

/** A change with pointers, before its level under a profile and its places in files are known. */
export interface Finding {
  id: string
  levels: Levels
  proof: Proof
  /** Labels of the exchanges that it affects; none where it is about the document as a whole. */
  operations: string[]
  /** JSON pointers into the two documents; null where the document has no such place. */
  base: string | null
  revision: string | null
  text: string
  /** Where in the contract, by names alone. The fingerprint is a hash of it, the id and the values. */
  place: string
  from?: unknown
  to?: unknown
  witness?: Witness
  /** Set where only documentation changed. */
  wordsOnly?: true
}

/** Merges findings of the same places into one with all their operations. */
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
