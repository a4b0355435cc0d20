import { describe, expect, it } from 'vitest'
import { getInvoice, type InvoiceQuery, listInvoices } from '../../../server/actions/invoices.ts'
import { getOrder, patchOrder, placeOrder } from '../../../server/actions/orders.ts'
import { transact } from '../../../server/db/database.ts'
import type { Order, OrderStatus } from '../../../server/domain/order.ts'
import type { Actor } from '../../../server/domain/principal.ts'
import { useDatabase } from '../../support/database.ts'
import { eventsOf, merchant, newCustomer, newPartner, newProduct, refusalOf } from '../../support/store.ts'

const store = useDatabase()
const none = { orderId: null, customerId: null, issuedFrom: null, issuedBefore: null }
const list = async (actor: Actor, filters: Partial<InvoiceQuery> = {}) =>
  (await listInvoices(store.lists(actor), actor, { limit: 100, cursor: null, sort: 'issued_at', ...none, ...filters }))
    .items

async function order(actor: Actor, customerId: string | null = null): Promise<Order> {
  const { id: productId } = await newProduct(store, { stock: 9 })
  return transact(store.db, (trx) => placeOrder(trx, actor, { customerId, lines: [{ productId, quantity: 2 }] }))
}
const patch = (actor: Actor, id: string, status: OrderStatus) =>
  transact(store.db, (trx) => patchOrder(trx, actor, id, { status }, null))

describe('an invoice', () => {
  it('is issued when the order is paid, and not before or again', async () => {
    const partner = await newPartner(store)
    const customerId = await newCustomer(store, partner)
    const { id, total } = await order(partner, customerId)
    expect(await list(partner)).toEqual([])
    const { invoiceId } = await patch(partner, id, 'paid')
    const invoice = await getInvoice(store.reads, partner, invoiceId as string)
    expect(invoice).toMatchObject({ orderId: id, customerId, partnerId: partner.partnerId, total })
    await patch(partner, id, 'fulfilled')
    expect(await list(partner)).toEqual([invoice])
    expect((await getOrder(store.reads, partner, id)).invoiceId).toBe(invoiceId)
    expect(await eventsOf(store, invoice.id)).toMatchObject([
      { action: 'invoice.issued', after: { number: invoice.number } },
    ])
  })

  it('is one, however often the order is paid at once', async () => {
    const { id } = await order(merchant)
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => refusalOf(patch(merchant, id, 'paid'))))
    expect(outcomes.filter((code) => code === 'not refused')).toHaveLength(1)
    expect(await list(merchant, { orderId: id })).toHaveLength(1)
  })

  it('has the number after the last, without a gap, whatever fails meanwhile', async () => {
    const orders = await Promise.all(Array.from({ length: 24 }, () => order(merchant)))
    const attempts = orders.map(async ({ id }, index) => {
      const fails = index % 3 === 0
      const paying = transact(store.db, async (trx) => {
        await patchOrder(trx, merchant, id, { status: 'paid' }, null)
        if (fails) throw new Error('after the invoice was issued')
      })
      await paying.catch(() => {})
    })
    await Promise.all(attempts)
    const numbers = (await list(merchant)).map(({ number }) => number).sort((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    expect(numbers.length).toBeGreaterThanOrEqual(16)
  })

  it('is its partner’s alone', async () => {
    const [mine, theirs] = [await newPartner(store), await newPartner(store)]
    const { id } = await order(mine)
    const { invoiceId } = await patch(mine, id, 'paid')
    expect(await refusalOf(getInvoice(store.reads, theirs, invoiceId as string))).toBe('NOT_OWNER')
    expect(await refusalOf(getInvoice(store.reads, theirs, id))).toBe('NOT_FOUND')
    expect(await list(theirs)).toEqual([])
    expect(await list(mine, { issuedFrom: new Date(Date.now() + 60_000) })).toEqual([])
  })
})
