/** Partners' programs, as an operator sees and changes them. */
import { sql } from 'kysely'
import type { Reader, Transaction } from '../database.ts'

export interface Client {
  readonly id: string
  readonly name: string
  /** Null: of the merchant. */
  readonly partner: string | null
  readonly scopes: readonly string[]
  /** How many secrets are valid. */
  readonly secrets: number
  readonly isActive: boolean
}

export async function listClients(reader: Reader): Promise<Client[]> {
  const rows = await reader
    .selectFrom('oauth_clients')
    .leftJoin('partners', 'partners.id', 'oauth_clients.partner_id')
    .select(['oauth_clients.id as id', 'oauth_clients.name as name', 'partners.name as partner'])
    .select(['oauth_clients.scopes as scopes', 'oauth_clients.is_active as isActive'])
    .select(sql<number>`cardinality(oauth_clients.secret_hashes)`.as('secrets'))
    .orderBy('oauth_clients.id')
    .execute()
  return rows
}

export interface LockedClient {
  readonly id: string
  /** The hashes of its secrets, oldest first. */
  readonly secrets: readonly string[]
  readonly isActive: boolean
}

/** Until the transaction ends changed by nobody else. */
export async function lockClient(trx: Transaction, id: string): Promise<LockedClient | undefined> {
  return trx
    .selectFrom('oauth_clients')
    .select(['id', 'secret_hashes as secrets', 'is_active as isActive'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function setSecrets(trx: Transaction, id: string, hashes: readonly string[]): Promise<void> {
  await trx
    .updateTable('oauth_clients')
    .set({ secret_hashes: [...hashes] })
    .where('id', '=', id)
    .execute()
}

export async function setActive(trx: Transaction, id: string, isActive: boolean): Promise<void> {
  await trx.updateTable('oauth_clients').set({ is_active: isActive }).where('id', '=', id).execute()
}

export async function hasPartner(reader: Reader, id: string): Promise<boolean> {
  const row = await reader.selectFrom('partners').select('id').where('id', '=', id).executeTakeFirst()
  return row !== undefined
}
