/** What signing in needs to know; hashing and comparing are not done here. */
import type { Role } from '../../domain/role.ts'
import type { Reader } from '../database.ts'
import { statement, type Value } from '../statement.ts'

export interface OauthClient {
  readonly id: string
  readonly partnerId: string | null
  readonly scopes: readonly string[]
  /** One, or two while the secret is being rotated; either opens. */
  readonly secretHashes: readonly string[]
}

const activeClient = statement((db, value: Value<{ id: string }>) =>
  db
    .selectFrom('oauth_clients')
    .select(['id', 'partner_id', 'scopes', 'secret_hashes'])
    .where('id', '=', value('id'))
    .where('is_active', '=', true),
)

export async function findClient(reader: Reader, id: string): Promise<OauthClient | undefined> {
  const [row] = await activeClient(reader, { id })
  return row && { id: row.id, partnerId: row.partner_id, scopes: row.scopes, secretHashes: row.secret_hashes }
}

export interface SignInUser {
  readonly id: string
  readonly partnerId: string | null
  readonly role: Role
  readonly passwordHash: string
}

const activeUser = statement((db, value: Value<{ email: string }>) =>
  db
    .selectFrom('users')
    .select(['id', 'partner_id', 'role', 'password_hash'])
    .where('email', '=', value('email'))
    .where('deleted_at', 'is', null)
    .where('is_active', '=', true),
)

/** By address, whatever its case; none for a user who is deleted, inactive or has no password. */
export async function findUserByEmail(reader: Reader, email: string): Promise<SignInUser | undefined> {
  const [row] = await activeUser(reader, { email: email.toLowerCase() })
  if (row === undefined || row.password_hash === null) return undefined
  return { id: row.id, partnerId: row.partner_id, role: row.role, passwordHash: row.password_hash }
}
