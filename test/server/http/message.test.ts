import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { merchant } from '../../support/fixtures.ts'
import { parseResponses, type RawResponse, sendRaw } from '../../support/raw.ts'
import { useServer } from '../../support/server.ts'

const server = useServer()
const raw = async (parts: string[], options = {}) => parseResponses(await sendRaw(new URL(server.url), parts, options))
const problemIn = (response: RawResponse | undefined) => ({
  status: response?.status,
  type: response?.headers['content-type'],
  connection: response?.headers.connection,
  code: JSON.parse(response?.body || '{}').code,
})
const malformed = { status: 400, type: 'application/problem+json', connection: 'close', code: 'REQUEST_MALFORMED' }

describe('a head', () => {
  it.each([
    ['two hosts', 'GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n'],
    ['the same host twice', 'GET /v2/products HTTP/1.1\r\nHost: a\r\nhOST: a\r\n'],
    ['no host', 'GET /health/live HTTP/1.1\r\nAccept: */*\r\n'],
    ['no host, of the first version', 'GET /v2/products HTTP/1.1\r\n'],
    ['a host that is a path', 'GET /v2/products HTTP/1.1\r\nHost: a/b\r\n'],
    ['a host with a user', 'GET /v2/products HTTP/1.1\r\nHost: me@a\r\n'],
    ['two hosts in one', 'GET /v2/products HTTP/1.1\r\nHost: a, b\r\n'],
    [
      'two authorizations',
      'GET /v2/products HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n',
    ],
    ['two content types', 'GET /v2/products HTTP/1.1\r\nHost: a\r\nContent-Type: a/b\r\nContent-Type: a/c\r\n'],
    ['chunks in HTTP/1.0', 'POST /v2/orders HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n'],
    ['an asterisk that is no question', 'GET * HTTP/1.1\r\nHost: a\r\n'],
    ['a version that is not written so', 'GET /v2/products HTTP/2.0\r\n'],
    ['no version', 'GET /v2/products\r\n'],
    ['a target without a host', 'GET http:///v2/products HTTP/1.1\r\nHost: a\r\n'],
    ['a target with half of an address', 'GET http://[::1/health/live HTTP/1.1\r\nHost: a\r\n'],
    ['a target with a user', 'GET http://me@a/v2/products HTTP/1.1\r\nHost: a\r\n'],
    ['a target of another scheme', 'GET ftp://a/health/live HTTP/1.1\r\nHost: a\r\n'],
  ])('with %s: 400 as a problem, and the connection ends', async (_, head) => {
    const [response, more] = await raw([`${head}\r\n`])
    expect(problemIn(response)).toEqual(malformed)
    expect(more).toBeUndefined()
  })

  it.each(['a', 'a:3000', 'api.example.com.', '127.0.0.1:1', '[::1]:3000', '', 'x_y'])(
    'may name the host %j',
    async (host) => {
      const [response] = await raw([`GET /health/live HTTP/1.1\r\nHost: ${host}\r\n\r\n`])
      expect(response?.status).toBe(200)
    },
  )

  it('of HTTP/1.0 may do without a host', async () => {
    const [response] = await raw(['GET /health/live HTTP/1.0\r\n\r\n'])
    expect(response?.status).toBe(200)
  })

  it('of the first version is refused in its shape', async () => {
    const [response] = await raw(['GET /v1/products HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'])
    expect(response).toMatchObject({
      status: 400,
      headers: { 'content-type': 'application/json', connection: 'close' },
    })
  })

  it.each(['gzip, chunked', 'chunked, chunked', 'identity, chunked', 'deflate, chunked'])(
    'with the transfer coding %s is refused, and what follows is no request',
    async (coding) => {
      const next = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n'
      const responses = await raw([
        `POST /v2/oauth/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: ${coding}\r\n\r\n0\r\n\r\n${next}`,
      ])
      expect(responses).toHaveLength(1)
      expect([400, 501]).toContain(responses[0]?.status)
      expect(responses[0]?.headers).toMatchObject({
        'content-type': 'application/problem+json',
        connection: 'close',
      })
    },
  )
})

