/** What the audit is made of: kinds of change, each with the verdict that is certain of it. */
import type { JsonObject } from '../../../scripts/openapi/grammar.ts'
import type { Random } from '../fuzz/requests/random.ts'
import type { Subject } from './subject.ts'

export interface Kind {
  name: string
  /** A break is called an error; a harmless change is called nothing more than an info. */
  verdict: 'break' | 'harmless'
  /** The change, and why its verdict is certain. */
  what: string
  /** Why the specification is of two minds, so that a warning is an answer too. */
  twoMinds?: string
  /** The change at a place that the random source picks; undefined where the document has no such place. */
  apply(subject: Subject, random: Random): Change | undefined
}

export interface Change {
  /** The operation and the JSON pointer. */
  place: string
  /** Absent where the document itself is that side. */
  base?: JsonObject
  revision?: JsonObject
}

export type Edit = Omit<Kind, 'verdict' | 'apply'> & {
  /** Changes a copy of the document, and says where; undefined leaves the copy unused. */
  edit(document: JsonObject, subject: Subject, random: Random): string | undefined
}

const edited =
  (verdict: Kind['verdict'], isTurned: boolean) =>
  ({ edit, ...rest }: Edit): Kind => ({
    ...rest,
    verdict,
    apply(subject, random) {
      const document = structuredClone(subject.document)
      const place = edit(document, subject, random)
      if (place === undefined) return undefined
      return isTurned ? { place, base: document } : { place, revision: document }
    },
  })

/** A change of the revision that breaks; one that does not; and one where the changed document is the base. */
export const breaking = edited('break', false)
export const harmless = edited('harmless', false)
export const breakingTurned = edited('break', true)
export const harmlessTurned = edited('harmless', true)

/** A list in an order that the random source decides. */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const mixed = [...list]
  for (let index = mixed.length - 1; index > 0; index--) {
    const other = random.int(index + 1)
    ;[mixed[index], mixed[other]] = [mixed[other] as T, mixed[index] as T]
  }
  return mixed
}
