/** Partners, their programs and people, as they are put in. */
import type { Role } from '../../domain/role.ts'
import type { Transaction } from '../database.ts'

/** @returns false when there is one with that id already; it stays as it is */
export async function insertPartner(trx: Transaction, partner: { id: string; name: string }): Promise<boolean> {
  const rows = await trx
    .insertInto('partners')
    .values(partner)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute()
  return rows.length > 0
}

export interface NewClient {
  readonly id: string
  readonly partnerId: string | null
  readonly name: string
  readonly secretHash: string
  readonly scopes: readonly string[]
}

export async function insertClient(trx: Transaction, client: NewClient): Promise<void> {
  const { id, partnerId, name, secretHash, scopes } = client
  await trx
    .insertInto('oauth_clients')
    .values({ id, partner_id: partnerId, name, secret_hashes: [secretHash], scopes: [...scopes] })
    .execute()
}

export async function setClientScopes(trx: Transaction, id: string, scopes: readonly string[]): Promise<void> {
  await trx
    .updateTable('oauth_clients')
    .set({ scopes: [...scopes] })
    .where('id', '=', id)
    .execute()
}

export interface NewPerson {
  readonly id: string
  readonly email: string
  readonly fullName: string
  readonly role: Role
  readonly passwordHash: string
}

export async function insertPerson(
  trx: Transaction,
  { id, email, fullName, role, passwordHash }: NewPerson,
): Promise<void> {
  await trx
    .insertInto('users')
    .values({ id, partner_id: null, email, full_name: fullName, role, password_hash: passwordHash })
    .execute()
}