describe('content', () => {
  const chunked = (count: number) =>
    `POST /v2/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${'1\r\n \r\n'.repeat(count)}2\r\n{}\r\n0\r\n\r\n`

  it('may come in some thousand chunks', async () => {
    const [response] = await raw([chunked(5_000)])
    expect(response?.status).toBe(422)
  })

  it('in chunks without end costs no more memory than its bytes: 400', async () => {
    const [response] = await raw([chunked(10_000)])
    expect(problemIn(response)).toMatchObject({ status: 400, code: 'REQUEST_MALFORMED' })
    expect(response?.body).toContain('10000 chunks')
  })
})

describe('an expectation', () => {
  const head = (more: string, length = 42) =>
    `POST /v2/stock-adjustments HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\n${more}\r\n`
  const json = 'Content-Type: application/json\r\n'
  const bearer = async () => `Authorization: Bearer ${await server.tokenFor(merchant)}\r\n`

  it.each([
    ['no token', async () => head(json), 401],
    ['another media type', async () => head(`Content-Type: text/plain\r\n${await bearer()}`), 415],
    ['too much content', async () => head(json + (await bearer()), 99_000_000), 413],
    ['an answer that is not made', async () => head(`${json}Accept: text/html\r\n${await bearer()}`), 406],
  ])('is not met with %s: the answer comes instead, and the connection ends', async (_, request, status) => {
    const text = await sendRaw(new URL(server.url), [await request()])
    expect(text).not.toContain('100 Continue')
    expect(parseResponses(text)[0]).toMatchObject({ status, headers: { connection: 'close' } })
  })

  it.each(['', 'Expect: something\r\n', 'Expect: 100-CONTINUE\r\n'])(
    'is met once nothing in the head speaks against the request, beside %j, too',
    async (more) => {
      const text = await sendRaw(new URL(server.url), [head(more + json + (await bearer()), 2), '{}'], {
        pauseMs: 300,
        quietMs: 2_000,
      })
      expect(text).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 422 /)
      expect(text).toMatch(/connection: keep-alive/i)
    },
  )
})

describe('a request for another protocol', () => {
  const upgrade = 'GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
  const next = 'GET /v2/nothing HTTP/1.1\r\nHost: x\r\n\r\n'

  it('is answered in this one, and what came with it is no other request', async () => {
    const responses = await raw([upgrade + next.slice(0, 20), next.slice(20)], { pauseMs: 200 })
    expect(responses).toHaveLength(1)
    expect(responses[0]).toMatchObject({ status: 200, headers: { connection: 'close' } })
  })
})

describe('the server as a whole', () => {
  it.each(['*', 'http://api.example.com'])('says what it can for OPTIONS %s', async (target) => {
    const [response] = await raw([`OPTIONS ${target} HTTP/1.1\r\nHost: x\r\n\r\n`])
    expect(response).toMatchObject({
      status: 204,
      headers: { allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS' },
    })
  })
})

describe('a caller that has closed its side', () => {
  /** Ends its side with the request, as `nc -N` does. */
  const sendAndClose = (text: string) =>
    new Promise<string>((resolve) => {
      const { hostname, port } = new URL(server.url)
      const socket = connect(Number(port), hostname)
      let heard = ''
      socket.on('data', (chunk) => {
        heard += String(chunk)
      })
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(heard))
      socket.end(text)
    })

  it('is answered, and the connection ends', async () => {
    const token = await server.tokenFor(merchant)
    const heard = await sendAndClose(`GET /v2/products HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`)
    expect(parseResponses(heard)[0]).toMatchObject({ status: 200 })
  })

  it('is answered for each of its requests', async () => {
    const ask = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`
    const heard = await sendAndClose(ask('/health/ready') + ask('/v2/nothing') + ask('/v2/products'))
    expect(parseResponses(heard).map(({ status }) => status)).toEqual([200, 404, 401])
  })

  it('is told where its content ends too early', async () => {
    const heard = await sendAndClose(
      'POST /v2/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    )
    expect(problemIn(parseResponses(heard)[0])).toEqual(malformed)
  })
})
