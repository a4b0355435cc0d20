/** Part of a list. `cursor` is the `nextCursor` of the page before; null begins. */
export interface PageRequest {
  readonly limit: number
  readonly cursor: string | null
}

export interface Page<T> {
  readonly items: readonly T[]
  /** Null on the last page. */
  readonly nextCursor: string | null
}

/** From `from` on and before `before`; null leaves that side open. */
export interface Period {
  readonly from: Date | null
  readonly before: Date | null
}

/** Part of a list by position: `limit` items after the first `offset`. */
export interface SliceRequest {
  readonly limit: number
  readonly offset: number
}

export interface Slice<T> {
  readonly items: readonly T[]
  /** How many there are, on this part and on all others. */
  readonly total: number
}
