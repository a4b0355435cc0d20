import { type Expression, type SqlBool, sql } from 'kysely'

/** Filters that most lists share. */
export interface CreatedPeriod {
  /** Included. */
  readonly createdFrom: Date | null
  /** Not included. */
  readonly createdBefore: Date | null
}

export const createdPeriod: Record<keyof CreatedPeriod, (value: Date) => Expression<SqlBool>> = {
  createdFrom: (value) => sql`created_at >= ${value}`,
  createdBefore: (value) => sql`created_at < ${value}`,
}
