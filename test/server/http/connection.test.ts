import { describe, expect, it } from 'vitest'
import { merchant } from '../../support/fixtures.ts'
import { parseResponses, sendRaw } from '../../support/raw.ts'
import { useServer } from '../../support/server.ts'

const server = useServer({
  env: {
    REQUEST_TIMEOUT_MS: '1500',
    HEADERS_TIMEOUT_MS: '1000',
    KEEP_ALIVE_TIMEOUT_MS: '200',
    MAX_HEADER_BYTES: '16384',
  },
})

const raw = async (parts: (string | Buffer)[], options = {}) =>
  parseResponses(await sendRaw(new URL(server.url), parts, options))

const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`

describe('bytes that are no request', () => {
  it.each([
    ['noise', 'hello\r\n\r\n'],
    ['a method that is none', 'G@T / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a space in the path', 'GET /a b HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['two lengths', 'POST /v2/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'POST /v2/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a length that is no number', 'POST /v2/orders HTTP/1.1\r\nHost: x\r\nContent-Length: one\r\n\r\n'],
    [
      'a broken chunk',
      'POST /v2/oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    ],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
  ])('%s: 400 as a problem, and the connection ends', async (_, text) => {
    const [response] = await raw([text])
    expect(response).toMatchObject({ status: 400, headers: { connection: 'close' } })
  })

  it('answers a problem', async () => {
    const [response] = await raw(['hello\r\n\r\n'])
    expect(response?.headers['content-type']).toBe('application/problem+json')
    expect(JSON.parse(response?.body ?? '')).toMatchObject({ status: 400, code: 'REQUEST_MALFORMED' })
  })

  it('headers that are too large: 431', async () => {
    const [response] = await raw([get('/v2/products', `X-Big: ${'a'.repeat(40_000)}\r\n`)])
    expect(response?.status).toBe(431)
    expect(JSON.parse(response?.body ?? '')).toMatchObject({ code: 'HEADERS_TOO_LARGE' })
  })

  it('headers of a HEAD that are too large: 431 without content', async () => {
    const head = get('/v2/products', `X-Big: ${'a'.repeat(20_000)}\r\n`).replace('GET', 'HEAD')
    const text = await sendRaw(new URL(server.url), [head])
    expect(text).toMatch(/^HTTP\/1\.1 431 .*\r\n\r\n$/s)
  })
})

describe('requests that do not end', () => {
  const head = 'POST /v2/oauth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n'

  it('half a body, then silence: 408', async () => {
    const [response] = await raw([`${head}Content-Length: 100\r\n\r\ngrant_type=`], { quietMs: 5_000 })
    expect(response?.status).toBe(408)
    expect(JSON.parse(response?.body ?? '')).toMatchObject({ code: 'REQUEST_TIMEOUT' })
  })

  it('a body that trickles, however steadily: 408', async () => {
    const drops = Array.from({ length: 20 }, () => 'x')
    const begun = performance.now()
    const [response] = await raw([`${head}Content-Length: 100\r\n\r\n`, ...drops], { pauseMs: 200, quietMs: 3_000 })
    expect(response?.status).toBe(408)
    expect(performance.now() - begun).toBeLessThan(4_000)
  })

  it('a connection that idles after its answer: closed', async () => {
    const begun = performance.now()
    const text = await sendRaw(new URL(server.url), [get('/health/live')], { quietMs: 8_000 })
    expect(text).toMatch(/^HTTP\/1\.1 200 /)
    expect(text).toMatch(/keep-alive: timeout=/i)
    // Node waits a second longer than it says, so that a caller who believes it is not cut off.
    expect(performance.now() - begun).toBeLessThan(4_000)
  })

  it('headers that trickle: 408', async () => {
    const [response] = await raw(['GET / HTTP/1.1\r\n', 'A: b\r\n', 'C: d\r\n'], { pauseMs: 300, quietMs: 5_000 })
    expect(response?.status).toBe(408)
  })

  it('half a body, then the end of the connection: nothing breaks', async () => {
    await raw([`${head}Content-Length: 100\r\n\r\ngrant_type=`], { end: true })
    expect((await server.call('GET', '/health/live')).status).toBe(200)
    expect(server.logs.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('more bytes than the length says: the surplus is another request, and no good one', async () => {
    const responses = await raw([`${head}Content-Length: 5\r\n\r\na=b&csecret=1\r\n\r\n`])
    expect(responses.map(({ status }) => status)).toEqual([400, 400])
  })
})

describe('pipelined requests', () => {
  it('are answered in their order', async () => {
    const responses = await raw([get('/health/live') + get('/v2/nothing') + get('/health/live') + get('/v2/products')])
    expect(responses.map(({ status }) => status)).toEqual([200, 404, 200, 401])
  })

  it('are answered before noise that follows them', async () => {
    const responses = await raw([`${get('/health/ready')}noise\r\n\r\n`])
    expect(responses.map(({ status }) => status)).toEqual([200, 400])
  })
})

describe('methods and forms of a request', () => {
  it('answers a HEAD with the headers of its GET and no content', async () => {
    const text = await sendRaw(new URL(server.url), [
      `HEAD /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    ])
    expect(text).toMatch(/^HTTP\/1\.1 200 /)
    expect(text).toMatch(/content-length: \d+/i)
    expect(text.endsWith('\r\n\r\n')).toBe(true)
  })

  it('reads the absolute form that proxies send', async () => {
    const [response] = await raw([get('http://api.example.com/v2/nothing?x=1')])
    expect(JSON.parse(response?.body ?? '')).toMatchObject({ code: 'ROUTE_UNKNOWN' })
    const [known] = await raw([get('http://api.example.com/v2/products')])
    expect(known?.status).toBe(401)
    expect(JSON.parse(known?.body ?? '')).toMatchObject({ instance: '/v2/products' })
    const authorization = `Authorization: Bearer ${await server.tokenFor(merchant)}\r\n`
    const [listed] = await raw([get('http://api.example.com/v2/products?limit=1', authorization)])
    expect(listed?.status).toBe(200)
    const [bare] = await raw([get('http://api.example.com')])
    expect(bare?.status).toBe(404)
  })

  it('passes over an expectation that it does not know', async () => {
    const [response] = await raw([get('/health/live', 'Expect: the-impossible\r\n')])
    expect(response?.status).toBe(200)
  })

  it('is no proxy, and says so', async () => {
    const [response] = await raw(['CONNECT api.example.com:443 HTTP/1.1\r\nHost: api.example.com:443\r\n\r\n'])
    expect(response).toMatchObject({ status: 400, headers: { 'content-type': 'application/problem+json' } })
  })

  it('does not resolve dots in a path', async () => {
    const [response] = await raw([get('/v2/orders/../products')])
    expect(response?.status).toBe(404)
  })

  it.each(['OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n', 'TRACE / HTTP/1.1\r\nHost: x\r\n\r\n'])(
    '%j does no harm',
    async (text) => {
      const [response] = await raw([text])
      expect(response?.status).toBeGreaterThanOrEqual(200)
      expect(response?.status).toBeLessThan(500)
    },
  )

  it('lists the methods of a path for OPTIONS', async () => {
    const reply = await server.call('OPTIONS', '/v2/products')
    expect(reply.status).toBe(204)
    expect(reply.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS')
  })
})
