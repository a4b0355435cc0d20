/** What signing in reads: programs by their client id, people by their address. */
import { sql } from 'kysely'
import type { Principal } from '../../domain/principal.ts'
import type { Role } from '../../domain/role.ts'
import type { Reader } from '../database.ts'
import { statement, type Value } from '../statement.ts'

export interface ClientRow {
  readonly id: string
  readonly partnerId: string | null
  readonly secretHashes: readonly string[]
  readonly scopes: readonly string[]
}

const client = statement((db, value: Value<{ id: string }>) =>
  db
    .selectFrom('oauth_clients')
    .select(['id', 'partner_id as partnerId', 'secret_hashes as secretHashes', 'scopes'])
    .where('id', '=', value('id'))
    .where('is_active', '=', true),
)

/** An active client. */
export async function findClient(reader: Reader, id: string): Promise<ClientRow | undefined> {
  return (await client(reader, { id }))[0]
}

export interface PersonRow {
  readonly id: string
  readonly partnerId: string | null
  readonly role: Role
  /** Null: cannot sign in with a password. */
  readonly passwordHash: string | null
}

const person = statement((db, value: Value<{ email: string }>) =>
  db
    .selectFrom('users')
    .select(['id', 'partner_id as partnerId', 'role', 'password_hash as passwordHash'])
    .where(sql<boolean>`lower(email) = lower(${value('email')})`)
    .where('is_active', '=', true)
    .where('deleted_at', 'is', null),
)

/** An active person. The database alone folds case, as its index of addresses does. */
export async function findPerson(reader: Reader, email: string): Promise<PersonRow | undefined> {
  return (await person(reader, { email }))[0]
}

const activeClient = statement((db, value: Value<{ id: string }>) =>
  db.selectFrom('oauth_clients').select('id').where('id', '=', value('id')).where('is_active', '=', true),
)

const activePerson = statement((db, value: Value<{ id: string; role: string; sessionId: string | null }>) =>
  db
    .selectFrom('users')
    .select('id')
    .where('id', '=', value('id'))
    .where(sql<boolean>`role = ${value('role')}`)
    .where('is_active', '=', true)
    .where('deleted_at', 'is', null)
    .where(sql<boolean>`(${value('sessionId')}::uuid is null or exists (
      select from sessions where sessions.id = ${value('sessionId')}::uuid and user_id = users.id and ended_at is null and expires_at > now()))`),
)

/** Whether the client or person is active, and the person still of that role, in a session that goes on. */
export async function standingOf(reader: Reader, { kind, id, role = '', sessionId }: Principal): Promise<boolean> {
  const rows =
    kind === 'user'
      ? await activePerson(reader, { id, role, sessionId: sessionId ?? null })
      : await activeClient(reader, { id })
  return rows.length > 0
}
