/** Filters that most lists share. */
export interface CreatedPeriod {
  /** Included. */
  readonly createdFrom: Date | null
  /** Not included. */
  readonly createdBefore: Date | null
}

export const createdPeriod = { column: 'created_at', from: 'createdFrom', before: 'createdBefore' } as const
