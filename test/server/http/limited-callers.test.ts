import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import { rateClasses as declared } from '../../../generated/v2/operations.ts'
import { makeApiKey } from '../../../server/auth/api-key.ts'
import { createKeyCheck } from '../../../server/auth/key-check.ts'
import type { Database } from '../../../server/db/database.ts'
import { networkOf } from '../../../server/http/limits/network.ts'
import type { Reply } from '../../support/call.ts'
import { insertClient, insertPartner, insertPerson, insertProduct } from '../../support/fixtures.ts'
import { useServer } from '../../support/server.ts'

interface Rate {
  readonly limit: number
  readonly window_seconds: number
  readonly burst: number
}
interface Declared extends Rate {
  readonly account?: Rate
}

/** So slow that, however busy this machine, hardly anything flows in during a test. */
const hourly = (burst: number) => ({ limit: burst, window_seconds: 3_600, burst })
const rateClasses = {
  login: { ...hourly(10), account: hourly(15) },
  token: { ...hourly(10), account: hourly(15) },
  read: hourly(60),
  unmatched: hourly(20),
}
const origin = 'https://shop.example.com'
const server = useServer({
  env: { RATE_LIMITS: 'on', RATE_CLASSES: JSON.stringify(rateClasses), TRUST_PROXY: 'loopback', CORS_ORIGINS: origin },
})
const from = (address: string) => ({ 'x-forwarded-for': address })
let turn = 0
const freshAddress = () => `198.51.${turn++ >> 8}.${turn & 255}`
const password = 'correct horse battery staple'

describe('an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:C000:201', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:0001:2::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['1::2:3:4:5:192.0.2.1', '1:0:2:3::/64'],
    ['unknown', 'unknown'],
  ])('%s is counted as %s', (address, network) => expect(networkOf(address)).toBe(network))

  it('of IPv6 does not become another caller within its network', async () => {
    const statuses = []
    for (let count = 0; count <= rateClasses.unmatched.burst; count++) {
      const headers = from(`2001:db8:7:7:${count.toString(16)}::${count}`)
      statuses.push((await server.call('GET', '/v2/nothing', { headers })).status)
    }
    expect(statuses.slice(0, -1)).toEqual(Array(rateClasses.unmatched.burst).fill(404))
    expect(statuses.at(-1)).toBe(429)
    expect((await server.call('GET', '/v2/nothing', { headers: from('2001:db8:7:8::1') })).status).toBe(404)
  })
})

describe('an account', () => {
  const guess = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    server.call('POST', '/v2/oauth/token', {
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...from(freshAddress()), ...headers },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString(),
    })

  it.each([
    ['in the form', (id: string) => guess({ client_id: id, client_secret: 'wrong', email: `${turn}@x.test` })],
    [
      'in the form, beside another member',
      (id: string) =>
        guess({ client_id: id, client_secret: 'wrong', refresh_token: `${crypto.randomUUID()}.${'a'.repeat(43)}` }),
    ],
    [
      'by HTTP Basic',
      (id: string) =>
        guess({ email: `${turn}@x.test` }, { authorization: `Basic ${Buffer.from(`${id}:wrong`).toString('base64')}` }),
    ],
  ])('that is named %s is counted whatever else is named', async (_, attempt) => {
    const { id } = await insertClient(server.database, null)
    const statuses = []
    for (let count = 0; count <= rateClasses.token.account.burst; count++) statuses.push((await attempt(id)).status)
    expect(statuses.at(-2)).toBe(401)
    expect(statuses.at(-1)).toBe(429)
  })

  const named = Object.entries(declared).flatMap(([name, { account, ...address }]: [string, Declared]) =>
    account === undefined ? [] : [{ name, account, address }],
  )

  it('is named by the requests of three classes', () => expect(named).toHaveLength(3))

  it.each(named)('of $name holds more than an address can take from it', ({ account, address }) => {
    const perSecond = ({ limit, window_seconds }: Rate) => limit / window_seconds
    expect(account.burst).toBeGreaterThan(address.burst)
    expect(perSecond(account)).toBeGreaterThan(perSecond(address))
  })

  it('is not closed to its owner by whoever guesses from another place', async () => {
    const email = `${crypto.randomUUID()}@stockroom.test`
    await insertPerson(server.database, { email, password })
    const place = freshAddress()
    const signIn = (guessed: string, address: string) =>
      server.call('POST', '/v2/auth/login', { body: { email, password: guessed }, headers: from(address) })
    const statuses = []
    for (let count = 0; count < 30; count++) statuses.push((await signIn('wrong', place)).status)
    expect(statuses.at(-1)).toBe(429)
    expect((await signIn(password, freshAddress())).status).toBe(200)
  })
})

