/** Sessions of people, and the refresh tokens that continue them. */
import { sql } from 'kysely'
import type { Role } from '../../domain/role.ts'
import type { Reader, Transaction } from '../database.ts'
import { statement, type Value } from '../statement.ts'

interface NewSession {
  readonly id: string
  readonly userId: string
  readonly lifetimeSeconds: number
}

const opened = statement((db, value: Value<NewSession>) =>
  db
    .insertInto('sessions')
    .values({
      id: value('id'),
      user_id: value('userId'),
      expires_at: sql<Date>`now() + ${value('lifetimeSeconds')}::integer * interval '1 second'`,
      ended_because: null,
    })
    .returning('id'),
)

export async function openSession(trx: Transaction, session: NewSession): Promise<void> {
  await opened(trx, session)
}

const added = statement((db, value: Value<{ hash: Buffer; sessionId: string }>) =>
  db.insertInto('refresh_tokens').values({ hash: value('hash'), session_id: value('sessionId') }),
)

export async function addRefreshToken(trx: Transaction, sessionId: string, hash: Buffer): Promise<void> {
  await added(trx, { sessionId, hash })
}

const spent = statement((db, value: Value<{ hash: Buffer }>) =>
  db
    .updateTable('refresh_tokens')
    .set({ used_at: sql<Date>`now()` })
    .where('hash', '=', value('hash'))
    .where('used_at', 'is', null)
    .returning('session_id'),
)

const known = statement((db, value: Value<{ hash: Buffer }>) =>
  db.selectFrom('refresh_tokens').select('session_id').where('hash', '=', value('hash')),
)

/** Of two at once with one token, one is `fresh` and the other `used`. */
export async function spendRefreshToken(
  trx: Transaction,
  hash: Buffer,
): Promise<{ state: 'fresh' | 'used'; sessionId: string } | { state: 'unknown' }> {
  const [fresh] = await spent(trx, { hash })
  if (fresh !== undefined) return { state: 'fresh', sessionId: fresh.session_id }
  const [used] = await known(trx, { hash })
  return used === undefined ? { state: 'unknown' } : { state: 'used', sessionId: used.session_id }
}

export interface LiveSession {
  readonly userId: string
  readonly partnerId: string | null
  readonly role: Role
  /** Seconds. */
  readonly remaining: number
}

const live = statement((db, value: Value<{ id: string }>) =>
  db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['users.id as userId', 'users.partner_id as partnerId', 'users.role as role'])
    .select(sql<number>`floor(extract(epoch from sessions.expires_at - now()))::integer`.as('remaining'))
    .where('sessions.id', '=', value('id'))
    .where('sessions.ended_at', 'is', null)
    .where('sessions.expires_at', '>', sql<Date>`now()`)
    .where('users.is_active', '=', true)
    .where('users.deleted_at', 'is', null),
)

/** A session that is neither ended nor expired, of a person who is active. */
export async function findLiveSession(reader: Reader, id: string): Promise<LiveSession | undefined> {
  return (await live(reader, { id }))[0]
}

const ended = statement((db, value: Value<{ id: string; because: 'logout' | 'reuse' }>) =>
  db
    .updateTable('sessions')
    .set({ ended_at: sql<Date>`now()`, ended_because: value('because') })
    .where('id', '=', value('id'))
    .where('ended_at', 'is', null)
    .returning('user_id as userId'),
)

/** @returns whose it was; undefined where there is none, or none that goes on */
export async function endSession(
  trx: Transaction,
  id: string,
  because: 'logout' | 'reuse',
): Promise<string | undefined> {
  return (await ended(trx, { id, because }))[0]?.userId
}

/** Deletes sessions that have been over for a month, with their tokens, a batch at a time. @returns how many */
export async function deleteOldSessions(reader: Reader, batch = 1_000): Promise<number> {
  const { numDeletedRows } = await reader
    .with('old', (cte) =>
      cte
        .selectFrom('sessions')
        .select('id')
        .where('expires_at', '<', sql<Date>`now() - interval '30 days'`)
        .limit(batch)
        .forUpdate()
        .skipLocked(),
    )
    .deleteFrom('sessions')
    .using('old')
    .whereRef('sessions.id', '=', 'old.id')
    .executeTakeFirst()
  const count = Number(numDeletedRows)
  return count < batch ? count : count + (await deleteOldSessions(reader, batch))
}
