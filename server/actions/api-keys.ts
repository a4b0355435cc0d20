import { v7 as newId } from 'uuid'
import type { ListReader, Reader, Transaction } from '../db/database.ts'
import * as rows from '../db/queries/api-keys.ts'
import { type ApiKey, checkKeyExpiry, checkKeyNumber, checkKeyScopes } from '../domain/api-key.ts'
import { checkName } from '../domain/name.ts'
import type { Page } from '../domain/page.ts'
import type { Actor, Principal } from '../domain/principal.ts'
import type { Expected } from '../domain/version.ts'
import { findOwn, lockOwn } from './own.ts'
import { record } from './record.ts'

export type { ApiKeyQuery } from '../db/queries/api-keys.ts'

/** @throws Refusal CURSOR_INVALID */
export function listApiKeys(
  reader: ListReader,
  { partnerId }: Principal,
  query: rows.ApiKeyQuery,
): Promise<Page<ApiKey>> {
  return rows.listApiKeys(reader, { ...query, partnerId })
}

/** @throws Refusal NOT_FOUND, NOT_OWNER */
export function getApiKey(db: Reader, { partnerId }: Principal, id: string): Promise<ApiKey> {
  return findOwn('API key', rows.apiKeys, db, id, partnerId)
}

/** What is wanted of a key, and what is kept of its secret. */
export interface WantedKey {
  readonly name: string
  readonly scopes: readonly string[]
  readonly expiresAt: Date | null
  readonly prefix: string
  /** SHA-256 of the whole key. */
  readonly hash: Buffer
}

/** It acts for the caller's partner, and no longer than the caller may act. @throws Refusal SCOPE_INSUFFICIENT, VALIDATION_FAILED */
export async function createApiKey(trx: Transaction, actor: Actor, wanted: WantedKey): Promise<ApiKey> {
  checkName('/name', wanted.name)
  checkKeyScopes(wanted.scopes, actor)
  checkKeyExpiry(wanted.expiresAt, Date.now())
  checkKeyNumber(await rows.countKeysOf(trx, actor))
  const key = await rows.insertApiKey(trx, actor, { id: newId(), partnerId: actor.partnerId, ...wanted })
  await record(trx, actor, {
    action: 'api_key.created',
    objectType: 'api_key',
    objectId: key.id,
    before: null,
    after: key,
  })
  return key
}

/** @throws Refusal NOT_FOUND, NOT_OWNER, PRECONDITION_FAILED */
export async function revokeApiKey(trx: Transaction, actor: Actor, id: string, expected: Expected): Promise<void> {
  const key = await lockOwn('API key', rows.apiKeys, trx, id, actor.partnerId, expected)
  await rows.revokeApiKey(trx, id)
  await record(trx, actor, { action: 'api_key.revoked', objectType: 'api_key', objectId: id, before: key, after: null })
}