describe('API keys', () => {
  const makerOf = async () => server.tokenFor(await insertClient(server.database, await insertPartner(server.database)))
  const make = async (token: string) => {
    const body = { name: 'Scanner', scopes: ['products:read'] }
    return server.call('POST', '/v2/api-keys', { token, body })
  }

  it('of one maker share what is counted', async () => {
    const token = await makerOf()
    const keys = await Promise.all([make(token), make(token), make(token)])
    const ask = (at: number) =>
      server.call('GET', '/v2/products', { headers: { 'x-api-key': keys[at % 3]?.body.key, ...from(freshAddress()) } })
    const replies = await Promise.all(Array.from({ length: rateClasses.read.burst + 10 }, (_, at) => ask(at)))
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(rateClasses.read.burst)
    expect((await server.call('GET', '/v2/products', { token, headers: from(freshAddress()) })).status).toBe(429)
  })

  it('are at most 100 of one maker, however many are asked for at once', async () => {
    const token = await makerOf()
    const replies = await Promise.all(Array.from({ length: 110 }, () => make(token)))
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(100)
    const [refused] = replies.filter(({ status }) => status !== 201)
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ code: 'API_KEYS_TOO_MANY' }] } })
    const revoked = replies.find(({ status }) => status === 201)?.headers.get('location') as string
    expect((await server.call('DELETE', revoked, { token })).status).toBe(204)
    expect((await make(token)).status).toBe(201)
    expect((await make(await makerOf())).status).toBe(201)
  })

  it('that are made up are counted before they are looked up', async () => {
    const untouched = new Proxy({} as Database['reads'], {
      get: () => {
        throw new Error('looked up')
      },
    })
    const { authenticate } = createKeyCheck({ db: untouched, reads: untouched } as Database, [])
    await expect(async () => authenticate(makeApiKey(), () => Promise.reject(new Error('too many')))).rejects.toThrow(
      'too many',
    )
    const address = freshAddress()
    const replies = await Promise.all(
      Array.from({ length: rateClasses.read.burst + 10 }, () =>
        server.call('GET', '/v2/products', { headers: { 'x-api-key': makeApiKey(), ...from(address) } }),
      ),
    )
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(rateClasses.read.burst)
  })
})

describe('a list', () => {
  it('of 100 orders with 100 lines each costs what it weighs', async () => {
    const { db } = server.database
    const partner = await insertPartner(server.database)
    const product = await insertProduct(server.database)
    const ids = Array.from({ length: 100 }, () => newId())
    const order = {
      partner_id: partner,
      customer_id: null,
      status: 'pending',
      total_amount: 100,
      currency: 'EUR',
    } as const
    await db
      .insertInto('orders')
      .values(ids.map((id) => ({ id, ...order })))
      .execute()
    const line = { product_id: product, sku: 'SKU-1', name: 'Lamp', quantity: 1, unit_amount: 1 }
    for (const order_id of ids) {
      const lines = Array.from({ length: 100 }, (_, position) => ({ order_id, position, ...line }))
      await db.insertInto('order_lines').values(lines).execute()
    }
    const token = await server.tokenFor(await insertClient(server.database, partner))
    const left = (reply: Reply) => Number(/r=(\d+)/.exec(reply.headers.get('ratelimit') ?? '')?.[1])
    const ask = (limit: number) => server.call('GET', `/v2/orders?limit=${limit}`, { token })

    expect(left(await ask(1))).toBe(rateClasses.read.burst - 1)
    const heavy = await ask(100)
    expect(heavy.status).toBe(200)
    const cost = Math.ceil(heavy.text.length / 32_768)
    expect(cost).toBeGreaterThan(30)
    expect(left(heavy)).toBe(rateClasses.read.burst - 1 - cost)
    expect((await ask(100)).status).toBe(200)
    const refused = await ask(1)
    expect(refused).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
  })
})

describe('a preflight', () => {
  it('is free, however often a browser asks', async () => {
    const address = freshAddress()
    const headers = { origin, 'access-control-request-method': 'POST', ...from(address) }
    for (let count = 0; count < 2 * rateClasses.unmatched.burst; count++) {
      const reply = await server.call('OPTIONS', '/v2/orders', { headers })
      expect({ status: reply.status, counted: reply.headers.get('ratelimit') }).toEqual({ status: 204, counted: null })
    }
    const other = await server.call('GET', '/v2/nothing', { headers: from(address) })
    expect(other.headers.get('ratelimit')).toContain(`r=${rateClasses.unmatched.burst - 1};`)
  })
})
