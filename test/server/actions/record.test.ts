import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patchOrder, placeOrder } from '../../../server/actions/orders.ts'
import { patchProduct } from '../../../server/actions/products.ts'
import { businessEvents } from '../../../server/actions/record.ts'
import { onCommit, transact } from '../../../server/db/database.ts'
import { useDatabase } from '../../support/database.ts'
import { eventsOf, merchant, newProduct } from '../../support/store.ts'

const store = useDatabase()
const told: string[] = []
const listen = (event: unknown) => told.push((event as { action: string }).action)
beforeAll(() => businessEvents.subscribe(listen))
afterAll(() => businessEvents.unsubscribe(listen))

describe('an event', () => {
  it('is told once its change is certain, and says who, what and in which request', async () => {
    const { id: productId } = await newProduct(store, { stock: 5 })
    told.length = 0
    const lines = [{ productId, quantity: 1 }]
    const order = await transact(store.db, async (trx) => {
      const placed = await placeOrder(trx, merchant, { customerId: null, lines })
      expect(told).toEqual([])
      return placed
    })
    await transact(store.db, (trx) => patchOrder(trx, merchant, order.id, { status: 'paid' }, null))
    await transact(store.db, (trx) => patchOrder(trx, merchant, order.id, { status: 'fulfilled' }, null))
    expect(told).toEqual(['order.placed', 'order.paid', 'invoice.issued', 'order.fulfilled'])
    const events = await eventsOf(store, order.id)
    expect(events.map(({ action, before, after }) => ({ action, before, after }))).toMatchObject([
      {
        action: 'order.placed',
        before: null,
        after: { status: 'pending', lines: [{ product_id: productId, unit_price: { amount: 1999 } }] },
      },
      { action: 'order.paid', before: { status: 'pending' }, after: { status: 'paid' } },
      { action: 'order.fulfilled', before: { status: 'paid' }, after: { status: 'fulfilled' } },
    ])
    expect(events[0]).toMatchObject({
      actor: { kind: 'user', subject: 'staff' },
      requestId: 'request-1',
      objectType: 'order',
    })
  })

  it('of a change that failed is neither told nor kept', async () => {
    const { id } = await newProduct(store)
    told.length = 0
    const failing = transact(store.db, async (trx) => {
      await patchProduct(trx, merchant, id, { name: 'x' }, null)
      throw new Error('afterwards')
    })
    await expect(failing).rejects.toThrow('afterwards')
    expect(told).toEqual([])
    expect((await eventsOf(store, id)).map(({ action }) => action)).toEqual(['product.created'])
  })

  it('of a transaction that had to be run again is told once', async () => {
    let tries = 0
    const ends: number[] = []
    await transact(store.db, async (trx) => {
      tries++
      onCommit(trx, () => ends.push(tries))
      if (tries < 3) throw Object.assign(new Error('could not serialize access'), { code: '40001' })
    })
    expect([tries, ends]).toEqual([3, [3]])
  })
})
