/** A pg client that names each distinct statement, so that PostgreSQL parses and plans it once per connection. */
import pg from 'pg'
import { keepsPlan } from '../statement.ts'
import { exactInteger, instant } from '../values.ts'
import type { ConnectionOptions } from './url.ts'

/** Bounds what a connection keeps; statements beyond it run unnamed. */
const mostNames = 500
const names = new Map<string, string>()

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= mostNames || !keepsPlan(text)) return known
  const name = `s${names.size + 1}`
  names.set(text, name)
  return name
}

const int8 = 20
const timestamptz = 1184
const numeric = 1700

/** bigint, and numeric as `sum()` gives it, arrive as safe integers. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === int8 || oid === numeric) return exactInteger
    return oid === timestamptz ? instant : pg.types.getTypeParser(oid, format as 'text')
  }) as typeof pg.types.getTypeParser,
}

export function clientConfig({ url, transactionPooler, ...limits }: ConnectionOptions): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'stockroom',
    connectionTimeoutMillis: limits.connectTimeoutMs,
    keepAlive: true,
    types,
    // The server's own timeout leaves the connection usable; the client's is for a server that no longer answers at all.
    ...(limits.statementTimeoutMs > 0 && { query_timeout: limits.statementTimeoutMs + 2_000 }),
    ...(!transactionPooler && {
      statement_timeout: limits.statementTimeoutMs,
      lock_timeout: limits.lockTimeoutMs,
      idle_in_transaction_session_timeout: limits.statementTimeoutMs * 3,
    }),
  }
}

type Query = (text: string, values?: unknown[]) => unknown

export class PreparingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    const plain = this.query.bind(this) as (...parameters: unknown[]) => unknown
    const named: Query = (text, values) => {
      const name = typeof text === 'string' && values !== undefined && values.length > 0 ? nameOf(text) : undefined
      return name === undefined ? plain(text, values) : plain({ name, text, values })
    }
    this.query = named as typeof this.query
  }
}
