import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { useServer } from '../../../support/server.ts'
import { admin, as, newSku, type Send } from './callers.ts'

const server = useServer()
let send: Send

beforeAll(async () => {
  send = await as(server, admin)
})

const inV2 = async (id: string) => (await send('GET', `/v2/products/${id}`)).body
const inV1 = async (id: string) => (await send('GET', `/v1/products/${id}`)).body
const add = async (price: object) =>
  (await send('POST', '/v2/products', { sku: newSku(), name: 'Lamp', description: 'Brass', price, stock: 3 })).body

describe('a product written through v1', () => {
  it('reads right through v2', async () => {
    const sku = newSku()
    const created = await send('POST', '/v1/products', { name: 'Desk lamp', sku, price: 19.99 })
    expect(created).toMatchObject({ status: 201, body: { name: 'Desk lamp', sku, price: 19.99, in_stock: false } })
    const { id } = created.body
    expect(created.headers.get('location')).toBe(`/v1/products/${id}`)
    expect(await inV2(id)).toMatchObject({
      sku,
      name: 'Desk lamp',
      description: null,
      price: { amount: 1999, currency: 'EUR' },
      stock: 0,
      status: 'active',
    })
  })

  it('keeps, when it is replaced, what only v2 has', async () => {
    const { id, sku } = await add({ amount: 1500, currency: 'JPY' })
    const replaced = await send('PUT', `/v1/products/${id}`, { name: 'Lampe', sku, price: 1600 })
    expect(replaced).toMatchObject({ status: 200, body: { price: 1600, in_stock: true } })
    expect(await inV2(id)).toMatchObject({
      name: 'Lampe',
      description: 'Brass',
      price: { amount: 1600, currency: 'JPY' },
      stock: 3,
    })
  })

  it('changes by parts, the price or anything else', async () => {
    const { id } = await add({ amount: 1005, currency: 'BHD' })
    const renamed = await send('PATCH', `/v1/products/${id}`, { name: 'Lampada' })
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Lampada', price: 1.005 } })
    const headers = { 'content-type': 'application/merge-patch+json' }
    await send('PATCH', `/v1/products/${id}`, { price: 2.125 }, { headers })
    expect(await inV2(id)).toMatchObject({ name: 'Lampada', price: { amount: 2125, currency: 'BHD' } })
  })

  it('is gone from both when it is deleted', async () => {
    const { id } = await add({ amount: 1, currency: 'EUR' })
    expect((await send('DELETE', `/v1/products/${id}`)).status).toBe(204)
    expect((await send('GET', `/v1/products/${id}`)).status).toBe(404)
    expect((await send('GET', `/v2/products/${id}`)).status).toBe(404)
  })

  it('is written once under an idempotency key, which is another key for v2', async () => {
    const headers = { 'idempotency-key': newSku() }
    const body = { name: 'Once', sku: newSku(), price: 1 }
    const first = await send('POST', '/v1/products', body, { headers })
    const again = await send('POST', '/v1/products', body, { headers })
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(again.headers.get('deprecation')).toBe(first.headers.get('deprecation'))
    expect(again.text).toBe(first.text)
    const price = { amount: 100, currency: 'EUR' }
    const other = await send('POST', '/v2/products', { ...body, price }, { headers })
    expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } })
  })
})

describe('money', () => {
  const amount = fc.integer({ min: 1, max: 999_999_999 })
  const currency = fc.constantFrom('EUR', 'JPY', 'BHD', 'CLF', 'HUF')

  it('goes from v2 through v1 and back to the last minor unit', async () => {
    await fc.assert(
      fc.asyncProperty(amount, currency, async (minor, code) => {
        const price = { amount: minor, currency: code }
        const { id, sku } = await add(price)
        const read = await inV1(id)
        await send('PUT', `/v1/products/${id}`, { name: 'Back', sku, price: read.price })
        expect((await inV2(id)).price).toEqual(price)
      }),
      { numRuns: 60 },
    )
  })

  it('goes from v1 to v2 as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(amount, async (minor) => {
        const text = `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`
        const created = await send('POST', '/v1/products', `{"name":"P","sku":"${newSku()}","price":${text}}`)
        expect((await inV2(created.body.id)).price).toEqual({ amount: minor, currency: 'EUR' })
        expect(created.body.price).toBe(Number(text))
      }),
      { numRuns: 60 },
    )
  })
})

describe('the list', () => {
  it('counts pages from 1 and says how many products there are', async () => {
    const { total } = (await send('GET', '/v1/products')).body
    const added = []
    for (let index = 0; index < 3; index++) added.unshift((await add({ amount: 100 + index, currency: 'EUR' })).id)
    const ids = async (query: string) => {
      const { body } = await send('GET', `/v1/products?${query}`)
      expect(body.total).toBe(total + 3)
      return body.items.map(({ id }: { id: string }) => id)
    }
    expect(await ids('per_page=2')).toEqual(added.slice(0, 2))
    expect((await ids('per_page=2&page=2'))[0]).toBe(added[2])
    expect(await ids('page=10000')).toEqual([])
  })

  it('holds only active products, or only the others, when asked', async () => {
    const { id } = await add({ amount: 100, currency: 'EUR' })
    await send('PATCH', `/v2/products/${id}`, { status: 'inactive' })
    const has = async (query: string) =>
      (await send('GET', `/v1/products?per_page=100&${query}`)).body.items.some(
        (item: { id: string }) => item.id === id,
      )
    expect([await has('active=true'), await has('active=false'), await has('')]).toEqual([false, true, true])
    expect((await send('GET', '/v1/products?active=true')).body.total).toBeGreaterThan(0)
    expect((await send('GET', '/v1/products?active=false')).body.total).toBe(1)
  })
})
