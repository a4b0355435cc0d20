/** Run-once: a key, the request it came with and the answer, in the transaction of the effect. */
import { sql } from 'kysely'
import { Refusal } from '../../domain/refusal.ts'
import type { Reader, Transaction } from '../database.ts'
import { isLockTimeout } from '../errors.ts'
import { statement, type Value } from '../statement.ts'

export interface Claim {
  /** Whose key it is: keys of two principals never meet. */
  readonly principalId: string
  readonly key: string
  /** A keyed hash (HMAC-SHA-256) of the operation and everything in the request that matters. */
  readonly fingerprint: Buffer
}

export interface Answer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** As it went out; null: there was none. */
  readonly body: string | null
}

export type Claimed = { readonly kind: 'fresh' } | { readonly kind: 'replay'; readonly answer: Answer }

const keptHours = 25
/** How long a repeat waits for the first to finish, so that it can give the same answer. */
const longestWaitMs = 3_000
const retryAfterSeconds = 1

interface Row {
  fingerprint: Buffer
  status: number
  headers: Record<string, string>
  body: string | null
}

/**
 * The first with a key is `fresh`, and must `storeAnswer` before it commits; when its transaction fails, nothing was claimed.
 * A repeat waits for the first to end.
 * @throws Refusal IDEMPOTENCY_KEY_REUSED, or IDEMPOTENCY_IN_PROGRESS with `retry-after`
 */
export async function claim(trx: Transaction, wanted: Claim): Promise<Claimed> {
  if (await insertClaim(trx, wanted)) return { kind: 'fresh' }
  const [row] = await stored(trx, wanted)
  if (row === undefined) throw inProgress()
  if (!row.fingerprint.equals(wanted.fingerprint)) {
    throw new Refusal('IDEMPOTENCY_KEY_REUSED', {
      detail: 'This idempotency key came before with another request.',
      errors: [
        { in: 'headers', pointer: '/idempotency-key', code: 'IDEMPOTENCY_KEY_REUSED', message: 'use a new key' },
      ],
    })
  }
  const { status, headers, body } = row
  return { kind: 'replay', answer: { status, headers, body } }
}

async function insertClaim(trx: Transaction, wanted: Claim): Promise<boolean> {
  try {
    return (await inserted(trx, wanted)).length > 0
  } catch (error) {
    throw isLockTimeout(error) ? inProgress() : error
  }
}

/**
 * Waits for another transaction that holds the key, by the unique index, no longer than `longestWaitMs`; an expired key is taken over.
 * The timeout is set and set back inside the one statement, to save two round trips of every write.
 */
const inserted = statement((db, value: Value<Claim>) =>
  db
    .with('held', (cte) =>
      cte
        .insertInto('idempotency_keys')
        .columns(['principal_id', 'key', 'fingerprint', 'expires_at'])
        .expression(
          sql`select ${value('principalId')}, ${value('key')}, ${value('fingerprint')}::bytea, now() + ${sql.lit(`${keptHours} hours`)}::interval
            where set_config('lock_timeout', ${sql.lit(`${longestWaitMs}ms`)}, true) is not null`,
        )
        .onConflict((conflict) =>
          conflict
            .columns(['principal_id', 'key'])
            .doUpdateSet((row) => ({
              fingerprint: row.ref('excluded.fingerprint'),
              created_at: sql<Date>`now()`,
              expires_at: row.ref('excluded.expires_at'),
              status: null,
              headers: null,
              body: null,
            }))
            .where('idempotency_keys.expires_at', '<=', sql<Date>`now()`),
        )
        .returning('key'),
    )
    .selectFrom('held')
    .select(sql`set_config('lock_timeout', '5s', true)`.as('lock_timeout')),
)

const stored = statement((db, value: Value<Claim>) =>
  db
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'status', 'headers', 'body'])
    .where('principal_id', '=', value('principalId'))
    .where('key', '=', value('key'))
    .where('status', 'is not', null)
    .$narrowType<Row>(),
)

const answered = statement((db, value: Value<Claim & { status: number; headers: string; body: string | null }>) =>
  db
    .updateTable('idempotency_keys')
    .set({ status: value('status'), headers: value('headers'), body: value('body') })
    .where('principal_id', '=', value('principalId'))
    .where('key', '=', value('key')),
)

export async function storeAnswer(trx: Transaction, { headers, ...answer }: Answer, held: Claim): Promise<void> {
  await answered(trx, { ...held, ...answer, headers: JSON.stringify(headers) })
}

/** Deletes keys whose time is over, a batch at a time, past those that another node is deleting. @returns how many */
export async function deleteExpiredKeys(reader: Reader, batch = 5_000): Promise<number> {
  const { numDeletedRows } = await reader
    .with('expired', (cte) =>
      cte
        .selectFrom('idempotency_keys')
        .select(['principal_id', 'key'])
        .where('expires_at', '<=', sql<Date>`now()`)
        .limit(batch)
        .forUpdate()
        .skipLocked(),
    )
    .deleteFrom('idempotency_keys')
    .using('expired')
    .whereRef('idempotency_keys.principal_id', '=', 'expired.principal_id')
    .whereRef('idempotency_keys.key', '=', 'expired.key')
    .executeTakeFirst()
  const count = Number(numDeletedRows)
  return count < batch ? count : count + (await deleteExpiredKeys(reader, batch))
}

function inProgress(): Refusal {
  return new Refusal('IDEMPOTENCY_IN_PROGRESS', {
    detail: 'The first request with this idempotency key has not ended yet.',
    headers: { 'retry-after': String(retryAfterSeconds) },
  })
}
