/** From the claims of another issuer's token to whom it names. What is not exactly as it must be refuses the token. */
import { v5 as idFrom } from 'uuid'
import type { Principal } from '../domain/principal.ts'
import type { Verified } from './tokens.ts'

export interface ExternalClaimsOptions {
  readonly issuer: string
  /** Whose a token without `partner_id` is. */
  readonly withoutPartner: 'refused' | 'merchant'
}

type Claims = Readonly<Record<string, unknown>>

/** The token is properly signed, and does not say whom it names in a way that is taken here. */
export class ClaimRefused extends Error {}

/** OpenID Connect Core §2. */
const longestSubject = 255

/** Claims of ID tokens (OpenID Connect Core §2, §3.3.2.11), of logout tokens (Back-Channel Logout §2.4) and of other events. */
const foreign = ['nonce', 'at_hash', 'c_hash', 's_hash', 'events']

/** How providers say of a token without a type of its own what it is for: Cognito, Keycloak. */
const uses: Readonly<Record<string, unknown>> = { token_use: 'access', typ: 'Bearer' }

/** @throws ClaimRefused whose message says which claim, and not what is in it */
export function verifiedOf(claims: Claims, options: ExternalClaimsOptions): Verified {
  refuseOtherKinds(claims)
  const subject = subjectOf(claims.sub)
  const { exp, role, client_id, azp } = claims
  if (typeof exp !== 'number') throw new ClaimRefused('exp is no number')
  const kind = subject === (client_id ?? azp) ? 'client' : 'user'
  const id = idOf(kind, subject, options.issuer)
  const principal: Principal = {
    kind,
    id,
    ...(id === subject ? {} : { subject }),
    partnerId: partnerOf(claims, options),
    scopes: scopesOf(claims),
    ...(typeof role === 'string' ? { role } : {}),
  }
  return { principal, expiresAt: exp }
}

function refuseOtherKinds(claims: Claims): void {
  const strange = foreign.find((name) => claims[name] !== undefined)
  if (strange !== undefined) throw new ClaimRefused(`${strange} is of a token that is no access token`)
  for (const name in uses) {
    if (claims[name] !== undefined && claims[name] !== uses[name])
      throw new ClaimRefused(`${name} says that it is no access token`)
  }
  // Bound to a key that whoever sends it as a bearer token has not shown (RFC 9449 §7.1, RFC 8705 §3).
  if (claims.cnf !== undefined) throw new ClaimRefused('cnf binds it to a key')
  const audience = Array.isArray(claims.aud) && claims.aud.length === 1 ? claims.aud[0] : claims.aud
  const client = claims.client_id ?? claims.azp
  if (client !== undefined && audience === client) throw new ClaimRefused('aud is its own client alone')
}

function subjectOf(sub: unknown): string {
  if (typeof sub !== 'string' || sub === '') throw new ClaimRefused('sub is no text')
  if (sub.length > longestSubject) throw new ClaimRefused(`sub has more than ${longestSubject} characters`)
  if (sub.includes('\0') || !sub.isWellFormed()) throw new ClaimRefused('sub holds what is no character')
  return sub
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** As the ids of the clients that are put in here are written. */
const clientId = /^[!-~]{1,200}$/

/** People's ids are UUIDs; who is named otherwise has the one that is made of issuer and subject (RFC 9562 §5.5). */
function idOf(kind: 'client' | 'user', subject: string, issuer: string): string {
  if (kind === 'client' && clientId.test(subject)) return subject
  return uuid.test(subject) ? subject.toLowerCase() : idFrom(subject, idFrom(issuer, idFrom.URL))
}

function partnerOf({ partner_id: partner }: Claims, { withoutPartner }: ExternalClaimsOptions): string | null {
  if (partner === undefined && withoutPartner === 'merchant') return null
  if (typeof partner === 'string' && uuid.test(partner)) return partner.toLowerCase()
  throw new ClaimRefused(partner === undefined ? 'partner_id is missing' : 'partner_id is no UUID')
}

/** `scope` (RFC 9068 §2.2.3), or `scp`, a list or text. */
function scopesOf({ scope, scp }: Claims): ReadonlySet<string> {
  const given = scp ?? scope
  const words = typeof given === 'string' ? given.split(' ') : Array.isArray(given) ? given : []
  return new Set(words.filter((word): word is string => typeof word === 'string' && word !== ''))
}
