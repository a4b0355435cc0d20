import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes as v1 } from '../../../generated/v1/operations.ts'
import { routes as v2 } from '../../../generated/v2/operations.ts'
import { everyScope, insertPartner, insertProduct } from '../../support/fixtures.ts'
import { type ScriptedIssuer, startIssuer } from '../../support/issuer.ts'
import type { World } from '../../support/matrix/objects.ts'
import { requestFor } from '../../support/matrix/requests.ts'
import { startServer, type TestServer } from '../../support/server.ts'
import { nobody } from '../../support/world.ts'

const audience = 'https://api.stockroom.test'
const scope = [...everyScope].join(' ')
let issuer: ScriptedIssuer
/** By what they are configured: as it is by default; for the merchant's own people; for a provider without types. */
let strict: TestServer
let merchants: TestServer
let untyped: TestServer

const serverWith = (env: Record<string, string>) =>
  startServer({ env: { AUTH_ISSUER: issuer.issuer, AUTH_AUDIENCE: audience, SERVE_AFTER_SUNSET: 'on', ...env } })

beforeAll(async () => {
  // As Auth0's: the issuer ends with a slash, and is compared with it.
  issuer = await startIssuer(audience, '/')
  strict = await serverWith({})
  merchants = await serverWith({ AUTH_WITHOUT_PARTNER: 'merchant' })
  untyped = await serverWith({ AUTH_WITHOUT_PARTNER: 'merchant', AUTH_TOKEN_TYPE: 'JWT' })
})

afterAll(async () => {
  for (const server of [strict, merchants, untyped]) await server?.close()
  await issuer.close()
})

const sub = 'auth0|66f1c7a4e1b2c3d4e5f60718'
const partner_id = '019ab3f2-8d42-7e11-8c7a-2f6f4e1d9a11'
type Signed = Parameters<ScriptedIssuer['sign']>

async function statusOf(server: TestServer, ...[claims, header]: Signed): Promise<string> {
  const token = await issuer.sign({ sub, scope, ...claims }, header)
  const { status, body } = await server.call('GET', '/v2/orders', { token })
  return status === 200 ? '200' : `${status} ${body.code}`
}

describe('the partner of a token', () => {
  it.each([
    ['a list', [partner_id]],
    ['an empty list', []],
    ['an object', { id: partner_id }],
    ['a number', 7],
    ['true', true],
    ['false', false],
    ['null', null],
    ['an empty text', ''],
    ['a name', 'acme'],
    ['a UUID with a space', `${partner_id} `],
    ['a UUID with a line', `${partner_id}\n`],
    ['a UUID without hyphens', partner_id.replaceAll('-', '')],
  ])('is refused as %s, whatever is said of tokens without one', async (_, value) => {
    expect(await statusOf(strict, { partner_id: value })).toBe('401 TOKEN_INVALID')
    expect(await statusOf(merchants, { partner_id: value })).toBe('401 TOKEN_INVALID')
  })

  it('is the merchant where there is none, only if the configuration says so', async () => {
    expect(await statusOf(strict, {})).toBe('401 TOKEN_INVALID')
    expect(await statusOf(merchants, {})).toBe('200')
    expect(strict.logs).toContainEqual(expect.objectContaining({ reason: 'partner_id is missing' }))
  })

  it('is the one that a UUID names, in either case', async () => {
    const id = await insertPartner(strict.database)
    const body = { email: 'grace@example.com', name: 'Grace' }
    const made = await strict.call('POST', '/v2/customers', {
      token: await issuer.sign({ sub, scope, partner_id: id.toUpperCase() }),
      body,
    })
    expect(made.status).toBe(201)
    const path = `/v2/customers/${made.body.id}`
    const read = async (partner: string) =>
      (await strict.call('GET', path, { token: await issuer.sign({ sub, scope, partner_id: partner }) })).status
    expect(await read(id)).toBe(200)
    expect(await read(partner_id)).toBe(403)
  })

  it('that is not known here sees nothing and writes nothing', async () => {
    const token = await issuer.sign({ sub, scope, partner_id })
    expect(await strict.call('GET', '/v2/customers', { token })).toMatchObject({ status: 200, body: { data: [] } })
    const body = { email: 'ada@example.com', name: 'Ada' }
    const refused = await strict.call('POST', '/v2/customers', { token, body })
    expect(refused).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID' } })
    expect(refused.headers.get('www-authenticate')).toContain('invalid_token')
  })
})

