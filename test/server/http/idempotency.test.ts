import { beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../../server/domain/principal.ts'
import { insertClient, insertPartner, insertProduct } from '../../support/fixtures.ts'
import { useServer } from '../../support/server.ts'

const server = useServer()
let partner: Principal
let token: string

beforeAll(async () => {
  partner = await insertClient(server.database, await insertPartner(server.database))
  token = await server.tokenFor(partner)
})

const place = (key: string, body: unknown, as = token) =>
  server.call('POST', '/v2/orders', { token: as, body, headers: { 'idempotency-key': key } })

const stockOf = async (id: string) => (await server.call('GET', `/v2/products/${id}`, { token })).body.stock

describe('an idempotency key', () => {
  it('gives the same request its first answer again, to the byte', async () => {
    const product_id = await insertProduct(server.database, { stock: 10 })
    const order = { lines: [{ product_id, quantity: 2 }] }
    const first = await place('same', order)
    const again = await place('same', order)
    expect(first.status).toBe(201)
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(again).toMatchObject({ status: 201, text: first.text })
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    for (const name of ['etag', 'location', 'content-type'])
      expect(again.headers.get(name)).toBe(first.headers.get(name))
    expect(await stockOf(product_id)).toBe(8)
  })

  it('does not mind another order of members or white space', async () => {
    const product_id = await insertProduct(server.database, { stock: 10 })
    await place('order', `{"lines":[{"product_id":"${product_id}","quantity":1}]}`)
    const again = await place('order', `{ "lines": [ { "quantity": 1, "product_id": "${product_id}" } ] }`)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
  })

  it('does not mind the case of a UUID', async () => {
    const product_id = await insertProduct(server.database, { stock: 10 })
    const first = await place('case', { lines: [{ product_id, quantity: 1 }] })
    const again = await place('case', { lines: [{ product_id: product_id.toUpperCase(), quantity: 1 }] })
    expect([first.status, again.text]).toEqual([201, first.text])
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await stockOf(product_id)).toBe(9)
  })

  it('is refused for another request', async () => {
    const product_id = await insertProduct(server.database)
    await place('reused', { lines: [{ product_id, quantity: 1 }] })
    const other = await place('reused', { lines: [{ product_id, quantity: 2 }] })
    expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } })
  })

  it('is refused for another operation', async () => {
    const product_id = await insertProduct(server.database)
    await place('operation', { lines: [{ product_id, quantity: 1 }] })
    const product = { sku: 'other-operation', name: 'a', price: { amount: 1, currency: 'EUR' } }
    const headers = { 'idempotency-key': 'operation' }
    const other = await server.call('POST', '/v2/products', { token, headers, body: product })
    expect(other.status).toBe(422)
  })

  it('belongs to its caller', async () => {
    const product_id = await insertProduct(server.database, { stock: 10 })
    const order = { lines: [{ product_id, quantity: 1 }] }
    const other = await insertClient(server.database, await insertPartner(server.database, 'Other'))
    const mine = await place('shared', order)
    const theirs = await place('shared', order, await server.tokenFor(other))
    expect(theirs.status).toBe(201)
    expect(theirs.body.id).not.toBe(mine.body.id)
  })

  it('keeps a refusal too: nothing that changes later makes the answer another', async () => {
    const product_id = await insertProduct(server.database, { stock: 1 })
    const order = { lines: [{ product_id, quantity: 2 }] }
    const refused = await place('refused', order)
    expect(refused).toMatchObject({ status: 409, body: { code: 'STOCK_INSUFFICIENT' } })
    await server.database.db.updateTable('products').set({ stock: 5 }).where('id', '=', product_id).execute()
    const again = await place('refused', order)
    expect(again).toMatchObject({ status: 409, text: refused.text })
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await stockOf(product_id)).toBe(5)
  })

  it('is not spent by a request that the contract refuses', async () => {
    const product_id = await insertProduct(server.database)
    expect((await place('unspent', { lines: [] })).status).toBe(422)
    expect((await place('unspent', { lines: [{ product_id, quantity: 1 }] })).status).toBe(201)
  })

  it('makes one order of 20 equal requests at once, and 20 equal answers', async () => {
    const product_id = await insertProduct(server.database, { stock: 100 })
    const order = { lines: [{ product_id, quantity: 3 }] }
    const replies = await Promise.all(Array.from({ length: 20 }, () => place('parallel', order)))
    expect(replies.map(({ status }) => status)).toEqual(Array(20).fill(201))
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1)
    expect(replies.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(19)
    expect(await stockOf(product_id)).toBe(97)
  })

  it('answers 409 with Retry-After while the first request is still running', async () => {
    const product_id = await insertProduct(server.database)
    const order = { lines: [{ product_id, quantity: 1 }] }
    const held = Promise.withResolvers<void>()
    const holding = server.database.db.transaction().execute(async (trx) => {
      const expires_at = new Date(Date.now() + 60_000)
      const fingerprint = Buffer.alloc(32)
      await trx
        .insertInto('idempotency_keys')
        .values({ principal_id: partner.id, key: 'running', fingerprint, status: null, body: null, expires_at })
        .execute()
      const running = await place('running', order)
      expect(running).toMatchObject({ status: 409, body: { code: 'IDEMPOTENCY_IN_PROGRESS' } })
      expect(Number(running.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
      held.resolve()
      throw new Error('the first request fails')
    })
    await expect(holding).rejects.toThrow('the first request fails')
    await held.promise
    expect((await place('running', order)).status).toBe(201)
  })

  it.each(['a b', 'ä', 'x'.repeat(256)])('%j is no key', async (key) => {
    const product_id = await insertProduct(server.database)
    const reply = await place(key, { lines: [{ product_id, quantity: 1 }] })
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ in: 'headers', pointer: '/idempotency-key' }] } })
  })
})
