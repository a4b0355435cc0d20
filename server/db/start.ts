import { join } from 'node:path'
import { sql } from 'kysely'
import { placeOf } from './connections/url.ts'
import { type Database, type DatabaseOptions, openDatabase } from './database.ts'
import { startEmbedded } from './embedded/cluster.ts'
import { DatabaseProblem, isUnavailable } from './errors.ts'
import { type OnChoreFailed, startHousekeeping } from './housekeeping.ts'
import { migrate } from './migrate.ts'

export interface StartOptions extends Omit<DatabaseOptions, 'url'> {
  /** Null: the embedded PostgreSQL below `stateDir`, which is started, and brought to the newest tables. */
  databaseUrl: string | null
  stateDir: string
  /** Told when what has expired could not be deleted. */
  onChoreFailed?: OnChoreFailed
}

/** Opens the database and sees that it answers; `close` stops the embedded one too. @throws DatabaseProblem */
export async function startDatabase({
  databaseUrl,
  stateDir,
  onChoreFailed = () => {},
  ...options
}: StartOptions): Promise<Database> {
  const database = await openDefault(databaseUrl, stateDir, options)
  const endHousekeeping = startHousekeeping(database.db, onChoreFailed)
  return {
    ...database,
    close: async () => {
      await endHousekeeping()
      await database.close()
    },
  }
}

async function openDefault(
  databaseUrl: string | null,
  stateDir: string,
  options: Omit<DatabaseOptions, 'url'>,
): Promise<Database> {
  if (databaseUrl !== null) return openAnswering({ ...options, url: databaseUrl })
  const embedded = await startEmbedded({ folder: join(stateDir, 'postgres') })
  try {
    await migrateEmbedded(embedded.url)
    const database = await openAnswering({ ...options, url: embedded.url })
    return {
      ...database,
      close: async () => {
        await database.close()
        await embedded.stop()
      },
    }
  } catch (error) {
    await embedded.stop()
    throw error
  }
}

async function migrateEmbedded(url: string): Promise<void> {
  const database = openDatabase({ url, poolSize: 1, statementTimeoutMs: 0 })
  try {
    await migrate(database.db)
  } finally {
    await database.close()
  }
}

async function openAnswering(options: DatabaseOptions): Promise<Database> {
  const database = openDatabase(options)
  try {
    await sql`select 1`.execute(database.db)
    return database
  } catch (error) {
    await database.close()
    throw new DatabaseProblem(explain(error, options.url), { cause: error })
  }
}

/** In one line: what is wrong, where, and the remedy. */
function explain(error: unknown, url: string): string {
  const { code = '', message } = error as Error & { code?: string }
  const place = `PostgreSQL at ${placeOf(url)}`
  if (/^28/.test(code)) return `${place} refuses the user or password (${message}); correct DATABASE_URL`
  if (code === '3D000') return `${place}: ${message}; create it or correct DATABASE_URL`
  if (/unsupported startup parameter/.test(message)) {
    return `${place} is behind a pooler (${message}); add pgbouncer=true to the parameters of DATABASE_URL`
  }
  const remedy = isUnavailable(error) ? 'start it or correct DATABASE_URL' : 'correct DATABASE_URL'
  return `cannot use ${place}: ${message || code}; ${remedy}`
}