describe('a subject that is no UUID', () => {
  it.each([
    ['a provider and an id', sub],
    ['an address', 'ada@example.com'],
    ['letters of any language', 'Zoë 明 🏷'],
    ['as long as may be', 'x'.repeat(255)],
    ['quotes', `'; drop table users; --`],
  ])('never is a 500: %s', async (_, subject) => {
    const product = await insertProduct(merchants.database)
    const world = { product, order: nobody, customer: nobody, person: { id: nobody } } as unknown as World
    const token = await issuer.sign({ sub: subject, scope })
    const answers: Record<string, number> = {}
    for (const route of [...v1, ...v2].filter(({ scopes }) => scopes !== null)) {
      const { method, path, headers, body } = await requestFor(route, nobody, world)
      const key = { 'idempotency-key': crypto.randomUUID() }
      const reply = await merchants.call(method, path.replace(/\{[^}]+\}/, nobody), {
        token,
        headers: { ...key, ...headers },
        ...(body === undefined ? {} : { body }),
      })
      if (reply.status >= 500 || reply.status === 401) answers[`${method} ${path}`] = reply.status
    }
    expect(answers).toEqual({})
  })

  it('is in the audit trail as the token names it, and found there', async () => {
    const token = await issuer.sign({ sub, scope })
    const body = { sku: crypto.randomUUID(), name: 'Lamp', price: { amount: 100, currency: 'EUR' }, stock: 1 }
    expect((await merchants.call('POST', '/v2/products', { token, body })).status).toBe(201)
    const { body: events } = await merchants.call('GET', `/v2/audit-events?actor_subject=${encodeURIComponent(sub)}`, {
      token,
    })
    expect(events.data[0]).toMatchObject({ action: 'product.created', actor: { kind: 'user', subject: sub } })
  })

  it('keeps the idempotency keys of two people apart, and each of them finds their own', async () => {
    const headers = { 'idempotency-key': 'the-same-key' }
    const create = async (subject: string) => {
      const body = { sku: crypto.randomUUID(), name: 'Lamp', price: { amount: 100, currency: 'EUR' }, stock: 1 }
      const token = await issuer.sign({ sub: subject, scope })
      return async () => (await merchants.call('POST', '/v2/products', { token, headers, body })).body.id
    }
    const [ada, bob] = [await create('auth0|ada'), await create('auth0|bob')]
    const [first, second] = [await ada(), await bob()]
    expect(second).not.toBe(first)
    expect([await ada(), await bob()]).toEqual([first, second])
  })

  it.each([
    ['a NUL', 'auth0|\0abc'],
    ['half a character', 'auth0|\ud800'],
    ['more than 255 characters', 'x'.repeat(256)],
    ['nothing', ''],
    ['a number', 7],
    ['a list', [sub]],
  ])('is refused with %s', async (_, subject) => {
    expect(await statusOf(merchants, { sub: subject as string })).toBe('401 TOKEN_INVALID')
  })
})

describe('tokens that are no access tokens', () => {
  it.each<[string, ...Signed]>([
    ['typ JWT', {}, { typ: 'JWT' }],
    ['no typ', {}, { typ: undefined as never }],
  ])('are those with %s, unless the provider has no other', async (_, claims, header) => {
    expect(await statusOf(merchants, claims, header)).toBe('401 TOKEN_INVALID')
    expect(await statusOf(untyped, claims, header)).toBe('200')
  })

  it.each<[string, ...Signed]>([
    ['an ID token by its nonce', { nonce: 'n-0S6_WzA2Mj' }],
    ['an ID token by its at_hash', { at_hash: '77QmUPtjPfzWtF2AnpK9RQ' }],
    ['an ID token by its c_hash', { c_hash: '77QmUPtjPfzWtF2AnpK9RQ' }],
    ['an ID token for its client alone', { azp: audience }],
    ['an ID token for its client alone, in a list', { aud: [audience], client_id: audience }],
    ['a logout token', { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }],
    ['a logout token by its typ', {}, { typ: 'logout+jwt' }],
    ["Cognito's ID token", { token_use: 'id' }],
    ["Keycloak's refresh token", { typ: 'Refresh' }],
    ['a token that is bound to a key', { cnf: { jkt: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I' } }],
  ])('%s', async (_, claims, header) => {
    expect(await statusOf(merchants, claims, header)).toBe('401 TOKEN_INVALID')
    expect(await statusOf(untyped, claims, header ?? { typ: 'JWT' })).toBe('401 TOKEN_INVALID')
  })

  it.each<[string, ...Signed]>([
    ['of several audiences', { aud: [audience, 'https://other.test'], azp: 'web' }],
    ['of Keycloak', { typ: 'Bearer', azp: 'web', sid: 'x' }],
    ['with its type written out', {}, { typ: 'application/at+jwt' }],
    ['whose scopes are in scp', { scope: undefined, scp: 'orders:read' }],
  ])('are not those %s', async (_, claims, header) => {
    expect(await statusOf(merchants, claims, header)).toBe('200')
  })
})
