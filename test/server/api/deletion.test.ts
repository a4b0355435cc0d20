import { describe, expect, it } from 'vitest'
import { aCustomer, aProduct, aTask, password, useWorld } from '../../support/world.ts'

const world = useWorld()
const newEmail = () => `${crypto.randomUUID()}@example.com`
const price = { amount: 1999, currency: 'EUR' }

describe('what was deleted', () => {
  it('stays readable where others name it', async () => {
    const { orders, products, customers, invoices } = world.as.partner
    const { id: customer_id } = await aCustomer(world)
    const { id: product_id } = await aProduct(world)
    const { id } = await orders.create({ customer_id, lines: [{ product_id, quantity: 1 }] })
    const paid = await orders.patch(id, { status: 'paid' })
    await products.delete(product_id)
    await customers.delete(customer_id)
    expect(await orders.get(id)).toEqual(paid)
    expect(paid).toMatchObject({ customer_id, lines: [{ product_id, name: 'Lamp', quantity: 1 }] })
    expect(await invoices.get(paid.invoice_id as string)).toMatchObject({ customer_id })

    await orders.patch(id, { status: 'cancelled' })
    const { data } = await world.as.admin.stockAdjustments.list({ product_id, reason: 'order_cancelled' })
    expect(data).toMatchObject([{ quantity: 1, stock_after: 100 }])
  })

  it('is in no list and can be named by nothing new', async () => {
    const { orders, products, customers } = world.as.partner
    const { id: product_id } = await aProduct(world)
    const customer = await aCustomer(world)
    await products.delete(product_id)
    await customers.delete(customer.id)
    expect((await customers.list({ email: customer.email })).data).toEqual([])
    const { sku } = await products.create({ sku: 'GONE-1', name: 'Lamp', price })
    await products.delete((await products.list({ sku })).data[0]?.id as string)
    expect((await products.list({ sku })).data).toEqual([])
    const unknown = { ok: false, status: 422, code: 'REFERENCE_UNKNOWN' }
    expect(await orders.create.safe({ lines: [{ product_id, quantity: 1 }] })).toMatchObject(unknown)
    const lines = [{ product_id: (await aProduct(world)).id, quantity: 1 }]
    expect(await orders.create.safe({ customer_id: customer.id, lines })).toMatchObject(unknown)
  })

  it('frees what must be unique', async () => {
    const { products } = world.as.partner
    const product = { sku: 'AGAIN-1', name: 'Lamp', price }
    const { id } = await products.create(product)
    expect(await products.create.safe(product)).toMatchObject({ status: 409, code: 'SKU_TAKEN' })
    await products.delete(id)
    expect(await products.create.safe(product)).toMatchObject({ status: 201 })
  })

  it('cannot sign in, and keeps its tasks', async () => {
    const { users, tasks } = world.as.admin
    const email = newEmail()
    const { id: owner_id } = await users.create({ email, full_name: 'Soon Gone', password })
    const { id } = await tasks.create({ title: 'Hand over', owner_id })
    const { auth } = world.bearing(null)
    expect(await auth.login.safe({ email, password })).toMatchObject({ ok: true })
    await users.delete(owner_id)
    expect(await auth.login.safe({ email, password })).toMatchObject({ status: 401, code: 'CREDENTIALS_INVALID' })
    expect(await tasks.get(id)).toMatchObject({ owner_id })
    expect(await tasks.create.safe({ title: 'Too late', owner_id })).toMatchObject({ code: 'REFERENCE_UNKNOWN' })
  })
})

describe('null in a merge patch', () => {
  it('removes what may be absent, and nothing else', async () => {
    const { tasks } = world.as.ada
    const { id: order_id } = await world.as.admin.orders.create({
      lines: [{ product_id: (await aProduct(world)).id, quantity: 1 }],
    })
    const task = await aTask(world)
    const with_order = await tasks.patch(task.id, { order_id })
    expect(with_order).toEqual({ ...task, order_id, updated_at: with_order.updated_at })
    const bare = await tasks.patch(task.id, { order_id: null, site: null, description: null })
    expect(bare).toEqual({ ...task, order_id: null, site: null, description: null, updated_at: bare.updated_at })
    expect(await tasks.patch.safe(task.id, { title: null } as never)).toMatchObject({ status: 422 })

    const { products } = world.as.partner
    const product = await products.create({ sku: 'NULL-1', name: 'Lamp', price, description: 'Brass' })
    expect(await products.patch(product.id, { name: 'Desk lamp' })).toMatchObject({ description: 'Brass', price })
    expect(await products.patch(product.id, { description: null })).toMatchObject({
      name: 'Desk lamp',
      description: null,
    })
  })
})
