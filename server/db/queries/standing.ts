/** Whether whoever acts may still do so, held fast until their transaction ends. */
import { sql } from 'kysely'
import { type Principal, personOf } from '../../domain/principal.ts'
import type { Transaction } from '../database.ts'
import { statement, type Value } from '../statement.ts'
import { findLiveSession } from './sessions.ts'

/** One after the other, and always in the same order: two who change each other's account do not wait for each other. */
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
 * Until the transaction ends, whoever would take from this principal what it may do waits, and so does whoever would change
 * the account that it is about to change; who has begun to is waited for.
 * @param target the account; null: a new one
 * @returns false where the principal may not act any more; of those whom another issuer names, it says itself
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
