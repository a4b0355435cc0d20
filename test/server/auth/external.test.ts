import { setTimeout as sleep } from 'node:timers/promises'
import { generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createExternalTokens } from '../../../server/auth/external.ts'
import { startProvider, type TestProvider } from '../../support/oidc.ts'
import { startServer, type TestServer } from '../../support/server.ts'

const audience = 'https://api.stockroom.test'
let provider: TestProvider
let server: TestServer

beforeAll(async () => {
  provider = await startProvider(audience)
  server = await startServer({
    env: { AUTH_ISSUER: provider.issuer, AUTH_AUDIENCE: audience, AUTH_WITHOUT_PARTNER: 'merchant' },
  })
})

afterAll(async () => {
  await server.close()
  await provider.stop()
})

const tokenOf = (scope: string, resource?: string) => provider.token(scope, resource)

describe('with another issuer', () => {
  it('takes its tokens, with the scopes they name', async () => {
    const token = await tokenOf('products:read')
    expect((await server.call('GET', '/v2/products', { token })).status).toBe(200)
    expect(await server.call('GET', '/v2/orders', { token })).toMatchObject({
      status: 403,
      body: { code: 'SCOPE_INSUFFICIENT' },
    })
  })

  it('refuses a token for another audience', async () => {
    const token = await tokenOf('products:read', 'https://other.test')
    expect(await server.call('GET', '/v2/products', { token })).toMatchObject({
      status: 401,
      body: { code: 'TOKEN_INVALID' },
    })
  })

  it('refuses tokens that it would have issued itself', async () => {
    const token = await server.tokenFor({
      kind: 'client',
      id: 'acme',
      partnerId: null,
      scopes: new Set(['products:read']),
    })
    expect((await server.call('GET', '/v2/products', { token })).status).toBe(401)
  })

  it('refuses a token that names the issuer and was signed by somebody else', async () => {
    const { privateKey } = await generateKeyPair('RS256')
    const token = await new SignJWT({ scope: 'products:read' })
      .setProtectedHeader({ alg: 'RS256', kid: 'mine' })
      .setIssuer(provider.issuer)
      .setAudience(audience)
      .setSubject('acme')
      .setExpirationTime('5m')
      .sign(privateKey)
    expect((await server.call('GET', '/v2/products', { token })).status).toBe(401)
  })

  it.each([
    ['POST', '/v2/auth/login', { email: 'a@b.test', password: 'x' }],
    ['POST', '/v2/auth/refresh', { refresh_token: 'x' }],
    ['POST', '/v2/auth/logout', { refresh_token: 'x' }],
    ['GET', '/.well-known/jwks.json', undefined],
    ['GET', '/.well-known/oauth-authorization-server', undefined],
  ])('%s %s says where to go', async (method, path, body) => {
    const reply = await server.call(method, path, body === undefined ? {} : { body })
    expect(reply).toMatchObject({ status: 404, body: { code: 'ISSUER_EXTERNAL' } })
    expect(reply.body.detail).toContain(provider.issuer)
  })
})

describe("the issuer's keys", () => {
  const fresh = (cooldownMs: number) => {
    const away: unknown[] = []
    const tokens = createExternalTokens({
      issuer: provider.issuer,
      audience,
      tokenType: 'at+jwt',
      withoutPartner: 'merchant',
      onAway: (error) => away.push(error),
      onRefused: () => {},
      cooldownMs,
    })
    return { ...tokens, away }
  }

  it('are looked up anew for a key that is not known, after the cool-down', async () => {
    const { verify } = fresh(3_000)
    expect(await verify(await tokenOf('products:read'))).not.toBeNull()
    await provider.rotate()
    const token = await tokenOf('products:read')
    expect(await verify(token)).toBeNull()
    await sleep(3_050)
    expect(await verify(token)).not.toBeNull()
  })

  it('are kept while the issuer is away, and nobody is refused for it', async () => {
    const { verify } = fresh(30_000)
    const token = await tokenOf('products:read')
    expect(await verify(token)).not.toBeNull()
    await provider.stop()
    try {
      expect(await verify(token)).not.toBeNull()
    } finally {
      await provider.start()
    }
  })

  it('not known and not to be had: 503, and the token is not blamed', async () => {
    const token = await tokenOf('products:read')
    await provider.stop()
    const { verify, away } = fresh(30_000)
    try {
      await expect(verify(token)).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' })
      expect(away).toHaveLength(1)
    } finally {
      await provider.start()
    }
    await sleep(1_100)
    expect(await verify(token)).not.toBeNull()
  })
})
