import { v7 as newId } from 'uuid'
import type { Operations } from '../../../generated/v2/operations.ts'
import type { components } from '../../../generated/v2/types.ts'
import * as sessions from '../../actions/sessions.ts'
import { hashRefreshToken, makeRefreshToken, sealFor, sessionOf, unsealFor } from '../../auth/refresh-token.ts'
import type { Granted, SignIn } from '../../auth/sign-in.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Public, Read, Write } from '../context.ts'
import { encodeToken, noStore } from './token.ts'

const challenge = { 'www-authenticate': 'Bearer realm="stockroom"' }

/** Sessions of people. */
export function authHandlers(signIn: SignIn) {
  return {
    async login({ body }, { db, transaction, requestId, network }) {
      const person = await signIn.person(db, { ...body, network })
      if (person === null) throw wrong()
      const sessionId = newId()
      const refreshToken = makeRefreshToken(sessionId)
      const signedIn: sessions.SignedIn = { kind: 'user', scopes: new Set(), requestId, ...person }
      const hash = hashRefreshToken(refreshToken)
      if (!(await transaction((trx) => sessions.openSession(trx, signedIn, sessionId, hash)))) throw wrong()
      const granted = await signIn.grant(person, { id: sessionId, remaining: sessions.sessionLifetime })
      return answer(encodeSession(granted, refreshToken, sessions.sessionLifetime))
    },

    async refresh({ body }, { transaction, requestId }) {
      const { refresh_token: token } = body
      const sessionId = sessionOf(token)
      if (sessionId === null) throw refused()
      const next = makeRefreshToken(sessionId)
      const rotation: sessions.Rotation = {
        spent: hashRefreshToken(token),
        next: hashRefreshToken(next),
        async seal({ userId: id, partnerId, role, ...session }) {
          const remaining = Math.max(1, session.remaining)
          const granted = await signIn.grant({ id, partnerId, role }, { id: sessionId, remaining })
          return sealFor(token, encodeSession(granted, next, remaining))
        },
      }
      const sealed = await transaction((trx) => sessions.refreshSession(trx, rotation, requestId))
      if (sealed === null) throw refused()
      return answer(unsealFor(token, sealed) as Session)
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

function wrong(): Refusal {
  return new Refusal('CREDENTIALS_INVALID', { detail: 'The address or the password is wrong.', headers: challenge })
}

type Session = components['schemas']['Session']

function encodeSession(granted: Granted, refresh_token: string, refresh_expires_in: number): Session {
  return { ...encodeToken(granted), refresh_token, refresh_expires_in }
}

function answer(body: Session) {
  return { status: 200, headers: noStore, body } as const
}
