/** A server with a database of its own, for runs outside the test runner. */
import { openDatabase } from '../../../server/db/database.ts'
import { migrate } from '../../../server/db/migrate.ts'
import { startPostgres } from '../../support/postgres.ts'
import { startTarget, type Target } from './target.ts'

export async function startAlone(): Promise<{ target: Target; stop(): Promise<void> }> {
  const postgres = await startPostgres()
  const database = openDatabase({ url: postgres.url, poolSize: 1, statementTimeoutMs: 0 })
  await migrate(database.db)
  await database.close()
  const target = await startTarget(postgres.url)
  return {
    target,
    async stop() {
      await target.close()
      await postgres.stop()
    },
  }
}
