import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { exportJWK, importJWK, type JWK, SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { createAuthenticate } from '../../../server/auth/authenticate.ts'
import { type Keys, makeKeys, readKeys } from '../../../server/auth/keys.ts'
import { createTokens, type Tokens } from '../../../server/auth/tokens.ts'
import type { Principal } from '../../../server/domain/principal.ts'

const issuer = 'https://api.test'
const audience = 'stockroom'
const partner: Principal = {
  kind: 'client',
  id: 'acme',
  partnerId: '019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f',
  scopes: new Set(['orders:read', 'products:read']),
}

let set: { keys: JWK[] }
let keys: Keys
let tokens: Tokens

beforeAll(async () => {
  set = JSON.parse(await makeKeys())
  keys = await readKeys(JSON.stringify(set))
  tokens = createTokens({ keys, issuer, audience })
})

interface Forgery {
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
  key?: Parameters<SignJWT['sign']>[0]
}

/** A good token but for what is said. */
function forge({ claims = {}, header = {}, key = keys.signing.key }: Forgery): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const good = {
    iss: issuer,
    aud: audience,
    sub: 'acme',
    scope: 'orders:read',
    kind: 'client',
    iat: now,
    nbf: now,
    exp: now + 60,
  }
  const payload = Object.fromEntries(Object.entries({ ...good, ...claims }).filter(([, value]) => value !== undefined))
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'EdDSA', kid: keys.signing.kid, typ: 'at+jwt', ...header })
    .sign(key)
}

const hour = 3600
const now = () => Math.floor(Date.now() / 1000)

describe('tokens', () => {
  it('verifies what it issued', async () => {
    const verified = await tokens.verify(await tokens.issue(partner))
    expect(verified?.principal).toEqual(partner)
    expect(verified?.expiresAt).toBeGreaterThan(now() + 890)
    expect(verified?.expiresAt).toBeLessThanOrEqual(now() + 900)
  })

  it('accepts the pattern of every forgery below when nothing is forged', async () => {
    expect(await tokens.verify(await forge({}))).not.toBeNull()
  })

  it.each<[string, () => Forgery]>([
    ['an expired one', () => ({ claims: { exp: now() - 10 } })],
    ['one without an end', () => ({ claims: { exp: undefined } })],
    ['one that is not valid yet', () => ({ claims: { nbf: now() + hour } })],
    ['one without a beginning', () => ({ claims: { nbf: undefined } })],
    ["another issuer's", () => ({ claims: { iss: 'https://evil.test' } })],
    ['one for another audience', () => ({ claims: { aud: 'else' } })],
    ['one without a subject', () => ({ claims: { sub: undefined } })],
    ['one without scopes', () => ({ claims: { scope: undefined } })],
    ['one whose scope is a list', () => ({ claims: { scope: ['orders:read'] } })],
    ['one of an unknown kind', () => ({ claims: { kind: 'root' } })],
    ['one of another type', () => ({ header: { typ: 'JWT' } })],
    ['one with an unknown kid', () => ({ header: { kid: 'nobody' } })],
    ['one without a kid', () => ({ header: { kid: undefined } })],
    ['one whose kid is a path', () => ({ header: { kid: '../../etc/passwd' } })],
    ['one whose kid is a prototype member', () => ({ header: { kid: '__proto__' } })],
  ])('refuses %s', async (_, forgery) => {
    expect(await tokens.verify(await forge(forgery()))).toBeNull()
  })

  it('refuses a token of another key under our kid', async () => {
    const other = await readKeys(await makeKeys())
    expect(await tokens.verify(await forge({ key: other.signing.key }))).toBeNull()
  })

  it('refuses alg none', async () => {
    const [, payload] = (await forge({})).split('.')
    const header = Buffer.from(JSON.stringify({ alg: 'none', kid: keys.signing.kid, typ: 'at+jwt' })).toString(
      'base64url',
    )
    expect(await tokens.verify(`${header}.${payload}.`)).toBeNull()
  })

  it('refuses HS256 keyed with the public key, in each form a server might hold it', async () => {
    const [open] = keys.published as [JWK]
    const der = createPublicKey({ key: open as never, format: 'jwk' })
    const secrets = [
      der.export({ type: 'spki', format: 'pem' }),
      der.export({ type: 'spki', format: 'der' }),
      JSON.stringify(open),
      open.x as string,
    ]
    for (const secret of secrets) {
      const key = new Uint8Array(Buffer.from(secret as string))
      expect(await tokens.verify(await forge({ header: { alg: 'HS256' }, key }))).toBeNull()
    }
  })

  it('refuses a key that the token brings along', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const jwk = await exportJWK(publicKey)
    const key = await importJWK(await exportJWK(privateKey), 'EdDSA')
    expect(await tokens.verify(await forge({ header: { jwk, kid: 'mine' }, key }))).toBeNull()
  })

  it.each(['', 'x', 'a.b.c', '..', 'é.é.é', 'eyJhbGciOiJFZERTQSJ9..'])('refuses the garbage %j', async (token) => {
    expect(await tokens.verify(token)).toBeNull()
  })
})

