/** Checks that a caller may still act, and locks the rows that say so until the transaction ends. */
import { sql } from 'kysely'
import { type Principal, personOf } from '../../domain/principal.ts'
import type { Transaction } from '../database.ts'
import { statement, type Value } from '../statement.ts'
import { findLiveSession } from './sessions.ts'

/** Locks in the order of the ids, so that two people who change each other's account cannot deadlock. */
const accounts = statement((db, value: Value<{ ids: string[] }>) =>
  db
    .selectFrom('users')
    .select(['id', 'role', 'is_active', 'deleted_at'])
    .where(sql<boolean>`id = any(${value('ids')}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate(),
)

const liveKey = statement((db, value: Value<{ id: string }>) =>
  db.selectFrom('api_keys').select('id').where('id', '=', value('id')).where('revoked_at', 'is', null).forShare(),
)

const client = statement((db, value: Value<{ id: string }>) =>
  db.selectFrom('oauth_clients').select('is_active').where('id', '=', value('id')).forShare(),
)

/**
 * Locks the principal's account and the target's. A transaction that takes rights from the principal, or changes the same
 * target, waits for this one, or this one for it.
 * @param target the account to change; null: a new one
 * @returns false where the principal may no longer act; people of another issuer have no account here, so nothing is locked
 * for them
 */
export async function holdStanding(trx: Transaction, principal: Principal, target: string | null): Promise<boolean> {
  const { kind, id, role, sessionId } = principal
  const hasAccount = kind === 'api_key' ? role !== undefined : sessionId !== undefined
  const person = hasAccount ? personOf(principal) : null
  const held = await accounts(trx, { ids: [person, target].filter((one) => one !== null) })
  if (kind === 'api_key' && (await liveKey(trx, { id })).length === 0) return false
  if (sessionId !== undefined && (await findLiveSession(trx, sessionId)) === undefined) return false
  if (person !== null) {
    const account = held.find((row) => row.id === person)
    return account !== undefined && account.role === role && account.is_active && account.deleted_at === null
  }
  const program = programOf(principal)
  if (program === null) return true
  const [row] = await client(trx, { id: program })
  return row?.is_active !== false
}

function programOf({ kind, id, maker }: Principal): string | null {
  if (kind === 'client') return id
  return maker?.startsWith('client:') === true ? maker.slice('client:'.length) : null
}
