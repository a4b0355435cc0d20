/** What an operator does to partners' programs. Their secrets are made by the caller and kept as hashes. */
import { v7 as newId } from 'uuid'
import type { Transaction } from '../db/database.ts'
import * as accounts from '../db/queries/accounts.ts'
import * as rows from '../db/queries/clients.ts'

export { type Client, listClients } from '../db/queries/clients.ts'

/** What an operator got wrong, in one line with the remedy. */
export class ClientMistake extends Error {}

export interface NewClient extends Omit<accounts.NewClient, 'partnerId'> {
  /** One that is there, a new one of this name, or null for the merchant. */
  readonly partner: { readonly id: string } | { readonly name: string } | null
}

/** @throws ClientMistake */
export async function addClient(trx: Transaction, { partner, ...client }: NewClient): Promise<void> {
  if ((await rows.lockSecrets(trx, client.id)) !== undefined) {
    throw new ClientMistake(`there is a client ${client.id} already; give another id, or rotate its secret`)
  }
  await accounts.insertClient(trx, { ...client, partnerId: await partnerOf(trx, partner) })
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
export async function addSecret(trx: Transaction, id: string, hash: string): Promise<void> {
  const [oldest, ...others] = await secretsOf(trx, id)
  if (others.length > 0) {
    throw new ClientMistake(`${id} has two secrets already; retire the old one first`)
  }
  await rows.setSecrets(trx, id, oldest === undefined ? [hash] : [oldest, hash])
}

/** From now on only the newest secret is valid. @throws ClientMistake */
export async function retireSecret(trx: Transaction, id: string): Promise<void> {
  const [newest, ...others] = (await secretsOf(trx, id)).toReversed()
  if (newest === undefined || others.length === 0) {
    throw new ClientMistake(`${id} has one secret only; rotate it first, or close the client`)
  }
  await rows.setSecrets(trx, id, [newest])
}

/** Its tokens and the API keys that it made end with it. @throws ClientMistake */
export async function setActive(trx: Transaction, id: string, isActive: boolean): Promise<void> {
  if (!(await rows.setActive(trx, id, isActive))) throw unknown(id)
}

async function secretsOf(trx: Transaction, id: string): Promise<readonly string[]> {
  const hashes = await rows.lockSecrets(trx, id)
  if (hashes === undefined) throw unknown(id)
  return hashes
}

const unknown = (id: string) => new ClientMistake(`there is no client ${id}; see npm run clients -- list`)
