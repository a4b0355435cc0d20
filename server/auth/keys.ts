/** The keys that sign and verify access tokens. Several at once let one be rotated without refusing a token. */
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'

export const algorithms = ['EdDSA', 'RS256'] as const
export type Algorithm = (typeof algorithms)[number]

export interface VerificationKey {
  readonly kid: string
  readonly alg: Algorithm
  readonly key: CryptoKey
}

/** A public key as RFC 7517 writes it. */
export interface PublishedKey {
  readonly kty: string
  readonly kid: string
  readonly use: 'sig'
  readonly alg: Algorithm
  readonly crv?: string
  readonly x?: string
  readonly n?: string
  readonly e?: string
}

export interface Keys {
  readonly signing: VerificationKey
  readonly verifying: ReadonlyMap<string, VerificationKey>
  /** What `/.well-known/jwks.json` answers: public members only. */
  readonly published: readonly PublishedKey[]
}

/** A JWK set with one new private key, as `SIGNING_KEYS` takes it. */
export async function makeKeys(): Promise<string> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })
  const jwk = await exportJWK(privateKey)
  const kid = await calculateJwkThumbprint(jwk)
  return `${JSON.stringify({ keys: [{ ...jwk, kid, alg: 'EdDSA', use: 'sig' }] })}\n`
}

/**
 * The first private key of the set signs; every key verifies, so a key that is going stays in the set, its public part
 * at least, until its last token has expired.
 * @throws Error whose message says what is wrong with the set, never what is in it
 */
export async function readKeys(set: string): Promise<Keys> {
  const jwks = parse(set)
  const verifying = new Map<string, VerificationKey>()
  const published: PublishedKey[] = []
  let signing: VerificationKey | null = null
  for (const jwk of jwks) {
    const alg = algorithmOf(jwk)
    const open = publicPart(jwk)
    const kid = jwk.kid ?? (await calculateJwkThumbprint(open))
    if (verifying.has(kid)) throw new Error(`two keys have the kid "${kid}"`)
    verifying.set(kid, { kid, alg, key: await importKey(open, alg, kid) })
    published.push({ ...open, kid, alg, use: 'sig' } as PublishedKey)
    if (signing === null && jwk.d !== undefined) signing = { kid, alg, key: await importKey(jwk, alg, kid) }
  }
  if (signing === null) throw new Error('no key is private (has a member "d"), so nothing can be signed')
  return { signing, verifying, published }
}

function parse(set: string): JWK[] {
  let value: unknown
  try {
    value = JSON.parse(set)
  } catch {
    throw new Error('is not JSON; give a JWK set, {"keys": […]}')
  }
  const keys = (value as { keys?: unknown } | null)?.keys
  if (!Array.isArray(keys) || keys.length === 0) throw new Error('holds no keys; give a JWK set, {"keys": […]}')
  return keys as JWK[]
}

function algorithmOf({ kty, crv, n, alg }: JWK): Algorithm {
  if (kty === 'OKP' && crv === 'Ed25519' && (alg === undefined || /^(EdDSA|Ed25519)$/.test(alg))) return 'EdDSA'
  if (kty === 'RSA' && (alg === undefined || alg === 'RS256')) {
    if (Buffer.from(n ?? '', 'base64url').length < 256) throw new Error('an RSA key has fewer than 2048 bits')
    return 'RS256'
  }
  throw new Error('a key is neither Ed25519 (kty OKP) nor RSA for RS256')
}

function publicPart({ kty, crv, x, n, e }: JWK): JWK {
  return kty === 'OKP' ? ({ kty, crv, x } as JWK) : ({ kty, n, e } as JWK)
}

async function importKey(jwk: JWK, alg: Algorithm, kid: string): Promise<CryptoKey> {
  try {
    return (await importJWK(jwk, alg)) as CryptoKey
  } catch {
    throw new Error(`the key "${kid}" cannot be read`)
  }
}
