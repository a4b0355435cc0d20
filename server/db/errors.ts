/** What went wrong between us and PostgreSQL, told apart by its codes (PostgreSQL, appendix A). */

/** The database cannot be used as it is configured: one line for a person, with the remedy. */
export class DatabaseProblem extends Error {
  constructor(line: string, options?: ErrorOptions) {
    super(line, options)
    this.name = 'DatabaseProblem'
  }
}

interface PgError extends Error {
  code?: string
  constraint?: string
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** pg raises these without a code. */
const lostConnection =
  /Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|not queryable|Client has encountered a connection error|Cannot use a pool after calling end|driver has already been destroyed/

/** A standby, or a database that was set so: while a failover is under way, and where a disk is about to be full. */
export const readOnlyCode = '25006'

/** By whole codes: read only, a transaction that idled too long or took too long, a statement's or a lock's timeout. */
const passingCodes = new Set([readOnlyCode, '25P03', '25P04', '57014', '55P03'])

/** Away, starting, stopping, full, read only, or too busy to answer in time: the same request may succeed later. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isUnavailable)
  if (!(error instanceof Error)) return false
  const { code, message } = error as PgError
  if (code === undefined) return lostConnection.test(message)
  return networkCodes.has(code) || /^(08|53|57P|58)/.test(code) || passingCodes.has(code) || isConflict(error)
}

/** Two transactions got in each other's way; the same work run again may succeed. */
export function isConflict(error: unknown): boolean {
  const code = (error as PgError | null)?.code
  return code === '40001' || code === '40P01'
}

export function isLockTimeout(error: unknown): boolean {
  return (error as PgError | null)?.code === '55P03'
}

/** The name of the foreign key that a write broke, else null. */
export function brokenReference(error: unknown): string | null {
  const { code, constraint } = (error ?? {}) as PgError
  return code === '23503' ? (constraint ?? '') : null
}

/** The name of the unique index or constraint that a write broke, else null. */
export function brokenUniqueness(error: unknown): string | null {
  const { code, constraint } = (error ?? {}) as PgError
  return code === '23505' ? (constraint ?? '') : null
}
