/** What an operator does to partners' programs. Their secrets are made by the caller and kept as hashes. */
import { v7 as newId, v5 as uuidOf } from 'uuid'
import type { Transaction } from '../db/database.ts'
import * as accounts from '../db/queries/accounts.ts'
import * as rows from '../db/queries/clients.ts'
import type { Action } from '../domain/audit-event.ts'
import type { Operator } from '../domain/principal.ts'
import { record } from './record.ts'

export { type Client, listClients } from '../db/queries/clients.ts'

/** What an operator got wrong, in one line with the remedy. */
export class ClientMistake extends Error {}

export interface NewClient extends Omit<accounts.NewClient, 'partnerId'> {
  /** One that is there, a new one of this name, or null for the merchant. */
  readonly partner: { readonly id: string } | { readonly name: string } | null
}

/** @throws ClientMistake */
export async function addClient(
  trx: Transaction,
  operator: Operator,
  { partner, ...client }: NewClient,
): Promise<void> {
  const { id, name, scopes } = client
  if ((await rows.lockClient(trx, id)) !== undefined) {
    throw new ClientMistake(`there is a client ${id} already; give another id, or rotate its secret`)
  }
  const partnerId = await partnerOf(trx, partner)
  await accounts.insertClient(trx, { ...client, partnerId })
  await recordClient(trx, operator, 'client.created', id, null, { name, partnerId, scopes, secrets: 1, isActive: true })
}

async function partnerOf(trx: Transaction, partner: NewClient['partner']): Promise<string | null> {
  if (partner === null) return null
  if ('name' in partner) {
    const id = newId()
    await accounts.insertPartner(trx, { id, name: partner.name })
    return id
  }
  if (await rows.hasPartner(trx, partner.id)) return partner.id
  throw new ClientMistake(`there is no partner ${partner.id}; give --new-partner NAME to add one`)
}

/** From now on two secrets are valid, so that nobody is locked out while the new one is brought to them. @throws ClientMistake */
export async function addSecret(trx: Transaction, operator: Operator, id: string, hash: string): Promise<void> {
  const { secrets } = await lock(trx, id)
  if (secrets.length > 1) {
    throw new ClientMistake(`${id} has two secrets already; retire the old one first`)
  }
  await setSecrets(trx, operator, 'client.secret_added', id, secrets, [...secrets, hash])
}

/** From now on only the newest secret is valid. @throws ClientMistake */
export async function retireSecret(trx: Transaction, operator: Operator, id: string): Promise<void> {
  const { secrets } = await lock(trx, id)
  if (secrets.length < 2) {
    throw new ClientMistake(`${id} has one secret only; rotate it first, or close the client`)
  }
  await setSecrets(trx, operator, 'client.secret_retired', id, secrets, secrets.slice(-1))
}

/** Its tokens and the API keys that it made end with it. @throws ClientMistake */
export async function setActive(trx: Transaction, operator: Operator, id: string, isActive: boolean): Promise<void> {
  const before = await lock(trx, id)
  if (before.isActive === isActive) return
  await rows.setActive(trx, id, isActive)
  const action = isActive ? 'client.opened' : 'client.closed'
  await recordClient(trx, operator, action, id, { isActive: !isActive }, { isActive })
}

async function setSecrets(
  trx: Transaction,
  operator: Operator,
  action: Action,
  id: string,
  before: readonly string[],
  after: readonly string[],
): Promise<void> {
  await rows.setSecrets(trx, id, after)
  await recordClient(trx, operator, action, id, { secrets: before.length }, { secrets: after.length })
}

async function lock(trx: Transaction, id: string): Promise<rows.LockedClient> {
  const client = await rows.lockClient(trx, id)
  if (client === undefined) throw new ClientMistake(`there is no client ${id}; see npm run clients -- list`)
  return client
}

/** The namespace of the UUIDs that stand for clients in the audit trail. */
const namespace = '0b6ecf9c-4d0f-4a57-9a3c-5f2d1c7e8b46'

/** How many secrets there are, and never what they are. */
async function recordClient(
  trx: Transaction,
  operator: Operator,
  action: Action,
  id: string,
  before: object | null,
  after: object,
): Promise<void> {
  await record(trx, operator, {
    action,
    objectType: 'client',
    objectId: uuidOf(id, namespace),
    before: before && { id, ...before },
    after: { id, ...after },
  })
}
