import { DatabaseProblem } from '../errors.ts'

export interface ConnectionOptions {
  url: string
  /** Something between us and PostgreSQL hands out a connection per transaction: neither prepared names nor session settings survive. */
  transactionPooler: boolean
  connectTimeoutMs: number
  statementTimeoutMs: number
  lockTimeoutMs: number
}

const sslModes = ['disable', 'require', 'verify-ca', 'verify-full']

/**
 * Reads a `DATABASE_URL`. `sslmode`, `sslrootcert`, `sslcert` and `sslkey` mean what they mean to libpq;
 * `pgbouncer=true` says that a pooler in transaction mode stands in between.
 * @throws DatabaseProblem, one line that never repeats the password.
 */
export function readUrl(text: string): { url: string; transactionPooler: boolean } {
  if (!URL.canParse(text) || !/^postgres(ql)?:$/.test(new URL(text).protocol)) {
    throw new DatabaseProblem('DATABASE_URL is not a PostgreSQL URL; use postgres://user:password@host:5432/database')
  }
  const url = new URL(text)
  const mode = url.searchParams.get('sslmode')
  if (mode !== null && !sslModes.includes(mode)) {
    throw new DatabaseProblem(`DATABASE_URL has sslmode=${mode}; use one of ${sslModes.join(', ')}`)
  }
  if (mode !== null) url.searchParams.set('uselibpqcompat', 'true')
  const transactionPooler = url.searchParams.get('pgbouncer') === 'true'
  url.searchParams.delete('pgbouncer')
  return { url: url.href, transactionPooler }
}

/** Where the database is, for a message: without user, password and parameters. */
export function placeOf(text: string): string {
  const url = new URL(text)
  return `${url.hostname || url.searchParams.get('host') || 'localhost'}:${url.port || '5432'}${url.pathname}`
}
