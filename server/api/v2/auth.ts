import { v7 as newId } from 'uuid'
import type { Operations } from '../../../generated/v2/operations.ts'
import * as sessions from '../../actions/sessions.ts'
import { hashRefreshToken, makeRefreshToken, sessionOf } from '../../auth/refresh-token.ts'
import type { Granted, SignIn } from '../../auth/sign-in.ts'
import type { Actor } from '../../domain/principal.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Public, Read, Write } from '../context.ts'
import { encodeToken, noStore } from './token.ts'

const challenge = { 'www-authenticate': 'Bearer realm="stockroom"' }

/** Sessions of people. */
export function authHandlers(signIn: SignIn) {
  return {
    async login({ body }, { db, transaction, requestId }) {
      const person = await signIn.person(db, body.email, body.password)
      if (person === null) {
        throw new Refusal('CREDENTIALS_INVALID', {
          detail: 'The address or the password is wrong.',
          headers: challenge,
        })
      }
      const sessionId = newId()
      const refreshToken = makeRefreshToken(sessionId)
      const actor: Actor = { kind: 'user', scopes: new Set(), requestId, ...person }
      await transaction((trx) => sessions.openSession(trx, actor, sessionId, hashRefreshToken(refreshToken)))
      return opened(await signIn.grant(person), refreshToken, sessions.sessionLifetime)
    },

    async refresh({ body }, { transaction, requestId }) {
      const sessionId = sessionOf(body.refresh_token)
      if (sessionId === null) throw refused()
      const next = makeRefreshToken(sessionId)
      const rotation = { spent: hashRefreshToken(body.refresh_token), next: hashRefreshToken(next) }
      const session = await transaction((trx) => sessions.refreshSession(trx, rotation, requestId))
      if (session === null) throw refused()
      const { userId: id, partnerId, role, remaining } = session
      return opened(await signIn.grant({ id, partnerId, role }), next, Math.max(1, remaining))
    },

    async logout({ body }, { transaction }) {
      await transaction((trx) => sessions.endSession(trx, hashRefreshToken(body.refresh_token)))
      return { status: 204 }
    },
  } satisfies Partial<Operations<Read, Write, Public>>
}

function refused(): Refusal {
  return new Refusal('REFRESH_TOKEN_INVALID', { detail: 'Sign in again.', headers: challenge })
}

function opened(granted: Granted, refresh_token: string, refresh_expires_in: number) {
  return {
    status: 200,
    headers: noStore,
    body: { ...encodeToken(granted), refresh_token, refresh_expires_in },
  } as const
}
