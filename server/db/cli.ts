import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { placeOf } from './connections/url.ts'
import { type Database, openDatabase } from './database.ts'
import { startEmbedded } from './embedded/cluster.ts'
import { DatabaseProblem, isUnavailable } from './errors.ts'
import { migrate, migrationStates, rehearse, rollback } from './migrate.ts'

const help = `Usage: npm run db:migrate | db:rollback | db:status [-- OPTION]

  db:migrate              run the migrations that are pending, all or none
  db:migrate -- --dry-run run them and undo them, to see whether they would succeed
  db:rollback             take back the last migration
  db:rollback -- --all    take back all of them: every table and all data go
  db:status               list the migrations; exits 1 when one is pending

  DATABASE_URL  the database; without it, the embedded one below STATE_DIR (.stockroom)`

type Command = (database: Database, options: { all: boolean; dryRun: boolean }) => Promise<number>

const commands: Record<string, Command> = {
  migrate: async ({ db }, { dryRun }) => {
    const names = dryRun ? await rehearse(db) : await migrate(db)
    report(names, dryRun ? 'would run' : 'ran', 'nothing to run')
    return 0
  },
  rollback: async ({ db }, { all }) => {
    let names = await rollback(db)
    report(names, 'took back', 'nothing to take back')
    while (all && names.length > 0) {
      names = await rollback(db)
      report(names, 'took back')
    }
    return 0
  },
  status: async ({ db }) => {
    const states = await migrationStates(db)
    for (const { name, executedAt } of states) console.log(`${name}  ${executedAt?.toISOString() ?? 'pending'}`)
    return states.some(({ executedAt }) => executedAt === null) ? 1 : 0
  },
}

function report(names: readonly string[], verb: string, none?: string): void {
  for (const name of names) console.log(`${verb} ${name}`)
  if (names.length === 0 && none !== undefined) console.log(none)
}

async function main(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { help: { type: 'boolean' }, all: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
  })
  const [name = '', ...rest] = positionals
  const command = commands[name]
  if (values.help || command === undefined || rest.length > 0) {
    console.log(help)
    return values.help ? 0 : 2
  }
  return withDatabase((database) => command(database, { all: values.all ?? false, dryRun: values['dry-run'] ?? false }))
}

async function withDatabase(work: (database: Database) => Promise<number>): Promise<number> {
  const embedded = process.env.DATABASE_URL
    ? { url: process.env.DATABASE_URL, stop: async () => {} }
    : await startEmbedded({ folder: join(process.env.STATE_DIR || '.stockroom', 'postgres') })
  try {
    const database = openDatabase({ url: embedded.url, poolSize: 1, statementTimeoutMs: 0 })
    try {
      return await work(database)
    } catch (error) {
      if (!isUnavailable(error)) throw error
      throw new DatabaseProblem(`cannot use PostgreSQL at ${placeOf(embedded.url)}: ${(error as Error).message}`)
    } finally {
      await database.close()
    }
  } finally {
    await embedded.stop()
  }
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(`db: ${(error as Error).message}`)
  process.exitCode = 1
}
