/** Every migration, by name; they run in the order of their names. */
import type { Migration } from 'kysely/migration'
import * as firstOrder from './migrations/0001-first-order.ts'
import * as wholeDomain from './migrations/0002-whole-domain.ts'
import * as sessionsKeysLimits from './migrations/0003-sessions-keys-limits.ts'
import * as makersOfKeys from './migrations/0004-makers-of-keys.ts'
import * as foundProducts from './migrations/0005-found-products.ts'
import * as tasksOfPartners from './migrations/0006-tasks-of-partners.ts'
import * as sessionsThatEnd from './migrations/0007-sessions-that-end.ts'

export const migrations: Record<string, Migration> = {
  '0001-first-order': firstOrder,
  '0002-whole-domain': wholeDomain,
  '0003-sessions-keys-limits': sessionsKeysLimits,
  '0004-makers-of-keys': makersOfKeys,
  '0005-found-products': foundProducts,
  '0006-tasks-of-partners': tasksOfPartners,
  '0007-sessions-that-end': sessionsThatEnd,
}
