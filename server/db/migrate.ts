/** Brings the tables forward and back. A lock in the database keeps two nodes from doing so at once; each run is one transaction. */
import type { Kysely } from 'kysely'
import { type MigrationResultSet, Migrator } from 'kysely/migration'
import { DatabaseProblem } from './errors.ts'
import { migrations } from './migrations.ts'

// biome-ignore lint/suspicious/noExplicitAny: a migration is what makes the tables, it cannot know them.
type AnyTables = Kysely<any>

export interface MigrationState {
  readonly name: string
  /** Null: still to be run. */
  readonly executedAt: Date | null
}

export async function migrationStates(db: AnyTables): Promise<MigrationState[]> {
  const all = await migratorOf(db).getMigrations()
  return all.map(({ name, executedAt }) => ({ name, executedAt: executedAt ?? null }))
}

export async function pendingMigrations(db: AnyTables): Promise<string[]> {
  return (await migrationStates(db)).filter(({ executedAt }) => executedAt === null).map(({ name }) => name)
}

/** Runs what is pending, all or nothing. @returns the names @throws DatabaseProblem */
export async function migrate(db: AnyTables): Promise<string[]> {
  return outcome(await migratorOf(db).migrateToLatest())
}

/** Takes the last migration back. @returns its name, or nothing when there was none @throws DatabaseProblem */
export async function rollback(db: AnyTables): Promise<string[]> {
  return outcome(await migratorOf(db).migrateDown())
}

/** Runs what is pending and undoes it. @returns the names @throws DatabaseProblem */
export async function rehearse(db: AnyTables): Promise<string[]> {
  const undone = new Error('undone')
  let names: string[] = []
  try {
    await db.transaction().execute(async (trx) => {
      names = await migrate(trx)
      throw undone
    })
  } catch (error) {
    if (error !== undone) throw error
  }
  return names
}

function migratorOf(db: AnyTables): Migrator {
  return new Migrator({ db, provider: { getMigrations: async () => migrations } })
}

function outcome({ error, results = [] }: MigrationResultSet): string[] {
  if (error === undefined) return results.map(({ migrationName }) => migrationName)
  const failed = results.find(({ status }) => status === 'Error')
  const message = error instanceof Error ? error.message : String(error)
  throw new DatabaseProblem(failed === undefined ? message : `migration ${failed.migrationName}: ${message}`, {
    cause: error,
  })
}
