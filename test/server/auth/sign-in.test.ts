import { beforeAll, describe, expect, it } from 'vitest'
import { hashPassword, passwordMatches } from '../../../server/auth/passwords.ts'
import type { Principal } from '../../../server/domain/principal.ts'
import { insertClient, insertPartner, insertPerson } from '../../support/fixtures.ts'
import { useServer } from '../../support/server.ts'

const server = useServer()
const secret = 'a-secret-of-the-client'
const password = 'correct horse battery staple'
let client: Principal
let bare: Principal

beforeAll(async () => {
  const partnerId = await insertPartner(server.database)
  client = await insertClient(server.database, partnerId, { secret, scopes: ['products:read', 'orders:write'] })
  bare = await insertClient(server.database, partnerId, { secret, scopes: [] })
  await insertPerson(server.database, { email: 'ada@stockroom.test', password })
  await insertPerson(server.database, { email: 'gone@stockroom.test', password, active: false })
})

const basic = (id: string, given: string) => `Basic ${Buffer.from(`${id}:${given}`).toString('base64')}`

async function token(form: Record<string, string> | string, authorization?: string) {
  return server.call('POST', '/v2/oauth/token', {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
  })
}

const grant_type = 'client_credentials'

describe('client credentials', () => {
  it.each(['form', 'basic'])('are taken from %s', async (place) => {
    const reply =
      place === 'basic'
        ? await token({ grant_type }, basic(client.id, secret))
        : await token({ grant_type, client_id: client.id, client_secret: secret })
    expect(reply).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 900, scope: 'products:read orders:write' },
    })
    expect(reply.headers.get('cache-control')).toBe('no-store')
    expect((await server.call('GET', '/v2/products', { token: reply.body.access_token })).status).toBe(200)
  })

  it('grants the scopes that were asked for', async () => {
    const reply = await token({ grant_type, scope: 'products:read' }, basic(client.id, secret))
    expect(reply.body.scope).toBe('products:read')
    const placed = await server.call('POST', '/v2/orders', { token: reply.body.access_token, body: {} })
    expect(placed).toMatchObject({ status: 403, body: { code: 'SCOPE_INSUFFICIENT' } })
    expect(placed.body.detail).toContain('orders:write')
    expect(placed.headers.get('www-authenticate')).toContain('scope="orders:write"')
  })

  it('ignores parameters that it does not know, as RFC 6749 asks', async () => {
    expect((await token({ grant_type, audience: 'x' }, basic(client.id, secret))).status).toBe(200)
  })

  it.each<[string, () => Parameters<typeof token>, number, string]>([
    ['a wrong secret', () => [{ grant_type }, basic(client.id, 'wrong')], 401, 'invalid_client'],
    ['an unknown client', () => [{ grant_type }, basic('nobody', secret)], 401, 'invalid_client'],
    ['a client id with a NUL', () => [{ grant_type, client_id: '\0', client_secret: secret }], 401, 'invalid_client'],
    ['no credentials', () => [{ grant_type }], 401, 'invalid_client'],
    ['an unreadable header', () => [{ grant_type }, 'Basic ***'], 401, 'invalid_client'],
    [
      'both ways at once',
      () => [{ grant_type, client_id: client.id, client_secret: secret }, basic(client.id, secret)],
      400,
      'invalid_request',
    ],
    [
      'two grant types',
      () => [`grant_type=${grant_type}&grant_type=password`, basic(client.id, secret)],
      400,
      'invalid_request',
    ],
    ['no grant type', () => [{ client_id: client.id, client_secret: secret }], 400, 'invalid_request'],
    ['an empty form', () => ['', basic(client.id, secret)], 400, 'invalid_request'],
    ['another grant', () => [{ grant_type: 'password' }, basic(client.id, secret)], 400, 'unsupported_grant_type'],
    [
      'a scope it may not have',
      () => [{ grant_type, scope: 'products:write' }, basic(client.id, secret)],
      400,
      'invalid_scope',
    ],
    ['no scope left', () => [{ grant_type }, basic(bare.id, secret)], 400, 'invalid_scope'],
  ])('%s', async (_, request, status, error) => {
    const reply = await token(...request())
    expect(reply).toMatchObject({ status, body: { error } })
    expect(reply.headers.get('content-type')).toBe('application/json')
    expect(reply.headers.get('cache-control')).toBe('no-store')
    if (status === 401) expect(reply.headers.get('www-authenticate')).toMatch(/^Basic realm=/)
  })

  it('takes a form only', async () => {
    const reply = await server.call('POST', '/v2/oauth/token', { body: { grant_type } })
    expect(reply).toMatchObject({ status: 415, body: { code: 'MEDIA_TYPE_UNSUPPORTED' } })
  })
})

describe('login', () => {
  const login = (email: string, given: string) =>
    server.call('POST', '/v2/auth/login', { body: { email, password: given } })

  it.each(['ada@stockroom.test', 'Ada@Stockroom.Test'])('lets %s in', async (email) => {
    const reply = await login(email, password)
    expect(reply).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 900 } })
    expect(reply.body.scope.split(' ')).toContain('products:write')
    expect((await server.call('GET', '/v2/orders', { token: reply.body.access_token })).status).toBe(200)
  })

  it('answers the same for a wrong password, an unknown address and an inactive account', async () => {
    const replies = await Promise.all([
      login('ada@stockroom.test', 'wrong'),
      login('nobody@stockroom.test', password),
      login('gone@stockroom.test', password),
    ])
    for (const reply of replies) {
      expect(reply).toMatchObject({ status: 401, body: { code: 'CREDENTIALS_INVALID' } })
      expect({ ...reply.body, trace_id: '' }).toEqual({ ...replies[0]?.body, trace_id: '' })
    }
  })
})

describe('a password', () => {
  it('does the work of a known address for one that is not', async () => {
    const stored = await hashPassword(password)
    const timed = async (hash: string | null) => {
      const begun = performance.now()
      for (let turn = 0; turn < 8; turn++) expect(await passwordMatches(hash, 'wrong')).toBe(false)
      return performance.now() - begun
    }
    await timed(null)
    const [known, unknown] = [await timed(stored), await timed(null)]
    // Without the work it takes no thousandth; how close the two are, test/bench/login-timing.ts measures.
    expect(unknown).toBeGreaterThan(known / 5)
  })

  it('is hashed by argon2id as OWASP asks', async () => {
    expect(await hashPassword(password)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })
})

describe('a bearer token', () => {
  it.each([undefined, '', 'Basic abc', 'Bearer', 'Bearer '])(
    'that is missing (%j) is asked for',
    async (authorization) => {
      const headers = authorization === undefined ? {} : { authorization }
      const reply = await server.call('GET', '/v2/products', { headers })
      expect(reply).toMatchObject({ status: 401, body: { code: 'TOKEN_MISSING' } })
      expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="stockroom"')
    },
  )

  it.each(['garbage', 'a.b.c', 'x'.repeat(6_000)])('that does not hold (%#) is refused', async (given) => {
    const reply = await server.call('GET', '/v2/products', { token: given })
    expect(reply).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID' } })
    expect(reply.headers.get('www-authenticate')).toContain('error="invalid_token"')
  })

  it('is asked for before the body is looked at', async () => {
    expect((await server.call('POST', '/v2/orders', { body: '{' })).status).toBe(401)
  })
})
