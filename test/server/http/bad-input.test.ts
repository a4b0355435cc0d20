import { beforeAll, describe, expect, it } from 'vitest'
import { everyScope, insertClient, insertPartner, insertProduct } from '../../support/fixtures.ts'
import { useServer } from '../../support/server.ts'

const server = useServer()
let token: string
let productId: string

beforeAll(async () => {
  const partner = await insertClient(server.database, await insertPartner(server.database))
  token = await server.tokenFor({ ...partner, scopes: everyScope })
  productId = await insertProduct(server.database)
})

const json = { 'content-type': 'application/json' }
const send = (method: string, path: string, body?: unknown, headers = {}) =>
  server.call(method, path, { token, headers, ...(body === undefined ? {} : { body }) })

const good = () => ({ sku: `N-${crypto.randomUUID()}`, name: 'Lamp', price: { amount: 100, currency: 'EUR' } })

describe('what cannot be read', () => {
  it.each([
    ['text', '{'],
    ['an open string', '{"sku": "'],
    ['two values', '{} {}'],
    ['a trailing comma', '{"a": 1,}'],
    ['a comment', '{} // so'],
    ['NaN', '{"a": NaN}'],
    ['single quotes', "{'a': 1}"],
  ])('%s instead of JSON is 400', async (_, body) => {
    const reply = await send('POST', '/v2/products', body)
    expect(reply).toMatchObject({ status: 400, body: { code: 'REQUEST_MALFORMED' } })
    expect(reply.headers.get('content-type')).toBe('application/problem+json')
  })

  it('says where the JSON breaks and never what stands there', async () => {
    const reply = await send('POST', '/v2/products', '{\n  "name": "hunter2" "x" }')
    expect(reply.body.detail).toMatch(/line 2, column \d+/)
    for (const body of ['{\n  "name": "hunter2" "x" }', '{ "password": hunter2 }', 'hunter2']) {
      expect((await send('POST', '/v2/products', body)).text).not.toContain('hunter2')
    }
  })

  it('bytes that are not UTF-8 are 400', async () => {
    const response = await fetch(`${server.url}/v2/products`, {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${token}` },
      body: Buffer.from([0x22, 0xc3, 0x28, 0x22]),
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'REQUEST_MALFORMED' })
  })

  it('JSON that nests too deep is 400', async () => {
    const reply = await send('POST', '/v2/products', '['.repeat(100_000))
    expect(reply).toMatchObject({ status: 400, body: { code: 'REQUEST_MALFORMED' } })
  })

  it('JSON with an endless array is 400', async () => {
    const reply = await send('POST', '/v2/orders', JSON.stringify({ lines: Array(20_000).fill(0) }))
    expect(reply).toMatchObject({ status: 400, body: { code: 'REQUEST_MALFORMED' } })
  })

  it.each(['/v2/products/%', '/v2/products/%zz', '/v2/products/%c0%af', '/v2/orders/%ff'])(
    '%s is 400',
    async (path) => {
      expect(await send('GET', path)).toMatchObject({ status: 400, body: { code: 'REQUEST_MALFORMED' } })
    },
  )
})

describe('what breaks the contract', () => {
  it('is 422 with a pointer for every fault, not only the first', async () => {
    const reply = await send('POST', '/v2/products', {
      sku: '',
      name: 7,
      price: { amount: 0, currency: 'euro', tax: 1 },
      colour: 'red',
    })
    expect(reply).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED', status: 422 } })
    const pointers = reply.body.errors.map((fault: { in: string; pointer: string }) => `${fault.in}${fault.pointer}`)
    for (const pointer of ['/sku', '/name', '/price/amount', '/price/currency', '/price/tax', '/colour']) {
      expect(pointers).toContain(`body${pointer}`)
    }
  })

  it.each<[string, unknown, string, string]>([
    ['a missing member', { sku: 'a', name: 'b' }, '/price', 'REQUIRED'],
    ['an unknown member', { ...good(), x: 1 }, '/x', 'UNKNOWN_MEMBER'],
    ['a wrong type', { ...good(), stock: '1' }, '/stock', 'TYPE'],
    ['a value below the range', { ...good(), stock: -1 }, '/stock', 'MINIMUM'],
    ['a fraction of a cent', { ...good(), price: { amount: 1.5, currency: 'EUR' } }, '/price/amount', 'TYPE'],
    ['a list for an object', [], '', 'TYPE'],
    ['null', null, '', 'TYPE'],
  ])('%s is named', async (_, body, pointer, code) => {
    const reply = await send('POST', '/v2/products', JSON.stringify(body), json)
    expect(reply.status).toBe(422)
    expect(reply.body.errors).toContainEqual(expect.objectContaining({ in: 'body', pointer, code }))
  })

  it('a body that is not there is 422', async () => {
    expect(await send('POST', '/v2/products')).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } })
  })

  it.each([
    'limit=0',
    'limit=101',
    'limit=0x10',
    'limit=1e1',
    'limit=%205',
    'limit=%2B5',
    'limit=5.0',
    'limit=',
    'limit=Infinity',
  ])('?%s is 422', async (query) => {
    const reply = await send('GET', `/v2/products?${query}`)
    expect(reply.status).toBe(422)
    expect(reply.body.errors[0]).toMatchObject({ in: 'query', pointer: '/limit' })
  })

  it.each(['sort=price', 'status=gone', 'created_at_from=yesterday'])('?%s is 422', async (query) => {
    expect((await send('GET', `/v2/orders?${query}`)).status).toBe(422)
  })

  it('a path parameter that is no id is 422', async () => {
    const reply = await send('GET', '/v2/products/7')
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ in: 'path', pointer: '/product_id' }] } })
  })

  it.each(['made-up', 'AAAA', Buffer.alloc(64, 1).toString('base64url')])('the cursor %s is 400', async (cursor) => {
    const reply = await send('GET', `/v2/products?cursor=${cursor}`)
    expect(reply).toMatchObject({ status: 400, body: { code: 'CURSOR_INVALID' } })
  })

  it('a cursor of another list, sort or filter is 400', async () => {
    await insertProduct(server.database)
    const { body } = await send('GET', '/v2/products?limit=1&sort=sku')
    expect(typeof body.next_cursor).toBe('string')
    for (const path of ['/v2/products?sort=name', '/v2/orders?limit=1', '/v2/products?sort=sku&status=active']) {
      expect((await send('GET', `${path}&cursor=${body.next_cursor}`)).status).toBe(400)
    }
    expect((await send('GET', `/v2/products?limit=1&sort=sku&cursor=${body.next_cursor}`)).status).toBe(200)
  })
})

describe('what the transport refuses', () => {
  it.each([1 << 20, (1 << 20) + 1, 5 << 20])('a body of %i bytes', async (size) => {
    const body = JSON.stringify({ ...good(), description: '' })
      .replace('""', `"${'x'.repeat(size)}"`)
      .slice(0, size)
    const reply = await send('POST', '/v2/products', body)
    expect(reply.status).toBe(size > 1 << 20 ? 413 : 400)
    if (size > 1 << 20) expect(reply.body).toMatchObject({ code: 'BODY_TOO_LARGE' })
  })

  it('a chunked body that grows past the limit', async () => {
    const chunk = Buffer.alloc(64 << 10, ' ')
    const stream = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < 40; sent++) controller.enqueue(chunk)
        controller.close()
      },
    })
    const response = await fetch(`${server.url}/v2/products`, {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${token}` },
      body: stream,
      duplex: 'half',
    } as RequestInit)
    expect(response.status).toBe(413)
  })

  it.each([
    ['text/plain', '{}'],
    ['application/xml', '<a/>'],
    ['application/json, text/plain', '{}'],
    ['application/merge-patch+json', '{}'],
    ['application/json; charset=latin1', '{}'],
    ['', '{}'],
  ])('Content-Type %j', async (type, body) => {
    const reply = await send('POST', '/v2/products', body, { 'content-type': type })
    expect(reply).toMatchObject({ status: 415, body: { code: 'MEDIA_TYPE_UNSUPPORTED' } })
    expect(reply.body.detail).toMatch(/application\/json|UTF-8/)
  })

  it('compressed content', async () => {
    const reply = await send('POST', '/v2/products', '{}', { 'content-encoding': 'gzip' })
    expect(reply.status).toBe(415)
  })

  it('takes parameters of a media type, whatever a client invents', async () => {
    for (const type of ['application/json; charset=UTF-8', 'Application/JSON; x=1', 'application/json;x=2']) {
      expect((await send('POST', '/v2/products', JSON.stringify(good()), { 'content-type': type })).status).toBe(201)
    }
  })

  it.each(['text/html', 'application/xml;q=1', 'application/json;q=0'])('Accept: %s', async (accept) => {
    const reply = await send('GET', '/v2/products', undefined, { accept })
    expect(reply).toMatchObject({ status: 406, body: { code: 'NOT_ACCEPTABLE' } })
  })

  it.each([
    '/',
    '/v2',
    '/v2/',
    '/v2/nothing',
    '/v3/products',
    '/v2/products/',
    '/V2/products',
    '/v2/products/../orders/x/y',
  ])('the unknown route %s', async (path) => {
    const reply = await send('GET', path)
    expect(reply).toMatchObject({ status: 404, body: { code: 'ROUTE_UNKNOWN', instance: expect.any(String) } })
    expect(reply.headers.get('content-type')).toBe('application/problem+json')
  })

  it.each([
    ['PUT', '/v2/products', 'GET, POST, HEAD, OPTIONS'],
    ['POST', '/v2/products/x', 'GET, PUT, DELETE, PATCH, HEAD, OPTIONS'],
    ['GET', '/v2/oauth/token', 'POST, OPTIONS'],
    ['DELETE', '/health/live', 'GET, HEAD, OPTIONS'],
  ])('%s %s', async (method, path, allow) => {
    const reply = await send(method, path)
    expect(reply).toMatchObject({ status: 405, body: { code: 'METHOD_NOT_ALLOWED' } })
    expect(reply.headers.get('allow')).toBe(allow)
  })

  it('a URL that is too long', async () => {
    const reply = await send('GET', `/v2/products?sku=${'a'.repeat(9_000)}`)
    expect(reply).toMatchObject({ status: 414, body: { code: 'URL_TOO_LONG' } })
  })
})

