import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { routes as v1 } from '../../../generated/v1/operations.ts'
import { routes as v2 } from '../../../generated/v2/operations.ts'
import { merchant } from '../../support/fixtures.ts'
import { startServer, useServer } from '../../support/server.ts'

const listed = 'https://shop.example.com'
const server = useServer({ env: { CORS_ORIGINS: `${listed}, https://admin.example.com` } })
const closed = useServer()

const preflight = (path: string, method: string, origin: string, on = server) =>
  on.call('OPTIONS', path, {
    headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'authorization' },
  })

const corsHeaders = (headers: Headers) => [...headers.keys()].filter((name) => name.startsWith('access-control-'))

describe('a page of a listed origin', () => {
  it.each([...v1, ...v2].map(({ method, path }) => [method, path]))('may ask for %s %s', async (method, path) => {
    const { status, headers, text } = await preflight(path, method, listed)
    expect({ status, text }).toEqual({ status: 204, text: '' })
    expect(headers.get('access-control-allow-origin')).toBe(listed)
    expect(headers.get('access-control-allow-methods')?.split(',')).toContain(method)
    expect(headers.get('access-control-allow-headers')?.toLowerCase().split(',')).toContain('authorization')
    expect(headers.get('access-control-max-age')).toBe('600')
    expect(headers.get('access-control-allow-credentials')).toBeNull()
    expect(headers.get('vary')).toMatch(/\borigin\b/i)
  })

  it.each([
    ['GET', '/health/live', 200],
    ['GET', '/v2/products', 401],
    ['GET', '/v2/nothing', 404],
    ['PUT', '/v2/products', 405],
  ])('reads the answer of %s %s, whatever it is', async (method, path, status) => {
    const reply = await server.call(method, path, { headers: { origin: listed } })
    expect(reply.status).toBe(status)
    expect(reply.headers.get('access-control-allow-origin')).toBe(listed)
    expect(reply.headers.get('access-control-expose-headers')).toMatch(/\bETag\b.*\bRetry-After\b.*\bX-Request-Id\b/)
  })
})

/** Names in lower case, as a header lists them. */
const listIn = (headers: Headers, name: string) => (headers.get(name) ?? '').toLowerCase().split(',')

/** What every page may read (Fetch, "CORS-safelisted response-header name"), and what browsers and proxies alone act on. */
const notForPages = [
  ...['cache-control', 'content-language', 'content-length', 'content-type', 'expires', 'last-modified', 'pragma'],
  ...['connection', 'date', 'keep-alive', 'transfer-encoding', 'vary', 'content-security-policy', 'referrer-policy'],
  ...['cross-origin-resource-policy', 'strict-transport-security', 'x-content-type-options', 'x-frame-options'],
]

/** Every key of every `headers` below responses, and every header parameter, however the document nests them. */
function declaredIn(document: string) {
  const read = new Set<string>()
  const sent = new Set<string>()
  JSON.parse(
    readFileSync(join(import.meta.dirname, `../../../generated/${document}/openapi.json`), 'utf8'),
    (_, value) => {
      if (value?.description !== undefined && value.headers)
        for (const name of Object.keys(value.headers)) read.add(name)
      if (value?.in === 'header') sent.add(value.name)
      return value
    },
  )
  return { read, sent }
}

describe.each(['v1', 'v2'])('what %s declares', (version) => {
  const { read, sent } = declaredIn(version)

  it('of headers may all be read by a page', async () => {
    expect([...read]).toEqual(expect.arrayContaining(['ETag', 'Retry-After', 'WWW-Authenticate']))
    const { headers } = await server.call('GET', '/v2/products', { headers: { origin: listed } })
    const exposed = [...listIn(headers, 'access-control-expose-headers'), ...notForPages]
    expect([...read].filter((name) => !exposed.includes(name.toLowerCase()))).toEqual([])
  })

  it('of headers may all be sent by a page', async () => {
    expect(sent.size).toBeGreaterThan(2)
    const { headers } = await preflight('/v2/products', 'POST', listed)
    const allowed = listIn(headers, 'access-control-allow-headers')
    const needed = [...sent, 'Authorization', 'Content-Type', 'Traceparent', 'Tracestate', 'Baggage', 'User-Agent']
    expect(needed.filter((name) => !allowed.includes(name.toLowerCase()))).toEqual([])
  })
})

