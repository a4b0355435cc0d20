/** How a producer's schema takes over one thing of the consumer's. */
export type Op =
  | { kind: 'keywords'; keys: string[] }
  /** The membership of single values in a list used as a set. */
  | { kind: 'members'; keyword: string; values: unknown[] }
  /** One entry of a map of schemas. */
  | { kind: 'entry'; keyword: string; key: string }
  /** The items of a list that the base alone has, or those that the revision alone has; those of the pairs are in both. */
  | { kind: 'list'; keyword: string; part: 'removed' | 'added'; pairs: Pairing[]; lengths: Pairing }
  /** `readOnly` and `writeOnly` of a member. */
  | { kind: 'mode'; property: string }
  | { kind: 'replace' }

/** An index, or a length, on either side. */
export interface Pairing {
  base: number
  revision: number
}
