import type { Transaction } from '../db/database.ts'
import * as rows from '../db/queries/sessions.ts'
import type { Actor } from '../domain/principal.ts'
import { record } from './record.ts'

export type { LiveSession } from '../db/queries/sessions.ts'

/** Seconds; refreshing does not lengthen it. */
export const sessionLifetime = 30 * 24 * 3_600

/** @param hash of the first refresh token */
export async function openSession(trx: Transaction, person: Actor, id: string, hash: Buffer): Promise<void> {
  await rows.openSession(trx, { id, userId: person.id, lifetimeSeconds: sessionLifetime })
  await rows.addRefreshToken(trx, id, hash)
  await recordOf(trx, person.id, person.requestId, 'user.signed_in', id)
}

/** The refresh token that is spent, and the one that takes its place. */
export interface Rotation {
  readonly spent: Buffer
  readonly next: Buffer
}

/**
 * Null where the token does not hold. One that was used before ends its session, which must commit: so nothing is thrown.
 */
export async function refreshSession(
  trx: Transaction,
  { spent, next }: Rotation,
  requestId: string,
): Promise<rows.LiveSession | null> {
  const token = await rows.spendRefreshToken(trx, spent)
  if (token.state === 'unknown') return null
  if (token.state === 'used') {
    const userId = await rows.endSession(trx, token.sessionId, 'reuse')
    if (userId !== undefined) await recordOf(trx, userId, requestId, 'user.session_stolen', token.sessionId)
    return null
  }
  const session = await rows.findLiveSession(trx, token.sessionId)
  if (session === undefined) return null
  await rows.addRefreshToken(trx, token.sessionId, next)
  return session
}

/** @param hash of any refresh token of the session; one that nobody has ends nothing */
export async function endSession(trx: Transaction, hash: Buffer): Promise<void> {
  const token = await rows.spendRefreshToken(trx, hash)
  if (token.state !== 'unknown') await rows.endSession(trx, token.sessionId, 'logout')
}

function recordOf(
  trx: Transaction,
  userId: string,
  requestId: string,
  action: 'user.signed_in' | 'user.session_stolen',
  sessionId: string,
): Promise<void> {
  const actor: Actor = { kind: 'user', id: userId, partnerId: null, scopes: new Set(), requestId }
  const after = { sessionId }
  return record(trx, actor, { action, objectType: 'user', objectId: userId, before: null, after })
}
