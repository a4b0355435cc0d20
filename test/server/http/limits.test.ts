import { beforeAll, describe, expect, it } from 'vitest'
import { insertClient, insertPartner, insertPerson } from '../../support/fixtures.ts'
import { startServer, useServer } from '../../support/server.ts'

/** So slow that, however busy this machine, hardly anything flows in during a test. */
const hourly = (burst: number) => ({ limit: burst, window_seconds: 3_600, burst })
const rateClasses = {
  login: { ...hourly(10), account: hourly(15) },
  read: hourly(100),
  public: hourly(50),
  unmatched: hourly(40),
}
const limited = { RATE_LIMITS: 'on', RATE_CLASSES: JSON.stringify(rateClasses) }

const server = useServer({ env: { ...limited, TRUST_PROXY: 'loopback' } })
const from = (address: string) => ({ 'x-forwarded-for': address })
let turn = 0
/** An address that nobody came from before. */
const freshAddress = () => `203.0.${turn++ >> 8}.${turn & 255}`

const login = (email: string, address: string, on = server) =>
  on.call('POST', '/v2/auth/login', { body: { email, password: 'wrong' }, headers: from(address) })

describe('every answer', () => {
  it('says what the limit is and what is left of it', async () => {
    const token = await server.tokenFor(await insertClient(server.database, await insertPartner(server.database)))
    const first = await server.call('GET', '/v2/products', { token })
    expect(first.headers.get('ratelimit-policy')).toBe('"read";q=100;w=3600')
    expect(first.headers.get('ratelimit')).toMatch(/^"read";r=\d+;t=\d+$/)
    const unscoped = await server.call('POST', '/v2/products', { token, body: '{' })
    expect(unscoped.headers.get('ratelimit')).toMatch(/^"write";r=\d+;t=\d+$/)
    const nobody = await server.call('GET', '/v2/products')
    expect(nobody.status).toBe(401)
    expect(nobody.headers.get('ratelimit')).toMatch(/^"read";/)
  })
})

describe('requests that match no operation', () => {
  const asked: [name: string, method: string, path: string, status: number, rateClass: string, headers?: object][] = [
    ['an unknown path', 'GET', '/v2/nothing', 404, 'unmatched'],
    ['a path of no version', 'GET', '/nothing', 404, 'unmatched'],
    ['an unknown path of v1', 'POST', '/v1/nothing', 404, 'unmatched'],
    ['a method that the path lacks', 'DELETE', '/v2/products', 405, 'unmatched'],
    ['a question for the methods', 'OPTIONS', '/v2/products', 204, 'unmatched'],
    ['an escape that is no text', 'GET', '/v2/products/%ff', 400, 'unmatched'],
    ['such an escape outside of all versions', 'GET', '/nothing/%zz', 404, 'unmatched'],
    ['a URL that is too long', 'GET', `/v2/products?search=${'x'.repeat(9_000)}`, 414, 'unmatched'],
    ['a media type that is not answered', 'GET', '/v2/products', 406, 'read', { accept: 'text/html' }],
  ]

  it.each(asked)('is counted by address: %s', async (_, method, path, status, rateClass, headers = {}) => {
    const address = freshAddress()
    const ask = async () => {
      const reply = await server.call(method, path, { headers: { ...headers, ...from(address) } })
      expect(reply.status).toBe(status)
      expect(reply.headers.get('ratelimit-policy')).toMatch(new RegExp(`^"${rateClass}";q=\\d+;w=3600$`))
      return Number(/^"\w+";r=(\d+);t=\d+$/.exec(reply.headers.get('ratelimit') ?? '')?.[1])
    }
    const left = await ask()
    expect(await ask()).toBe(left - 1)
  })

  it('is refused with 429 once there was too much of it, whatever it was', async () => {
    const address = freshAddress()
    const replies = await Promise.all(
      Array.from({ length: rateClasses.unmatched.burst + 10 }, (_, at) =>
        server.call('PUT', at % 2 ? `/v2/x${at}` : '/v2/orders', { headers: from(address) }),
      ),
    )
    const refused = replies.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThanOrEqual(9)
    expect(refused[0]).toMatchObject({ body: { code: 'RATE_LIMITED' } })
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    const token = await server.tokenFor(await insertClient(server.database, null))
    expect((await server.call('GET', '/v2/products', { token, headers: from(address) })).status).toBe(200)
    expect((await server.call('GET', '/v2/x', { headers: from(freshAddress()) })).status).toBe(404)
    expect((await server.call('GET', '/health/live', { headers: from(address) })).status).toBe(200)
  })

  it('is counted where a version has ended', async () => {
    const later = await startServer({
      env: limited,
      databaseUrl: server.databaseUrl,
      clock: () => Date.parse('2099-01-01'),
    })
    try {
      const reply = await later.call('GET', '/v1/products')
      expect(reply).toMatchObject({ status: 410 })
      expect(reply.headers.get('ratelimit-policy')).toBe('"read";q=100;w=3600')
    } finally {
      await later.close()
    }
  })
})

