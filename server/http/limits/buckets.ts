/** What a store of token buckets does; Redis and PostgreSQL do it alike. */

export interface Bucket {
  /** Names the class and whom it counts. */
  readonly key: string
  /** Tokens that flow in per second. */
  readonly rate: number
  /** The most it holds; a new bucket is full. */
  readonly burst: number
}

export interface Taken {
  /** Whole tokens; fewer than wanted where the bucket holds no more. */
  readonly taken: number
  /** What is left, a fraction included; less than 0 where the bucket owes. */
  readonly tokens: number
}

export interface Buckets {
  /**
   * Fills by the time that has passed, then takes, in one atomic step by the store's own clock.
   * @param wanted tokens that requests wait for now
   * @param spare tokens to take beside them, for the next requests, while the bucket holds at least `exactBelow`
   * @param owed tokens that earlier answers cost, taken first and whether they are there or not: a bucket owes its burst at most
   */
  take(bucket: Bucket, wanted: number, spare: number, owed: number): Promise<Taken>
  close(): Promise<void>
}

/** With fewer tokens than this none is taken in advance, so what all nodes let through together is exact. */
export const exactBelow = 200
