import { describe, expect, it } from 'vitest'
import * as customers from '../../../server/actions/customers.ts'
import { getOrder, placeOrder } from '../../../server/actions/orders.ts'
import { transact } from '../../../server/db/database.ts'
import type { Actor } from '../../../server/domain/principal.ts'
import { useDatabase } from '../../support/database.ts'
import { eventsOf, merchant, newPartner, newProduct, refusalOf } from '../../support/store.ts'

const store = useDatabase()
const ada = { email: 'Ada@Example.com', name: 'Ada Lovelace' }

const create = (actor: Actor, content = ada) =>
  transact(store.db, (trx) => customers.createCustomer(trx, actor, content))
const patch = (actor: Actor, id: string, change: { email?: string; name?: string }, expected: number[] | null = null) =>
  transact(store.db, (trx) => customers.patchCustomer(trx, actor, id, change, expected))
const remove = (actor: Actor, id: string) => transact(store.db, (trx) => customers.deleteCustomer(trx, actor, id, null))
const all = { limit: 10, cursor: null, sort: 'name', email: null, createdFrom: null, createdBefore: null } as const

describe('a customer', () => {
  it('is read as it was created, and replaced, patched and deleted', async () => {
    const partner = await newPartner(store)
    const created = await create(partner)
    expect(created).toMatchObject({ ...ada, partnerId: partner.partnerId, version: 1 })
    expect(await customers.getCustomer(store.reads, partner, created.id)).toEqual(created)
    const king = { email: 'king@example.com', name: 'Ada King' }
    const replaced = await transact(store.db, (trx) => customers.replaceCustomer(trx, partner, created.id, king, [1]))
    expect(replaced).toMatchObject({ ...king, version: 2 })
    expect(await patch(partner, created.id, { name: 'A. King' }, [2])).toMatchObject({
      ...king,
      name: 'A. King',
      version: 3,
    })
    expect(await refusalOf(patch(partner, created.id, { name: 'x' }, [2]))).toBe('PRECONDITION_FAILED')
    await remove(partner, created.id)
    expect(await refusalOf(customers.getCustomer(store.reads, partner, created.id))).toBe('NOT_FOUND')
    expect(
      (await eventsOf(store, created.id)).map(({ action, before, after }) => [action, before, after]),
    ).toMatchObject([
      ['customer.created', null, { email: 'Ada@Example.com', partner_id: partner.partnerId }],
      ['customer.updated', { email: 'Ada@Example.com', name: 'Ada Lovelace' }, king],
      ['customer.updated', { name: 'Ada King' }, { name: 'A. King' }],
      ['customer.deleted', { name: 'A. King' }, null],
    ])
  })

  it('has an email that no other of the partner has, whatever its case', async () => {
    const [mine, theirs] = [await newPartner(store), await newPartner(store)]
    const first = await create(mine)
    expect(await refusalOf(create(mine, { ...ada, email: 'aDA@example.COM' }))).toBe('CUSTOMER_EMAIL_TAKEN')
    expect(await refusalOf(create(theirs))).toBe('not refused')
    const other = await create(mine, { ...ada, email: 'other@example.com' })
    expect(await refusalOf(patch(mine, other.id, { email: 'ada@example.com' }))).toBe('CUSTOMER_EMAIL_TAKEN')
    await remove(mine, first.id)
    expect(await refusalOf(patch(mine, other.id, { email: 'ada@example.com' }))).toBe('not refused')
  })

  it('of the merchant’s own is unique too', async () => {
    await create(merchant, { ...ada, email: 'own@example.com' })
    expect(await refusalOf(create(merchant, { ...ada, email: 'OWN@example.com' }))).toBe('CUSTOMER_EMAIL_TAKEN')
  })

  it('is nobody else’s', async () => {
    const [mine, theirs] = [await newPartner(store), await newPartner(store)]
    const { id } = await create(mine)
    expect(await refusalOf(customers.getCustomer(store.reads, theirs, id))).toBe('NOT_OWNER')
    expect(await refusalOf(patch(theirs, id, { name: 'x' }))).toBe('NOT_OWNER')
    expect(await refusalOf(remove(theirs, id))).toBe('NOT_OWNER')
    expect((await customers.getCustomer(store.reads, merchant, id)).version).toBe(1)
    expect((await customers.listCustomers(store.lists(theirs), theirs, all)).items).toEqual([])
  })

  it('is found by email whatever its case, and listed by name', async () => {
    const partner = await newPartner(store)
    for (const name of ['b', 'a', 'c']) await create(partner, { name, email: `${name}@Example.com` })
    const names = async (query: object) =>
      (await customers.listCustomers(store.lists(partner), partner, { ...all, ...query })).items.map(({ name }) => name)
    expect(await names({})).toEqual(['a', 'b', 'c'])
    expect(await names({ sort: '-name', limit: 2 })).toEqual(['c', 'b'])
    expect(await names({ email: 'B@EXAMPLE.com' })).toEqual(['b'])
    expect(await names({ createdFrom: new Date(Date.now() + 60_000) })).toEqual([])
    expect(await names({ createdBefore: new Date(Date.now() + 60_000) })).toEqual(['a', 'b', 'c'])
  })

  it('stays readable in its orders once it is deleted, and can have no new ones', async () => {
    const partner = await newPartner(store)
    const { id: customerId } = await create(partner)
    const { id: productId } = await newProduct(store, { stock: 5 })
    const place = (actor: Actor) =>
      transact(store.db, (trx) => placeOrder(trx, actor, { customerId, lines: [{ productId, quantity: 1 }] }))
    const order = await place(merchant)
    expect(order.partnerId).toBe(partner.partnerId)
    await remove(partner, customerId)
    expect((await getOrder(store.reads, partner, order.id)).customerId).toBe(customerId)
    expect(await refusalOf(place(partner))).toBe('REFERENCE_UNKNOWN')
  })
})
