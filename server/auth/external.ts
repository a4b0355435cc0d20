/** Access tokens of an OIDC provider, verified by its published keys. */
import { errors, type JWTVerifyOptions, jwtVerify } from 'jose'
import { Refusal } from '../domain/refusal.ts'
import { ClaimRefused, type ExternalClaimsOptions, verifiedOf } from './external-claims.ts'
import { createIssuerKeys, IssuerAway } from './issuer-keys.ts'
import type { Tokens } from './tokens.ts'

export interface ExternalOptions extends ExternalClaimsOptions {
  readonly audience: string
  /**
   * `typ` of its access tokens: `at+jwt` (RFC 9068 §2.1), or `JWT` for providers that do not tell them apart from others
   * by their type, or give none.
   */
  readonly tokenType: 'at+jwt' | 'JWT'
  /** Told when the provider cannot be reached. */
  readonly onAway: (error: unknown) => void
  /** Told which claim of a token that the provider signed is not taken here. */
  readonly onRefused: (reason: string) => void
  /** Milliseconds between two look-ups of keys, whatever `kid` a caller makes up. */
  readonly cooldownMs?: number
  /** Milliseconds after a look-up that failed. */
  readonly retryMs?: number
}

/** Asymmetric ones: whoever can verify must not be able to sign. */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA']

/** Seconds after which a token is verified anew, so that a key that the provider withdraws ends what it signed. */
const believed = 600

/** @returns a verifier that throws Refusal SERVICE_UNAVAILABLE while the provider is away and its keys are not known */
export function createExternalTokens({
  audience,
  tokenType,
  onAway,
  onRefused,
  cooldownMs = 10_000,
  retryMs = 1_000,
  ...claims
}: ExternalOptions): Pick<Tokens, 'verify'> {
  const keys = createIssuerKeys({ issuer: claims.issuer, onAway, cooldownMs, retryMs })
  const options: JWTVerifyOptions = {
    issuer: claims.issuer,
    audience,
    algorithms,
    requiredClaims: ['exp', 'sub'],
    clockTolerance: 2,
    ...(tokenType === 'at+jwt' ? { typ: tokenType } : {}),
  }
  return {
    async verify(token) {
      try {
        const { payload, protectedHeader } = await jwtVerify(token, keys, options)
        if (!isAccessToken(protectedHeader.typ)) throw new ClaimRefused('typ is not of an access token')
        const { principal, expiresAt } = verifiedOf(payload, claims)
        return { principal, expiresAt: Math.min(expiresAt, Math.floor(Date.now() / 1000) + believed) }
      } catch (error) {
        if (error instanceof IssuerAway) throw away()
        if (error instanceof ClaimRefused) onRefused(error.message)
        else if (!(error instanceof errors.JOSEError) && !(error instanceof TypeError)) throw error
        return null
      }
    },
  }
}

/** Where types do not tell, one that says something else still does. */
function isAccessToken(typ: string | undefined): boolean {
  return typ === undefined || /^(application\/)?(at\+)?jwt$/i.test(typ)
}

function away(): Refusal {
  return new Refusal('SERVICE_UNAVAILABLE', {
    detail: 'The issuer of tokens cannot be reached.',
    headers: { 'retry-after': '5' },
  })
}
