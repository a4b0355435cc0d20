/** Access tokens: JWTs in the profile of RFC 9068, signed here and verified here. */
import { randomUUID } from 'node:crypto'
import { errors, type JWTHeaderParameters, jwtVerify, SignJWT } from 'jose'
import type { Principal } from '../domain/principal.ts'
import { algorithms, type Keys } from './keys.ts'

/** Seconds. */
export const tokenLifetime = 900

/** Clocks of two machines differ a little. Seconds. */
const clockTolerance = 2

export interface Tokens {
  /** @param lifetime in seconds, `tokenLifetime` at most */
  issue(principal: Principal, lifetime?: number): Promise<string>
  /** Null where the token does not hold; why is nobody's business. */
  verify(token: string): Promise<Verified | null>
}

export interface Verified {
  readonly principal: Principal
  /** Seconds since 1970. */
  readonly expiresAt: number
}

export interface TokenOptions {
  readonly keys: Keys
  readonly issuer: string
  readonly audience: string
}

const kinds = ['client', 'user'] as const

export function createTokens({ keys, issuer, audience }: TokenOptions): Tokens {
  const { signing, verifying } = keys
  const verifyOptions = {
    issuer,
    audience,
    algorithms: [...algorithms],
    typ: 'at+jwt',
    requiredClaims: ['exp', 'nbf', 'iat', 'sub', 'scope', 'kind'],
    clockTolerance,
  }
  const keyOf = ({ kid, alg }: JWTHeaderParameters) => {
    const known = kid === undefined ? undefined : verifying.get(kid)
    // A key is used with its own algorithm only, whatever the token's header says.
    if (known === undefined || known.alg !== alg) throw new errors.JWKSNoMatchingKey()
    return known.key
  }
  return {
    issue({ id, kind, partnerId, scopes, role, sessionId }, lifetime = tokenLifetime) {
      const now = Math.floor(Date.now() / 1000)
      const claims = {
        scope: [...scopes].join(' '),
        kind,
        partner_id: partnerId,
        client_id: kind === 'client' ? id : undefined,
        sid: sessionId,
      }
      return new SignJWT(role === undefined ? claims : { ...claims, role })
        .setProtectedHeader({ alg: signing.alg, kid: signing.kid, typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(id)
        .setJti(randomUUID())
        .setIssuedAt(now)
        .setNotBefore(now)
        .setExpirationTime(now + lifetime)
        .sign(signing.key)
    },

    async verify(token) {
      try {
        const { payload } = await jwtVerify(token, keyOf, verifyOptions)
        return verifiedOf(payload)
      } catch (error) {
        if (error instanceof errors.JOSEError || error instanceof TypeError) return null
        throw error
      }
    },
  }
}

function verifiedOf(payload: Record<string, unknown>): Verified | null {
  const { sub, scope, kind, partner_id, role, sid, exp } = payload
  const known = kinds.find((candidate) => candidate === kind)
  if (known === undefined || typeof sub !== 'string' || typeof scope !== 'string' || typeof exp !== 'number')
    return null
  const principal: Principal = {
    kind: known,
    id: sub,
    partnerId: typeof partner_id === 'string' ? partner_id : null,
    scopes: new Set(scope.split(' ').filter((word) => word !== '')),
    ...(typeof role === 'string' ? { role } : {}),
    ...(typeof sid === 'string' ? { sessionId: sid } : {}),
  }
  return { principal, expiresAt: exp }
}