it("what answers have beside the contract may be read by a page, but for what is a browser's own", async () => {
  const headers = { origin: listed, authorization: `Bearer ${await server.tokenFor(merchant)}` }
  const customer = { name: 'Ada', email: 'ada@example.com' }
  const replies = [
    await server.call('GET', '/v2/products', { headers }),
    await server.call('GET', '/v2/products', { headers: { origin: listed } }),
    await server.call('PUT', '/v2/products', { headers }),
    await server.call('GET', '/v1/products', { headers }),
    await server.call('POST', '/v2/customers', { headers: { ...headers, 'idempotency-key': 'k' }, body: customer }),
    await server.call('POST', '/v2/customers', { headers: { ...headers, 'idempotency-key': 'k' }, body: customer }),
    await server.call('POST', '/v2/customers', { headers: { ...headers, 'content-type': 'text/plain' }, body: 'x' }),
    await server.call('POST', '/v2/customers', { headers: { ...headers, 'content-encoding': 'gzip' }, body: customer }),
  ]
  expect(replies.map(({ status }) => status)).toEqual([200, 401, 405, 200, 201, 201, 415, 415])
  const exposed = listIn(replies[0]?.headers as Headers, 'access-control-expose-headers')
  const hidden = replies
    .flatMap((reply) => [...reply.headers.keys()])
    .filter((name) => !/^access-control-/.test(name) && !exposed.includes(name) && !notForPages.includes(name))
  expect(hidden).toEqual([])
})

it('a preflight is measured as one, and a request for nothing as unknown', async () => {
  const fresh = await startServer({ env: { CORS_ORIGINS: listed } })
  for (const path of ['/v2/products', '/v1/products', '/health/live']) await preflight(path, 'GET', listed, fresh)
  await preflight('/v2/nothing', 'GET', listed, fresh)
  await fresh.call('OPTIONS', '/v2/products')
  const counted = async () => {
    const metric = await fresh.metrics.registry.getSingleMetric('stockroom_http_request_duration_seconds')?.get()
    return metric?.values
      .filter((each) => Object(each).metricName?.endsWith('_count'))
      .map(({ labels, value }) => `${labels.operation} ${labels.status} ${value}`)
      .toSorted()
  }
  await expect
    .poll(counted)
    .toEqual(['preflight 204 1', 'preflight 204 1', 'preflight 204 1', 'unknown 204 1', 'unknown 404 1'])
  await fresh.close()
})

describe('a page of any other origin', () => {
  it.each([
    'https://evil.example.com',
    'https://shop.example.com.evil.test',
    'http://shop.example.com',
    'https://shop.example.com:8443',
    'https://SHOP.example.com.',
    'null',
    '*',
  ])('is given nothing: %s', async (origin) => {
    for (const reply of [
      await preflight('/v2/products', 'GET', origin),
      await server.call('GET', '/health/live', { headers: { origin } }),
    ]) {
      expect(reply.headers.get('access-control-allow-origin')).toBeNull()
      expect(reply.headers.get('vary')).toMatch(/\borigin\b/i)
    }
  })

  it('is given nothing at all where no origin is listed', async () => {
    expect(corsHeaders((await preflight('/v2/products', 'GET', listed, closed)).headers)).toEqual([])
    const reply = await closed.call('GET', '/health/live', { headers: { origin: listed } })
    expect(corsHeaders(reply.headers)).toEqual([])
  })
})

describe('every answer', () => {
  it.each(['/health/live', '/v2/products', '/v2/nothing', '/.well-known/jwks.json', '/%'])(
    'to %s tells a browser to do nothing with it',
    async (path) => {
      const { headers } = await server.call('GET', path)
      expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'")
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-powered-by')).toBeNull()
    },
  )
})
