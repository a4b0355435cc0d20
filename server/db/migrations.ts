/** Every migration, by name; they run in the order of their names. */
import type { Migration } from 'kysely/migration'
import * as firstOrder from './migrations/0001-first-order.ts'

export const migrations: Record<string, Migration> = {
  '0001-first-order': firstOrder,
}
