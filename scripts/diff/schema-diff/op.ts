/** An edit that copies one part of the consumer's schema into the producer's. */
export type Op =
  | { kind: 'keywords'; keys: string[] }
  /** Adds or removes single values of a list that is a set. */
  | { kind: 'members'; keyword: string; values: unknown[] }
  /** Copies one entry of a map of schemas. */
  | { kind: 'entry'; keyword: string; key: string }
  /** Copies the items of a list that only the base, or only the revision, has. `pairs` are the items of both. */
  | { kind: 'list'; keyword: string; part: 'removed' | 'added'; pairs: Pairing[]; lengths: Pairing }
  /** Copies `readOnly` and `writeOnly` of a member. */
  | { kind: 'mode'; property: string }
  | { kind: 'replace' }

/** An index, or a length, in each list. */
export interface Pairing {
  base: number
  revision: number
}
