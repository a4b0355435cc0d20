import type { Reader, Transaction } from '../db/database.ts'
import type { Owned } from '../db/owned.ts'
import type { Principal } from '../domain/principal.ts'
import { Refusal } from '../domain/refusal.ts'
import { checkVersion, type Expected } from '../domain/version.ts'

/** @param owner whose it must be; null: anybody's @throws Refusal NOT_FOUND, NOT_OWNER */
export async function findOwn<Item>(
  kind: string,
  rows: Owned<Item>,
  reader: Reader,
  id: string,
  owner: string | null,
): Promise<Item> {
  return (await rows.find(reader, id, owner)) ?? refuseAbsent(kind, rows, reader, id, owner)
}

/** Locked, and as the caller knows it. @throws Refusal NOT_FOUND, NOT_OWNER, PRECONDITION_FAILED */
export async function lockOwn<Item extends { readonly version: number }>(
  kind: string,
  rows: Owned<Item>,
  trx: Transaction,
  id: string,
  owner: string | null,
  expected: Expected,
): Promise<Item> {
  const item = (await rows.lock(trx, id, owner)) ?? (await refuseAbsent(kind, rows, trx, id, owner))
  checkVersion(expected, item.version)
  return item
}

/** Somebody else's is told apart from none only once the query with the owner has found nothing. */
async function refuseAbsent<Item>(
  kind: string,
  rows: Owned<Item>,
  reader: Reader,
  id: string,
  owner: string | null,
): Promise<never> {
  const isAnothers = owner !== null && (await rows.find(reader, id, null)) !== undefined
  throw isAnothers
    ? new Refusal('NOT_OWNER', { detail: `This ${kind} belongs to somebody else.` })
    : new Refusal('NOT_FOUND', { detail: `There is no ${kind} ${id}.` })
}

/** Objects that tell of every partner are the merchant's alone, whatever the scopes. @throws Refusal NOT_OWNER */
export function requireMerchant({ partnerId }: Principal, objects: string): void {
  if (partnerId !== null) throw new Refusal('NOT_OWNER', { detail: `${objects} are for the merchant alone.` })
}