describe('rotation', () => {
  it('verifies with every key of the set and signs with the first that is private', async () => {
    const next = JSON.parse(await makeKeys()) as { keys: JWK[] }
    const rotated = await readKeys(JSON.stringify({ keys: [...next.keys, ...keys.published] }))
    const after = createTokens({ keys: rotated, issuer, audience })
    expect(await after.verify(await tokens.issue(partner))).not.toBeNull()
    expect(rotated.signing.kid).toBe(next.keys[0]?.kid)
    expect(await tokens.verify(await after.issue(partner))).toBeNull()
  })

  it('signs RS256 with an RSA key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const rsa = await readKeys(JSON.stringify({ keys: [{ ...(await exportJWK(privateKey)), kid: 'rsa' }] }))
    const both = createTokens({ keys: rsa, issuer, audience })
    const token = await both.issue(partner)
    expect(JSON.parse(Buffer.from(token.split('.')[0] as string, 'base64url').toString())).toMatchObject({
      alg: 'RS256',
    })
    expect(await both.verify(token)).not.toBeNull()
  })

  it('publishes nothing private', () => {
    for (const key of keys.published) expect(key).not.toHaveProperty('d')
  })

  it.each([
    ['no JSON', 'x', /not JSON/],
    ['no keys', '{"keys":[]}', /holds no keys/],
    ['a symmetric key', '{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}', /neither Ed25519/],
    ['a short RSA key', '{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}', /2048/],
  ])('refuses a set with %s', async (_, text, reason) => {
    await expect(readKeys(text)).rejects.toThrow(reason)
  })

  it('refuses a set without a private key', async () => {
    await expect(readKeys(JSON.stringify({ keys: keys.published }))).rejects.toThrow(/no key is private/)
  })
})

const uncounted = async () => {}

describe('authenticate', () => {
  it('remembers a verified token until it expires', async () => {
    let clock = Date.now()
    let verifications = 0
    const counted: Tokens = {
      ...tokens,
      verify: (token) => {
        verifications++
        return tokens.verify(token)
      },
    }
    const authenticate = createAuthenticate(
      counted,
      () => true,
      () => clock,
    )
    const token = await tokens.issue(partner)
    expect(await authenticate(token, uncounted)).toEqual(partner)
    expect(await authenticate(token, uncounted)).toEqual(partner)
    expect(verifications).toBe(1)
    clock += 901_000
    await authenticate(token, uncounted)
    expect(verifications).toBe(2)
  })

  it('counts and verifies a token once that comes many times at once', async () => {
    let counts = 0
    const authenticate = createAuthenticate(tokens, () => true)
    const token = await tokens.issue(partner)
    const count = async () => {
      counts++
    }
    const found = await Promise.all(Array.from({ length: 20 }, () => authenticate(token, count)))
    expect(found).toEqual(Array(20).fill(partner))
    expect(counts).toBe(1)
  })

  it('verifies a token that it does not remember only after its sender was counted', async () => {
    const unread: Tokens = { ...tokens, verify: () => Promise.reject(new Error('verified')) }
    const authenticate = createAuthenticate(unread, () => true)
    await expect(async () => authenticate('a.b.c', () => Promise.reject(new Error('too many')))).rejects.toThrow(
      'too many',
    )
  })

  it('refuses an oversized token unread', async () => {
    const authenticate = createAuthenticate(tokens, () => true)
    expect(await authenticate(`${await tokens.issue(partner)}${'x'.repeat(5_000)}`, uncounted)).toBeNull()
  })
})
