import { expect, it } from 'vitest'
import { patchOrder, placeOrder } from '../../../server/actions/orders.ts'
import { getProduct } from '../../../server/actions/products.ts'
import { transact } from '../../../server/db/database.ts'
import type { Order } from '../../../server/domain/order.ts'
import { useDatabase } from '../../support/database.ts'
import { merchant, newProduct, refusalOf } from '../../support/store.ts'

const store = useDatabase()

const place = (lines: { productId: string; quantity: number }[]) =>
  transact(store.db, (trx) => placeOrder(trx, merchant, { customerId: null, lines }))

it('gives the last 10 pieces to 10 of 50 who ask at once', async () => {
  const { id } = await newProduct(store, { stock: 10 })
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, () => refusalOf(place([{ productId: id, quantity: 1 }]))),
  )
  expect(outcomes.filter((code) => code === 'not refused')).toHaveLength(10)
  expect(outcomes.filter((code) => code === 'STOCK_INSUFFICIENT')).toHaveLength(40)
  expect((await getProduct(store.reads, merchant, id)).stock).toBe(0)
  const { count } = await store.db
    .selectFrom('order_lines')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('product_id', '=', id)
    .executeTakeFirstOrThrow()
  expect(count).toBe(10)
})

it('loses and makes no piece while orders over the same products come and are cancelled', async () => {
  const start = 1_000
  const products = await Promise.all(Array.from({ length: 6 }, () => newProduct(store, { stock: start })))
  const orders: Order[] = []
  const work = Array.from({ length: 120 }, async (_, index) => {
    // Each order names its products in another sequence, which is what makes careless locking wait in a circle.
    const turned = [...products.slice(index % 6), ...products.slice(0, index % 6)]
    const some = index % 2 === 0 ? turned.slice(0, 4) : turned.slice(0, 4).reverse()
    const order = await place(some.map(({ id }, at) => ({ productId: id, quantity: 1 + ((index + at) % 3) })))
    orders.push(
      index % 3 === 0
        ? await transact(store.db, (trx) => patchOrder(trx, merchant, order.id, { status: 'cancelled' }, null))
        : order,
    )
  })
  await Promise.all(work)
  for (const { id } of products) {
    const taken = orders
      .filter(({ status }) => status !== 'cancelled')
      .flatMap(({ lines }) => lines)
      .filter(({ productId }) => productId === id)
      .reduce((sum, { quantity }) => sum + quantity, 0)
    expect((await getProduct(store.reads, merchant, id)).stock).toBe(start - taken)
  }
})
