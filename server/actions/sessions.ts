import type { Transaction } from '../db/database.ts'
import * as rows from '../db/queries/sessions.ts'
import type { Actor } from '../domain/principal.ts'
import type { Role } from '../domain/role.ts'
import { record } from './record.ts'

export type { LiveSession } from '../db/queries/sessions.ts'

/** Seconds; refreshing does not lengthen it. */
export const sessionLifetime = 30 * 24 * 3_600

/** Somebody who has just shown the right password. */
export interface SignedIn extends Actor {
  readonly role: Role
  /** The one that was compared. */
  readonly passwordHash: string
}

/** @param hash of the first refresh token @returns false where the account has changed since the password was compared */
export async function openSession(trx: Transaction, person: SignedIn, id: string, hash: Buffer): Promise<boolean> {
  const { id: userId, role, passwordHash, requestId } = person
  if (!(await rows.openSession(trx, { id, userId, role, passwordHash, lifetimeSeconds: sessionLifetime }))) return false
  await rows.addRefreshToken(trx, id, hash)
  await recordOf(trx, userId, requestId, 'user.signed_in', id)
  return true
}

/** The refresh token that is spent, and what takes its place. */
export interface Rotation {
  readonly spent: Buffer
  readonly next: Buffer
  /** The answer, for who has the spent token alone to read. */
  seal(session: rows.LiveSession): Promise<Buffer>
}

/**
 * The sealed answer; null where the token does not hold. One that was used before is given the same answer again for some
 * seconds, since that may have been lost, unless the next token was used: then somebody has both. After that it ends its
 * session, which must commit: so nothing is thrown.
 */
export async function refreshSession(
  trx: Transaction,
  { spent, next, seal }: Rotation,
  requestId: string,
): Promise<Buffer | null> {
  const token = await rows.spendRefreshToken(trx, spent)
  if (token.state === 'unknown') return null
  if (token.state === 'used' && token.answer === null) {
    const userId = await rows.endSession(trx, token.sessionId, 'reuse')
    if (userId !== undefined) await recordOf(trx, userId, requestId, 'user.session_stolen', token.sessionId)
    return null
  }
  const session = await rows.findLiveSession(trx, token.sessionId)
  if (session === undefined) return null
  if (token.state === 'used') return token.answer
  await rows.addRefreshToken(trx, token.sessionId, next)
  const answer = await seal(session)
  await rows.keepAnswer(trx, spent, answer)
  return answer
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
