/** The tables of sessions, keys and limits as Kysely sees them. */
import type { ColumnType, Generated } from 'kysely'

/** Whose password or role has changed, or whose account was closed, signs in again. */
export type EndOfSession = 'logout' | 'reuse' | 'password' | 'role' | 'closed'

type Time = ColumnType<Date, Date | undefined, Date>
type MaybeTime = ColumnType<Date | null, Date | null | undefined, Date | null>

export interface AuthTables {
  sessions: SessionsTable
  refresh_tokens: RefreshTokensTable
  api_keys: ApiKeysTable
  rate_buckets: RateBucketsTable
}

/** One sign-in of a person, and all that it was refreshed into. */
interface SessionsTable {
  id: string
  user_id: string
  created_at: Time
  expires_at: ColumnType<Date, Date, Date>
  ended_at: MaybeTime
  ended_because: EndOfSession | null
}

interface RefreshTokensTable {
  /** SHA-256. */
  hash: Buffer
  session_id: string
  created_at: Time
  /** A second use ends the session. */
  used_at: MaybeTime
  /** To its use, sealed with the token itself; null once the next token was used, or some time has passed. */
  answer: ColumnType<Buffer | null, never, Buffer | null>
}

interface ApiKeysTable {
  id: string
  partner_id: string | null
  /** The program that made it. */
  client_id: string | null
  /** The person who made it. */
  user_id: string | null
  name: string
  /** How the key begins, to tell it from others. */
  prefix: string
  /** SHA-256. */
  hash: Buffer
  scopes: string[]
  created_at: Time
  expires_at: MaybeTime
  /** Within a minute. */
  last_used_at: MaybeTime
  revoked_at: MaybeTime
  version: Generated<number>
}

interface RateBucketsTable {
  key: string
  tokens: number
  /** By the last visit. */
  taken: number
  at: Date
}
