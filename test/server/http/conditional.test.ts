import { beforeAll, describe, expect, it } from 'vitest'
import { insertProduct, merchant } from '../../support/fixtures.ts'
import { useServer } from '../../support/server.ts'

const server = useServer()
let token: string

beforeAll(async () => {
  token = await server.tokenFor(merchant)
})

const get = (id: string, headers = {}) => server.call('GET', `/v2/products/${id}`, { token, headers })
const patch = (id: string, body: unknown, headers = {}) =>
  server.call('PATCH', `/v2/products/${id}`, {
    token,
    body,
    headers: { 'content-type': 'application/merge-patch+json', ...headers },
  })

describe('If-None-Match', () => {
  it('answers 304 without content while the resource is as it was', async () => {
    const id = await insertProduct(server.database)
    const etag = (await get(id)).headers.get('etag') as string
    expect(etag).toMatch(/^"[^"]+"$/)
    for (const value of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
      const reply = await get(id, { 'if-none-match': value })
      expect(reply).toMatchObject({ status: 304, text: '' })
      expect(reply.headers.get('etag')).toBe(etag)
      expect(reply.headers.get('vary')).toMatch(/authorization/i)
    }
  })

  it('answers the resource once it has changed', async () => {
    const id = await insertProduct(server.database)
    const etag = (await get(id)).headers.get('etag') as string
    await patch(id, { name: 'New' })
    const reply = await get(id, { 'if-none-match': etag })
    expect(reply).toMatchObject({ status: 200, body: { name: 'New' } })
    expect(reply.headers.get('etag')).not.toBe(etag)
  })
})

describe('If-Match', () => {
  it('lets one of two writers through', async () => {
    const id = await insertProduct(server.database)
    const etag = (await get(id)).headers.get('etag') as string
    const replies = await Promise.all(['A', 'B'].map((name) => patch(id, { name }, { 'if-match': etag })))
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412])
    const refused = replies.find(({ status }) => status === 412)
    expect(refused?.body).toMatchObject({ code: 'PRECONDITION_FAILED' })
  })

  it.each(['"999"', 'W/"1"', '1', '"x"'])('%s does not match', async (value) => {
    const id = await insertProduct(server.database)
    for (const method of ['PATCH', 'PUT', 'DELETE']) {
      const body = method === 'DELETE' ? undefined : { sku: 's', name: 'n', price: { amount: 1, currency: 'EUR' } }
      const reply = await server.call(method, `/v2/products/${id}`, { token, body, headers: { 'if-match': value } })
      expect(reply.status).toBe(412)
    }
    expect((await get(id)).body.name).toBe('Lamp')
  })

  it.each(['*', 'one of many'])('%s matches', async (value) => {
    const id = await insertProduct(server.database)
    const etag = (await get(id)).headers.get('etag')
    const reply = await patch(id, { name: 'New' }, { 'if-match': value === '*' ? value : `"7", ${etag}, "8"` })
    expect(reply.status).toBe(200)
  })
})

describe('every answer', () => {
  it('says how it may be kept and what it varies by', async () => {
    const id = await insertProduct(server.database)
    const one = await get(id)
    expect(one.headers.get('cache-control')).toBe('private, no-cache')
    expect(one.headers.get('vary')).toBe('Accept, Authorization, Origin')
    const list = await server.call('GET', '/v2/products?limit=1', { token })
    expect(list.headers.get('cache-control')).toBe('no-store')
  })

  it('carries the headers of an API that no browser should run', async () => {
    const { headers } = await server.call('GET', '/v2/products', { token })
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('strict-transport-security')).toContain('max-age=')
    for (const name of ['x-powered-by', 'server', 'etag']) expect(headers.get(name)).toBeNull()
  })

  it('continues the trace of its request', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
    const { headers } = await server.call('GET', '/v2/products', { token, headers: { traceparent } })
    expect(headers.get('traceparent')).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-01$/)
    const line = server.logs.find(({ trace_id }) => trace_id === '4bf92f3577b34da6a3ce929d0e0e4736')
    expect(line).toMatchObject({ operation: 'listProducts', status: 200, principal: merchant.id })
  })
})
