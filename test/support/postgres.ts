/** PostgreSQL for tests: embedded, or that of TEST_DATABASE_URL. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../server/db/embedded/cluster.ts'

export interface Postgres {
  readonly url: string
  stop(): Promise<void>
}

/** Nothing here has to outlive a crash of the machine. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  log_min_messages: 'fatal',
}

export async function startPostgres(): Promise<Postgres> {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: async () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'stockroom-test-'))
  const { url, stop } = await startEmbedded({ folder: join(folder, 'postgres'), settings })
  return {
    url,
    stop: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
