/** Sessions of people, and the refresh tokens that continue them. */
import { sql } from 'kysely'
import type { Role } from '../../domain/role.ts'
import type { EndOfSession } from '../auth-tables.ts'
import type { Reader, Transaction } from '../database.ts'
import { statement, type Value } from '../statement.ts'

interface NewSession {
  readonly id: string
  readonly userId: string
  readonly role: Role
  /** The one that was compared. */
  readonly passwordHash: string
  readonly lifetimeSeconds: number
}

const opened = statement((db, value: Value<NewSession>) =>
  db
    .with('person', (cte) =>
      cte
        .selectFrom('users')
        .select('id')
        .where('id', '=', value('userId'))
        .where(sql<boolean>`password_hash = ${value('passwordHash')}`)
        .where(sql<boolean>`role = ${value('role')}`)
        .where('is_active', '=', true)
        .where('deleted_at', 'is', null)
        // Whoever changes the account waits, and then ends this session, too.
        .forShare(),
    )
    .insertInto('sessions')
    .columns(['id', 'user_id', 'expires_at'])
    .expression((from) =>
      from
        .selectFrom('person')
        .select([
          sql<string>`${value('id')}::uuid`.as('id'),
          'person.id as user_id',
          sql<Date>`now() + ${value('lifetimeSeconds')}::integer * interval '1 second'`.as('expires_at'),
        ]),
    )
    .returning('id'),
)

/** @returns false where the account is not any more what it was when its password was compared */
export async function openSession(trx: Transaction, session: NewSession): Promise<boolean> {
  return (await opened(trx, session)).length > 0
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

/** The token before it was answered with one that is used by now: its answer has arrived. */
const forgotten = statement((db, value: Value<{ hash: Buffer; sessionId: string }>) =>
  db
    .updateTable('refresh_tokens')
    .set({ answer: null })
    .where('session_id', '=', value('sessionId'))
    .where('hash', '<>', value('hash'))
    .where('answer', 'is not', null),
)

/** How long an answer that was lost can be asked for again. Seconds. */
const repeatable = 10

const known = statement((db, value: Value<{ hash: Buffer }>) =>
  db
    .selectFrom('refresh_tokens')
    .select('session_id')
    .select(
      sql<Buffer | null>`case when used_at > clock_timestamp() - ${sql.lit(`${repeatable} seconds`)}::interval
        then answer end`.as('answer'),
    )
    .where('hash', '=', value('hash')),
)

export type SpentToken =
  | { readonly state: 'fresh'; readonly sessionId: string }
  /** @property answer that was given to it, where it may be given again */
  | { readonly state: 'used'; readonly sessionId: string; readonly answer: Buffer | null }
  | { readonly state: 'unknown' }

/** Of two at once with one token, one is `fresh` and the other `used`. */
export async function spendRefreshToken(trx: Transaction, hash: Buffer): Promise<SpentToken> {
  const [fresh] = await spent(trx, { hash })
  if (fresh !== undefined) {
    const sessionId = fresh.session_id
    await forgotten(trx, { hash, sessionId })
    return { state: 'fresh', sessionId }
  }
  const [used] = await known(trx, { hash })
  if (used === undefined) return { state: 'unknown' }
  return { state: 'used', sessionId: used.session_id, answer: used.answer }
}

const answered = statement((db, value: Value<{ hash: Buffer; answer: Buffer }>) =>
  db
    .updateTable('refresh_tokens')
    .set({ answer: value('answer') })
    .where('hash', '=', value('hash')),
)

/** @param answer sealed, so that only who has the token can read it */
export async function keepAnswer(trx: Transaction, hash: Buffer, answer: Buffer): Promise<void> {
  await answered(trx, { hash, answer })
}

/** Forgets the answers that nobody is given any more, a batch at a time. @returns how many */
export async function forgetAnswers(reader: Reader, batch = 5_000): Promise<number> {
  const { numUpdatedRows } = await reader
    .with('late', (cte) =>
      cte
        .selectFrom('refresh_tokens')
        .select('hash')
        .where('answer', 'is not', null)
        .where('used_at', '<', sql<Date>`now() - interval '1 minute'`)
        .limit(batch)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('refresh_tokens')
    .from('late')
    .set({ answer: null })
    .whereRef('refresh_tokens.hash', '=', 'late.hash')
    .executeTakeFirst()
  const count = Number(numUpdatedRows)
  return count < batch ? count : count + (await forgetAnswers(reader, batch))
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

const ended = statement((db, value: Value<{ id: string; because: EndOfSession }>) =>
  db
    .updateTable('sessions')
    .set({ ended_at: sql<Date>`now()`, ended_because: value('because') })
    .where('id', '=', value('id'))
    .where('ended_at', 'is', null)
    .returning('user_id as userId'),
)

/** @returns whose it was; undefined where there is none, or none that goes on */
export async function endSession(trx: Transaction, id: string, because: EndOfSession): Promise<string | undefined> {
  return (await ended(trx, { id, because }))[0]?.userId
}

const endedOf = statement((db, value: Value<{ userId: string; because: EndOfSession }>) =>
  db
    .updateTable('sessions')
    .set({ ended_at: sql<Date>`now()`, ended_because: value('because') })
    .where('user_id', '=', value('userId'))
    .where('ended_at', 'is', null),
)

/** All of a person's. */
export async function endSessionsOf(trx: Transaction, userId: string, because: EndOfSession): Promise<void> {
  await endedOf(trx, { userId, because })
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
