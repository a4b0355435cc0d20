import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { routes } from '../../../generated/v2/operations.ts'
import type { Answer, Exchange } from '../../../server/http/exchange.ts'
import { createReferee } from '../../../server/http/referee.ts'
import type { Serving } from '../../../server/http/serving.ts'
import type { ValidationError } from '../../../server/http/version.ts'
import { createLog } from '../../../server/telemetry/log.ts'
import { createMetrics } from '../../../server/telemetry/metrics.ts'

const document = JSON.parse(readFileSync('generated/v2/openapi.json', 'utf8')) as object
const referee = createReferee(document, { log: createLog('silent'), metrics: createMetrics() } as Serving)

function exchange(id: string, url: string, method?: string): Exchange {
  const route = routes.find((candidate) => candidate.id === id)
  const req = { method: method ?? route?.method, url, headers: { 'content-type': 'application/json; x=1' } }
  return { req, route, requestId: 'r', code: null } as unknown as Exchange
}

const product = {
  id: '019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f',
  sku: 'A',
  name: 'Lamp',
  description: null,
  price: { amount: 1, currency: 'EUR' },
  stock: 0,
  status: 'active',
  created_at: '2026-11-01T00:00:00Z',
  updated_at: '2026-11-01T00:00:00Z',
}
const answer = (status: number, body: unknown, contentType = 'application/json'): Answer => ({
  status,
  headers: {},
  contentType: body === undefined ? null : contentType,
  text: body === undefined ? null : JSON.stringify(body),
})
const get = () => exchange('getProduct', `/v2/products/${product.id}`)
const disagrees = { code: 'REFEREE_DISAGREES' }
const fault: ValidationError = { in: 'body', pointer: '/name', code: 'TYPE', message: 'must be text' }

describe('behind the handlers', () => {
  it('passes what the contract says', async () => {
    await expect(referee.response(get(), answer(200, product))).resolves.toBeUndefined()
    await expect(referee.response(exchange('deleteProduct', '/x'), answer(204, undefined))).resolves.toBeUndefined()
  })

  it.each<[string, Answer]>([
    ['a status that the contract lacks', answer(418, product)],
    ['a missing member', answer(200, { ...product, name: undefined })],
    ['a wrong type', answer(200, { ...product, stock: 'many' })],
    ['a wrong format', answer(200, { ...product, created_at: 'yesterday' })],
    ['null where there must be text', answer(200, { ...product, name: null })],
    ['no content where there must be some', answer(200, undefined)],
    ['a problem without a code', answer(404, { title: 'x', status: 404 }, 'application/problem+json')],
  ])('stops %s', async (_, wrong) => {
    await expect(referee.response(get(), wrong)).rejects.toMatchObject(disagrees)
  })

  it('reads formats as it reads those of a request', async () => {
    const email = `ada@${'x'.repeat(64)}.test`
    const customer = { email, name: 'Ada', id: product.id, partner_id: null, created_at: product.created_at }
    const one = exchange('getCustomer', '/x')
    await expect(
      referee.response(one, answer(200, { ...customer, updated_at: product.updated_at })),
    ).resolves.toBeUndefined()
    const wanted = { contentType: 'application/json', value: { email, name: 'Ada' } }
    await expect(referee.request(exchange('createCustomer', '/v2/customers'), wanted, [])).resolves.toBeUndefined()
  })

  it('stops content where there must be none', async () => {
    await expect(referee.response(exchange('deleteProduct', '/x'), answer(204, product))).rejects.toMatchObject(
      disagrees,
    )
  })
})

describe('before the handlers', () => {
  const create = () => exchange('createProduct', '/v2/products')
  const body = (value: unknown) => ({ contentType: 'application/json', value })
  const good = { sku: 'A', name: 'Lamp', price: { amount: 1, currency: 'EUR' } }

  it('agrees where both accept and where both refuse', async () => {
    await expect(referee.request(create(), body(good), [])).resolves.toBeUndefined()
    await expect(referee.request(create(), body({ ...good, name: 1 }), [fault])).resolves.toBeUndefined()
  })

  it('stops what only one of the two accepts', async () => {
    await expect(referee.request(create(), body({ ...good, name: 1 }), [])).rejects.toMatchObject(disagrees)
    await expect(referee.request(create(), body(good), [fault])).rejects.toMatchObject(disagrees)
  })

  it('changes nothing that the handler will see', async () => {
    const value = { ...good }
    await referee.request(create(), body(value), [])
    expect(value).toEqual(good)
  })

  it('knows that it coerces more than the contract does', async () => {
    const faults: ValidationError[] = [{ in: 'query', pointer: '/limit', code: 'TYPE', message: '' }]
    for (const limit of ['0x10', '1e1', '%205']) {
      await expect(
        referee.request(exchange('listProducts', `/v2/products?limit=${limit}`), null, faults),
      ).resolves.toBeUndefined()
    }
  })

  it('knows that it refuses reserved characters that a query may hold', async () => {
    const list = exchange('listOrders', '/v2/orders?created_at_from=2026-01-01T00:00:00Z')
    await expect(referee.request(list, null, [])).resolves.toBeUndefined()
  })

  it('judges a path that is written with escapes', async () => {
    await expect(referee.request(exchange('listProducts', '/v2/product%73?limit=5'), null, [])).resolves.toBeUndefined()
  })

  it('judges a HEAD as its GET', async () => {
    await expect(referee.request(exchange('listProducts', '/v2/products', 'HEAD'), null, [])).resolves.toBeUndefined()
  })

  it("keeps one validator for a media type, whatever a client's parameters", async () => {
    const before = process.memoryUsage().heapUsed
    for (let turn = 0; turn < 300; turn++) {
      const x = create()
      x.req.headers['content-type'] = `application/json; x=${turn}`
      await referee.request(x, body(good), [])
    }
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(30 << 20)
  })
})
