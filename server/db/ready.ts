import type { Database } from './database.ts'
import { DatabaseProblem } from './errors.ts'
import { pendingMigrations } from './migrate.ts'

/** @returns a check that rejects while the database does not answer, cannot be written or lacks a migration this version needs */
export function schemaCheck({ db, check }: Pick<Database, 'db' | 'check'>): () => Promise<void> {
  let complete = false
  return async () => {
    await check()
    if (complete) return
    const pending = await pendingMigrations(db)
    if (pending.length > 0)
      throw new DatabaseProblem(`the database lacks ${pending.join(', ')}; run npm run db:migrate`)
    complete = true
  }
}
