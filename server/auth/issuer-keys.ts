/**
 * The keys of an OIDC provider, by its discovery document (OpenID Connect Discovery §4). They are looked up again every
 * ten minutes, and for a key that is not known; both documents are read anew each time, so that nothing the provider
 * said while it was unwell is kept.
 */
import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose'
import { readJson } from '../upstream/read-json.ts'

export interface IssuerKeysOptions {
  readonly issuer: string
  /** Told each time that the provider could not be asked. */
  readonly onAway: (error: unknown) => void
  /** Milliseconds between two look-ups for keys that are not known, whatever `kid` a caller makes up. */
  readonly cooldownMs: number
  /** Milliseconds that the provider is left alone after a look-up that failed. */
  readonly retryMs: number
}

/** The provider gives no keys, and those that are known do not do. */
export class IssuerAway extends Error {}

const timeoutMs = 5_000
const freshMs = 10 * 60_000
/** So long the keys of a provider that is away are believed; one that it withdrew meanwhile, too. */
const keptMs = 60 * 60_000

const mostBytes = 1 << 20
/** Each is compared with each token. */
const mostKeys = 100

/** @returns what `jwtVerify` takes as keys; it throws IssuerAway */
export function createIssuerKeys({ issuer, onAway, cooldownMs, retryMs }: IssuerKeysOptions): JWTVerifyGetKey {
  let keys: JWTVerifyGetKey | null = null
  let loadedAt = Number.NEGATIVE_INFINITY
  let failedAt = Number.NEGATIVE_INFINITY
  let underWay: Promise<JWTVerifyGetKey> | null = null

  const age = (since: number) => performance.now() - since

  async function load(): Promise<JWTVerifyGetKey> {
    try {
      keys = createLocalJWKSet(await readKeySet(issuer))
      loadedAt = performance.now()
      failedAt = Number.NEGATIVE_INFINITY
      return keys
    } catch (error) {
      failedAt = performance.now()
      onAway(error)
      throw new IssuerAway('the issuer of tokens cannot be asked for its keys', { cause: error })
    }
  }

  async function lookUp(): Promise<JWTVerifyGetKey> {
    if (age(failedAt) < retryMs) throw new IssuerAway('the issuer of tokens could not be asked a moment ago')
    underWay ??= load().finally(() => {
      underWay = null
    })
    return underWay
  }

  async function current(): Promise<JWTVerifyGetKey> {
    if (keys === null || age(loadedAt) > keptMs) return lookUp()
    // Nobody waits for it: what is known does until the answer is there.
    if (age(loadedAt) > freshMs) void lookUp().catch(() => undefined)
    return keys
  }

  return async (header, token) => {
    const keyOf = (known: JWTVerifyGetKey) => readable(known)(header, token)
    try {
      return await keyOf(await current())
    } catch (error) {
      const another = error instanceof errors.JWKSNoMatchingKey || error instanceof UnreadableKey
      if (!another || age(loadedAt) < cooldownMs) throw error
      return keyOf(await lookUp())
    }
  }
}

class UnreadableKey extends IssuerAway {}

/** Web Crypto's own errors say that the provider's key is broken, and nothing of the token. */
function readable(known: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await known(header, token)
    } catch (error) {
      if (error instanceof errors.JOSEError) throw error
      throw new UnreadableKey(`the key "${header.kid}" of the issuer cannot be read`, { cause: error })
    }
  }
}

type KeySet = Parameters<typeof createLocalJWKSet>[0]

async function readKeySet(issuer: string): Promise<KeySet> {
  const signal = AbortSignal.timeout(timeoutMs)
  // A terminating slash of the issuer's own path is not doubled (§4.1).
  const discovery = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const document = membersOf(await readJson(discovery, signal, mostBytes))
  // A document of another issuer would hand over the keys to whoever wrote it (§4.3).
  if (document.issuer !== issuer) throw new Error(`${discovery.href} is of another issuer: ${String(document.issuer)}`)
  const keySet = membersOf(await readJson(keySetAddress(document.jwks_uri, discovery), signal, mostBytes))
  const { keys } = keySet
  if (!Array.isArray(keys) || keys.length === 0) throw new Error(`the key set of ${issuer} holds no keys`)
  if (keys.length > mostKeys) throw new Error(`the key set of ${issuer} holds more than ${mostKeys} keys`)
  return keySet as unknown as KeySet
}

/** What was asked for over TLS names no keys that come without. */
function keySetAddress(given: unknown, { protocol, href }: URL): URL {
  const address = typeof given === 'string' && URL.canParse(given) ? new URL(given) : null
  if (address !== null && (address.protocol === 'https:' || address.protocol === protocol)) return address
  throw new Error(`${href} names no jwks_uri that can be used`)
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
