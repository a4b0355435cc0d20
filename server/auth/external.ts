/** Tokens of an OIDC provider: its discovery document names its keys, which are fetched when one is met that is not known. */
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import type { Principal } from '../domain/principal.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Tokens, Verified } from './tokens.ts'

export interface ExternalOptions {
  readonly issuer: string
  readonly audience: string
  /** Told when the provider cannot be reached. */
  readonly onAway: (error: unknown) => void
  /** Between two look-ups of keys, whatever `kid` a caller makes up. */
  readonly cooldownMs?: number
}

type KeySet = ReturnType<typeof createRemoteJWKSet>

/** Asymmetric ones: whoever can verify must not be able to sign. */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']
const timeoutMs = 5_000
/** After a failed discovery. */
const retryMs = 1_000

/** @returns a verifier that throws Refusal SERVICE_UNAVAILABLE while the provider is away and its keys are not known */
export function createExternalTokens({
  issuer,
  audience,
  onAway,
  cooldownMs = 30_000,
}: ExternalOptions): Pick<Tokens, 'verify'> {
  let discovered: Promise<KeySet> | null = null
  let failedAt = Number.NEGATIVE_INFINITY

  const away = (error: unknown): Refusal => {
    onAway(error)
    return new Refusal('SERVICE_UNAVAILABLE', {
      detail: 'The issuer of tokens cannot be reached.',
      headers: { 'retry-after': '5' },
    })
  }

  const keySet = (): Promise<KeySet> => {
    if (discovered === null) {
      if (performance.now() - failedAt < retryMs)
        return Promise.reject(away(new Error('discovery failed a moment ago')))
      discovered = discover(issuer, cooldownMs).catch((error) => {
        discovered = null
        failedAt = performance.now()
        throw away(error)
      })
    }
    return discovered
  }

  return {
    async verify(token) {
      const keys = await keySet()
      try {
        const requiredClaims = ['exp', 'sub']
        const { payload } = await jwtVerify(token, keys, {
          issuer,
          audience,
          algorithms,
          requiredClaims,
          clockTolerance: 2,
        })
        return verifiedOf(payload)
      } catch (error) {
        if (isAway(error)) throw away(error)
        if (error instanceof errors.JOSEError || error instanceof TypeError) return null
        throw error
      }
    },
  }
}

async function discover(issuer: string, cooldownMs: number): Promise<KeySet> {
  const url = `${issuer}/.well-known/openid-configuration`
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' })
  if (!response.ok) throw new Error(`${url} answers ${response.status}`)
  const document = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown }
  // A document of another issuer would hand over the keys to whoever wrote it (OpenID Connect Discovery §4.3).
  if (document.issuer !== issuer) throw new Error(`${url} is of the issuer ${String(document.issuer)}`)
  if (typeof document.jwks_uri !== 'string') throw new Error(`${url} names no jwks_uri`)
  return createRemoteJWKSet(new URL(document.jwks_uri), {
    cooldownDuration: cooldownMs,
    cacheMaxAge: 600_000,
    timeoutDuration: timeoutMs,
  })
}

/** jose gives a failed fetch of the key set as its most general error, or as the network's own. */
function isAway(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout) return true
  if (error instanceof errors.JOSEError) return error.code === 'ERR_JOSE_GENERIC'
  return error instanceof TypeError && error.message === 'fetch failed'
}

/** Scopes are text (RFC 9068) or a list (`scp`); a token whose subject is its own client belongs to a program. */
function verifiedOf(payload: JWTPayload): Verified | null {
  const { sub, exp, scope, scp, client_id, azp, partner_id, role } = payload as Record<string, unknown>
  if (typeof sub !== 'string' || typeof exp !== 'number') return null
  const listed = Array.isArray(scp) ? scp : typeof scope === 'string' ? scope.split(' ') : []
  const principal: Principal = {
    kind: sub === (client_id ?? azp) ? 'client' : 'user',
    id: sub,
    partnerId: typeof partner_id === 'string' ? partner_id : null,
    scopes: new Set(listed.filter((word) => typeof word === 'string' && word !== '')),
    ...(typeof role === 'string' ? { role } : {}),
  }
  return { principal, expiresAt: exp }
}
