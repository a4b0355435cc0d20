import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { patchOrder, placeOrder } from '../../../server/actions/orders.ts'
import { deleteProduct, getProduct } from '../../../server/actions/products.ts'
import * as adjustments from '../../../server/actions/stock-adjustments.ts'
import { transact } from '../../../server/db/database.ts'
import { useDatabase } from '../../support/database.ts'
import { eventsOf, merchant, newProduct, refusalOf } from '../../support/store.ts'

const store = useDatabase()
const adjust = (productId: string, quantity: number) =>
  transact(store.db, (trx) =>
    adjustments.createStockAdjustment(trx, merchant, { productId, quantity, reason: 'counted', note: null }),
  )
const none = { productId: null, orderId: null, reason: null, createdFrom: null, createdBefore: null }
const list = async (filters: Partial<adjustments.StockAdjustmentQuery>) =>
  (
    await adjustments.listStockAdjustments(store.lists(merchant), merchant, {
      limit: 100,
      cursor: null,
      sort: 'created_at',
      ...none,
      ...filters,
    })
  ).items

describe('a stock adjustment', () => {
  it('moves the stock, is read as it was made, and recorded', async () => {
    const { id } = await newProduct(store, { stock: 25 })
    const adjustment = await adjust(id, 40)
    expect(adjustment).toMatchObject({
      productId: id,
      quantity: 40,
      stockAfter: 65,
      reason: 'counted',
      actor: { kind: 'user', subject: 'staff' },
    })
    expect(await adjustments.getStockAdjustment(store.reads, merchant, adjustment.id)).toEqual(adjustment)
    expect(await getProduct(store.reads, merchant, id)).toMatchObject({ stock: 65, version: 2 })
    expect(await eventsOf(store, adjustment.id)).toMatchObject([
      { action: 'stock_adjustment.created', after: { quantity: 40, stock_after: 65 } },
    ])
  })

  it('never takes more than there is', async () => {
    const { id } = await newProduct(store, { stock: 25 })
    const refusal = await adjust(id, -26).catch((error) => error)
    expect(refusal).toMatchObject({ code: 'STOCK_INSUFFICIENT', errors: [{ pointer: '/quantity' }] })
    expect((await adjust(id, -25)).stockAfter).toBe(0)
    expect(await refusalOf(adjust(id, -1))).toBe('STOCK_INSUFFICIENT')
    const outcomes = await Promise.all([...Array(6)].map(() => refusalOf(adjust(id, 1)))).then(() =>
      Promise.all([...Array(10)].map(() => refusalOf(adjust(id, -1)))),
    )
    expect(outcomes.filter((code) => code === 'not refused')).toHaveLength(6)
    expect((await getProduct(store.reads, merchant, id)).stock).toBe(0)
  })

  it('is made by an order and by its cancellation', async () => {
    const { id: productId } = await newProduct(store, { stock: 9 })
    const order = await transact(store.db, (trx) =>
      placeOrder(trx, merchant, { customerId: null, lines: [{ productId, quantity: 4 }] }),
    )
    await transact(store.db, (trx) => deleteProduct(trx, merchant, productId, null))
    await transact(store.db, (trx) => patchOrder(trx, merchant, order.id, { status: 'cancelled' }, null))
    const story = await list({ productId })
    expect(story.map(({ reason, quantity, stockAfter, orderId }) => [reason, quantity, stockAfter, orderId])).toEqual([
      ['initial', 9, 9, null],
      ['order_placed', -4, 5, order.id],
      ['order_cancelled', 4, 9, order.id],
    ])
    expect(await list({ orderId: order.id })).toEqual(story.slice(1))
    expect(await list({ productId, reason: 'initial' })).toEqual(story.slice(0, 1))
  })

  it('needs a product', async () => {
    expect(await refusalOf(adjust('019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f', 1))).toBe('REFERENCE_UNKNOWN')
  })
})

describe('the database itself', () => {
  it.each(['stock_adjustments', 'audit_events', 'invoices'] as const)(
    'lets nobody change or delete what stands in %s',
    async (table) => {
      const { id: productId } = await newProduct(store, { stock: 9 })
      const order = await transact(store.db, (trx) =>
        placeOrder(trx, merchant, { customerId: null, lines: [{ productId, quantity: 4 }] }),
      )
      await transact(store.db, (trx) => patchOrder(trx, merchant, order.id, { status: 'paid' }, null))
      await expect(store.db.deleteFrom(table).execute()).rejects.toThrow('append-only')
      await expect(sql`update ${sql.table(table)} set id = id`.execute(store.db)).rejects.toThrow('append-only')
      await expect(sql`truncate ${sql.table(table)} cascade`.execute(store.db)).rejects.toThrow('append-only')
    },
  )
})
