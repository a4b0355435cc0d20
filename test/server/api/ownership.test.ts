import { beforeAll, describe, expect, it } from 'vitest'
import { insertClient, insertPartner, insertProduct, merchant } from '../../support/fixtures.ts'
import { useServer } from '../../support/server.ts'

const server = useServer()
let [ours, theirs, staff]: string[] = []
let orderId: string

beforeAll(async () => {
  const { database } = server
  const us = await insertClient(database, await insertPartner(database, 'Us'))
  const them = await insertClient(database, await insertPartner(database, 'Them'))
  ;[ours, theirs, staff] = await Promise.all([us, them, merchant].map((one) => server.tokenFor(one)))
  const body = { lines: [{ product_id: await insertProduct(database), quantity: 1 }] }
  orderId = (await server.call('POST', '/v2/orders', { token: ours as string, body })).body.id
})

const order = (token: string | undefined) => server.call('GET', `/v2/orders/${orderId}`, { token: token as string })

describe("somebody else's order", () => {
  it('is seen by its partner and by the merchant', async () => {
    expect((await order(ours)).status).toBe(200)
    expect((await order(staff)).status).toBe(200)
  })

  it('is refused to another partner, for reading and for changing', async () => {
    expect(await order(theirs)).toMatchObject({ status: 403, body: { code: 'NOT_OWNER' } })
    const change = await server.call('PATCH', `/v2/orders/${orderId}`, {
      token: theirs as string,
      body: { status: 'cancelled' },
    })
    expect(change).toMatchObject({ status: 403, body: { code: 'NOT_OWNER' } })
    expect((await order(ours)).body.status).toBe('pending')
  })

  it('is in no list but its owners', async () => {
    const list = async (token: string | undefined) => {
      const { body } = await server.call('GET', '/v2/orders', { token: token as string })
      return body.data.map(({ id }: { id: string }) => id)
    }
    expect(await list(ours)).toEqual([orderId])
    expect(await list(staff)).toContain(orderId)
    expect(await list(theirs)).toEqual([])
  })

  it('is told from one that never was', async () => {
    const unknown = `/v2/orders/019ab3f2-8d42-7e11-8c7a-2f6f4e1d9a10`
    const reply = await server.call('GET', unknown, { token: theirs as string })
    expect(reply).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
  })
})
