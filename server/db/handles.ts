import type { Kysely, Transaction as KyselyTransaction } from 'kysely'
import type { Tables } from './tables.ts'

/** Runs statements one by one. */
export type Reader = Kysely<Tables>
/** What a query that writes takes, so that a write outside a transaction does not type-check. */
export type Transaction = KyselyTransaction<Tables>