describe('a limit', () => {
  it('refuses with 429, a Retry-After and a problem', async () => {
    const address = freshAddress()
    const replies = []
    for (let count = 0; count <= rateClasses.login.burst; count++)
      replies.push(await login(`p${count}@x.test`, address))
    expect(replies.slice(0, -1).map(({ status }) => status)).toEqual(Array(rateClasses.login.burst).fill(401))
    const refused = replies.at(-1)
    expect(refused).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } })
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(refused?.headers.get('ratelimit')).toMatch(/^"login";r=0;t=\d+$/)
  })

  it('sends those it refuses together back at different times', async () => {
    const address = freshAddress()
    const ask = () => server.call('GET', '/.well-known/jwks.json', { headers: from(address) })
    const replies = await Promise.all(Array.from({ length: 150 }, ask))
    const times = replies.filter(({ status }) => status === 429).map(({ headers }) => headers.get('retry-after'))
    expect(times.length).toBeGreaterThan(50)
    expect(new Set(times).size).toBeGreaterThan(5)
  })

  it('counts an account wherever its guesses come from, in any case of its letters', async () => {
    const statuses = []
    for (let count = 0; count <= rateClasses.login.account.burst; count++) {
      statuses.push((await login(count % 2 ? 'Ada@x.test' : 'ada@x.test', freshAddress())).status)
    }
    expect(statuses.at(-2)).toBe(401)
    expect(statuses.at(-1)).toBe(429)
  })

  it('is not got round by naming an address of an untrusted proxy', async () => {
    const plain = await startServer({ env: limited })
    try {
      const statuses = []
      for (let count = 0; count <= rateClasses.login.burst; count++) {
        statuses.push((await login(`q${count}@x.test`, freshAddress(), plain)).status)
      }
      expect(statuses.at(-1)).toBe(429)
    } finally {
      await plain.close()
    }
  })

  it('counts those whom no token names by their address', async () => {
    const { burst } = rateClasses.read
    const address = freshAddress()
    const replies = await Promise.all(
      Array.from({ length: burst + 50 }, () =>
        server.call('GET', '/v2/products', { token: 'garbage', headers: from(address) }),
      ),
    )
    expect(replies.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
    expect((await server.call('GET', '/v2/products', { headers: from(freshAddress()) })).status).toBe(401)
  })

  it('lets exactly what it says through over two nodes', async () => {
    const other = await startServer({
      env: { ...limited, TRUST_PROXY: 'loopback' },
      databaseUrl: server.databaseUrl,
    })
    try {
      const { burst, limit } = rateClasses.public
      const address = freshAddress()
      const begun = Date.now()
      const replies = await Promise.all(
        Array.from({ length: 200 }, (_, at) =>
          (at % 2 ? server : other).call('GET', '/.well-known/jwks.json', { headers: from(address) }),
        ),
      )
      const refill = Math.ceil(((Date.now() - begun) / 1000) * (limit / 3_600))
      const through = replies.filter(({ status }) => status === 200).length
      expect(through).toBeGreaterThanOrEqual(burst)
      expect(through).toBeLessThanOrEqual(burst + refill)
    } finally {
      await other.close()
    }
  })
})

describe('while the counts are away', () => {
  const password = 'correct horse battery staple'
  beforeAll(async () => {
    await insertPerson(server.database, { email: 'counted@stockroom.test', password })
  })

  it('the API answers, uncounted and logged, and login does not', async () => {
    const away = await startServer({
      env: { RATE_LIMITS: 'on', REDIS_URL: 'redis://127.0.0.1:9' },
      databaseUrl: server.databaseUrl,
      keys: server.keys,
    })
    try {
      const token = await away.tokenFor(await insertClient(server.database, await insertPartner(server.database)))
      expect((await away.call('GET', '/v2/products', { token })).status).toBe(200)
      const body = { email: 'counted@stockroom.test', password }
      const signIn = await away.call('POST', '/v2/auth/login', { body })
      expect(signIn).toMatchObject({ status: 503, body: { code: 'SERVICE_UNAVAILABLE' } })
      expect(Number(signIn.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
      expect(away.logs.some(({ msg }) => msg === 'rate limits are not counted')).toBe(true)
      const counted = await away.metrics.registry.getSingleMetricAsString('stockroom_rate_uncounted_total')
      expect(counted).toContain('{class="read"} 2')
      expect(counted).toContain('{class="login"} 1')
    } finally {
      await away.close()
    }
  })
})
