import { describe, expect, it } from 'vitest'
import { routes as v1 } from '../../../generated/v1/operations.ts'
import { routes as v2 } from '../../../generated/v2/operations.ts'
import { useServer } from '../../support/server.ts'

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
