import { describe, expect, it } from 'vitest'
import * as orders from '../../../server/actions/orders.ts'
import { deleteProduct, getProduct, patchProduct } from '../../../server/actions/products.ts'
import { transact } from '../../../server/db/database.ts'
import type { NewOrderLine, OrderStatus } from '../../../server/domain/order.ts'
import type { Actor } from '../../../server/domain/principal.ts'
import { useDatabase } from '../../support/database.ts'
import { merchant, newCustomer, newPartner, newProduct, refusalOf } from '../../support/store.ts'

const store = useDatabase()

const place = (principal: Actor, lines: NewOrderLine[], customerId: string | null = null) =>
  transact(store.db, (trx) => orders.placeOrder(trx, principal, { customerId, lines }))
const patch = (principal: Actor, id: string, status: OrderStatus, expected: number[] | null = null) =>
  transact(store.db, (trx) => orders.patchOrder(trx, principal, id, { status }, expected))
const stockOf = async (id: string) => (await getProduct(store.reads, merchant, id)).stock

describe('placing an order', () => {
  it('takes the stock, copies names and prices, and is read as it was placed', async () => {
    const partner = await newPartner(store)
    const customerId = await newCustomer(store, partner)
    const [lamp, desk] = [
      await newProduct(store, { stock: 5 }),
      await newProduct(store, { stock: 9, price: { amount: 5, currency: 'EUR' } }),
    ]
    const lines = [
      { productId: lamp.id, quantity: 2 },
      { productId: desk.id, quantity: 3 },
      { productId: lamp.id, quantity: 1 },
    ]
    const order = await place(partner, lines, customerId)
    expect(order).toMatchObject({ partnerId: partner.partnerId, customerId, status: 'pending', version: 1 })
    expect(order.total).toEqual({ amount: 3 * 1999 + 15, currency: 'EUR' })
    expect([await stockOf(lamp.id), await stockOf(desk.id)]).toEqual([2, 6])

    const patched = { name: 'Renamed', price: { amount: 1 } }
    await transact(store.db, (trx) => patchProduct(trx, merchant, lamp.id, patched, null))
    await transact(store.db, (trx) => deleteProduct(trx, merchant, desk.id, null))
    expect(await orders.getOrder(store.reads, partner, order.id)).toEqual(order)
  })

  it('takes nothing at all when one line cannot be had', async () => {
    const partner = await newPartner(store)
    const [lamp, desk] = [await newProduct(store, { stock: 5 }), await newProduct(store, { stock: 1 })]
    const lines = [
      { productId: lamp.id, quantity: 5 },
      { productId: desk.id, quantity: 2 },
    ]
    expect(await refusalOf(place(partner, lines))).toBe('STOCK_INSUFFICIENT')
    expect([await stockOf(lamp.id), await stockOf(desk.id)]).toEqual([5, 1])
    const none = { limit: 1, cursor: null, sort: 'created_at', status: null, customerId: null } as const
    const page = await orders.listOrders(store.lists(partner), partner, {
      ...none,
      createdFrom: null,
      createdBefore: null,
    })
    expect(page.items).toEqual([])
  })

  it('refuses a product that was deleted', async () => {
    const { id } = await newProduct(store, { stock: 5 })
    await transact(store.db, (trx) => deleteProduct(trx, merchant, id, null))
    expect(await refusalOf(place(merchant, [{ productId: id, quantity: 1 }]))).toBe('REFERENCE_UNKNOWN')
  })

  it('refuses a customer who is unknown or another partner’s', async () => {
    const [mine, theirs] = [await newPartner(store), await newPartner(store)]
    const { id } = await newProduct(store, { stock: 5 })
    const customer = await newCustomer(store, theirs)
    const lines = [{ productId: id, quantity: 1 }]
    expect(await refusalOf(place(mine, lines, customer))).toBe('NOT_OWNER')
    expect(await refusalOf(place(mine, lines, id))).toBe('REFERENCE_UNKNOWN')
    expect(await refusalOf(place(merchant, lines, customer))).toBe('not refused')
  })
})

describe('an order', () => {
  const placed = async (partner: Actor, stock = 5) => {
    const product = await newProduct(store, { stock })
    return { product, order: await place(partner, [{ productId: product.id, quantity: 3 }]) }
  }

  it('goes its way', async () => {
    const partner = await newPartner(store)
    const { order, product } = await placed(partner)
    const paid = await patch(partner, order.id, 'paid')
    expect(paid.invoiceId).not.toBeNull()
    const { invoiceId, updatedAt } = paid
    expect(paid).toEqual({ ...order, status: 'paid', version: 2, invoiceId, updatedAt })
    expect((await patch(partner, order.id, 'fulfilled')).status).toBe('fulfilled')
    expect(await refusalOf(patch(partner, order.id, 'cancelled'))).toBe('ORDER_TRANSITION_INVALID')
    expect(await stockOf(product.id)).toBe(2)
  })

  it('gives its stock back when it is cancelled, once', async () => {
    const { order, product } = await placed(merchant)
    await patch(merchant, order.id, 'paid')
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => refusalOf(patch(merchant, order.id, 'cancelled'))))
    expect(outcomes.sort()).toEqual([...Array(3).fill('ORDER_TRANSITION_INVALID'), 'not refused'])
    expect(await stockOf(product.id)).toBe(5)
  })

  it('of another partner is refused, and told apart from none', async () => {
    const [mine, theirs] = [await newPartner(store), await newPartner(store)]
    const { order, product } = await placed(mine)
    expect(await refusalOf(orders.getOrder(store.reads, theirs, order.id))).toBe('NOT_OWNER')
    expect(await refusalOf(patch(theirs, order.id, 'paid'))).toBe('NOT_OWNER')
    expect(await refusalOf(orders.getOrder(store.reads, theirs, product.id))).toBe('NOT_FOUND')
    expect(await refusalOf(patch(theirs, product.id, 'paid'))).toBe('NOT_FOUND')
    expect((await orders.getOrder(store.reads, merchant, order.id)).status).toBe('pending')
  })

  it('changes only while it is what the caller read', async () => {
    const { order } = await placed(merchant)
    expect(await refusalOf(patch(merchant, order.id, 'paid', [7]))).toBe('PRECONDITION_FAILED')
    expect(await refusalOf(patch(merchant, order.id, 'paid', [7, 1]))).toBe('not refused')
  })

  it('stays as it is under an empty patch', async () => {
    const { order } = await placed(merchant)
    expect(await transact(store.db, (trx) => orders.patchOrder(trx, merchant, order.id, {}, [1]))).toEqual(order)
  })
})