describe('what a hostile caller sends', () => {
  it.each(['__proto__', 'constructor', 'prototype'])('a member %s is refused and pollutes nothing', async (name) => {
    const body = `{"sku":"a","name":"b","price":{"amount":1,"currency":"EUR"},"${name}":{"polluted":true}}`
    const reply = await send('POST', '/v2/products', body)
    expect(reply.status).toBe(422)
    expect(reply.body.errors).toContainEqual(expect.objectContaining({ pointer: `/${name}`, code: 'UNKNOWN_MEMBER' }))
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it.each(['..%2f..%2fetc%2fpasswd', '..%5c', '%00', '1%20or%201=1'])('the id %s is refused', async (id) => {
    expect((await send('GET', `/v2/products/${id}`)).status).toBe(422)
  })

  it('an unknown query parameter never reaches a handler', async () => {
    const reply = await send('GET', '/v2/products?__proto__=1&constructor=2&limit=1')
    expect([200, 422]).toContain(reply.status)
    expect(reply.status === 200 ? reply.body.data.length : 1).toBe(1)
  })

  it('two idempotency keys are one invalid key', async () => {
    const headers = new Headers({ authorization: `Bearer ${token}`, ...json })
    headers.append('idempotency-key', 'a')
    headers.append('idempotency-key', 'b')
    const response = await fetch(`${server.url}/v2/orders`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ lines: [{ product_id: productId, quantity: 1 }] }),
    })
    expect(response.status).toBe(422)
  })

  it('answers each with a request id and no trace of the inside', async () => {
    const reply = await send('GET', '/v2/nothing', undefined, { 'x-request-id': 'mine-1' })
    expect(reply.headers.get('x-request-id')).toBe('mine-1')
    expect(reply.body.trace_id).toBe('mine-1')
    expect(reply.headers.get('x-powered-by')).toBeNull()
    expect(reply.text).not.toMatch(/node_modules|server\/|Error/)
  })
})
