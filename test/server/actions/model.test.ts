import { expect, it } from 'vitest'
import { patchOrder, placeOrder } from '../../../server/actions/orders.ts'
import { createStockAdjustment } from '../../../server/actions/stock-adjustments.ts'
import { transact } from '../../../server/db/database.ts'
import { type OrderStatus, orderLife, pieces } from '../../../server/domain/order.ts'
import { useDatabase } from '../../support/database.ts'
import { merchant, newProduct, refusalOf } from '../../support/store.ts'

const store = useDatabase({ poolSize: 16 })

/** Numbers that look random and are the same in each run. */
function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

interface Known {
  readonly id: string
  readonly lines: { productId: string; quantity: number }[]
  readonly history: OrderStatus[]
}

it('agrees with a model after 1,000 random steps of 16 clients', async () => {
  const products = await Promise.all(Array.from({ length: 5 }, () => newProduct(store, { stock: 60 })))
  const orders: Known[] = []
  const adjusted = new Map(products.map(({ id }) => [id, 60]))
  const unexpected: string[] = []

  const step = async (roll: (sides: number) => number): Promise<void> => {
    const kind = roll(10)
    if (kind < 3) {
      const lines = products.filter(() => roll(2) === 0).map(({ id }) => ({ productId: id, quantity: 1 + roll(4) }))
      if (lines.length === 0) return
      const placing = transact(store.db, (trx) => placeOrder(trx, merchant, { customerId: null, lines }))
      const code = await refusalOf(placing)
      if (code === 'not refused') orders.push({ id: (await placing).id, lines, history: ['pending'] })
      else if (code !== 'STOCK_INSUFFICIENT') unexpected.push(code)
    } else if (kind < 4) {
      const { id: productId } = products[roll(products.length)] as { id: string }
      const quantity = roll(30) - 12
      const adjusting = { productId, quantity, reason: 'counted', note: null } as const
      const code = await refusalOf(transact(store.db, (trx) => createStockAdjustment(trx, merchant, adjusting)))
      if (code === 'not refused') adjusted.set(productId, (adjusted.get(productId) as number) + quantity)
      else if (code !== 'STOCK_INSUFFICIENT') unexpected.push(code)
    } else if (orders.length > 0) {
      const order = orders[roll(orders.length)] as Known
      const status = (['pending', 'paid', 'fulfilled', 'cancelled'] as const)[roll(4)] as OrderStatus
      const code = await refusalOf(transact(store.db, (trx) => patchOrder(trx, merchant, order.id, { status }, null)))
      if (code === 'not refused') order.history.push(status)
      else if (code !== 'ORDER_TRANSITION_INVALID') unexpected.push(code)
    }
  }
  const client = async (_: unknown, number: number) => {
    const roll = dice(number + 1)
    for (let turn = 0; turn < 63; turn++) await step(roll)
  }
  await Promise.all(Array.from({ length: 16 }, client))
  expect(unexpected).toEqual([])

  const rows = await store.db.selectFrom('orders').select(['id', 'status', 'invoice_id']).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  expect(rows).toHaveLength(orders.length)
  for (const { id, history } of orders) {
    // Two changes of one order may have been noted in the other sequence than they were made, never against its life.
    const last =
      history.find((status) => status !== 'pending' && orderLife[status].length === 0) ??
      (history.includes('paid') ? 'paid' : 'pending')
    expect(byId.get(id)?.status).toBe(last)
    expect(byId.get(id)?.invoice_id !== null).toBe(history.includes('paid'))
  }

  for (const { id } of products) {
    const held = orders
      .filter(({ history }) => !history.includes('cancelled'))
      .reduce((sum, { lines }) => sum + (pieces(lines).get(id) ?? 0), 0)
    const { stock } = await store.db
      .selectFrom('products')
      .select('stock')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(stock).toBe((adjusted.get(id) as number) - held)
    const { sum } = await store.db
      .selectFrom('stock_adjustments')
      .select((row) => row.fn.sum<number>('quantity').as('sum'))
      .where('product_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(sum).toBe(stock)
  }

  const numbers = await store.db.selectFrom('invoices').select('number').orderBy('number').execute()
  expect(numbers.map(({ number }) => number)).toEqual(numbers.map((_, index) => index + 1))
  expect(numbers).toHaveLength(orders.filter(({ history }) => history.includes('paid')).length)

  const count = (status: OrderStatus) => orders.filter(({ history }) => history.includes(status)).length
  const events = await store.db
    .selectFrom('audit_events')
    .select((row) => ['action', row.fn.countAll<number>().as('count')])
    .where('object_type', '=', 'order')
    .groupBy('action')
    .orderBy('action')
    .execute()
  expect(events).toEqual([
    { action: 'order.cancelled', count: count('cancelled') },
    { action: 'order.fulfilled', count: count('fulfilled') },
    { action: 'order.paid', count: count('paid') },
    { action: 'order.placed', count: orders.length },
  ])
}, 60_000)
