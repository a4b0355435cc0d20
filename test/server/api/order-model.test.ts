import { type Order, type OrderPatch, type Stockroom, StockroomError } from '@stockroom/sdk'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { insertClient, insertPartner, insertProduct } from '../../support/fixtures.ts'
import { useWorld } from '../../support/world.ts'

const world = useWorld({ env: { DATABASE_POOL_SIZE: '16' } })
const initialStock = 60

type Status = NonNullable<OrderPatch['status']>
type Step =
  | { kind: 'place'; lines: { product: number; quantity: number }[] }
  | { kind: 'move'; order: number; status: Status }
  | { kind: 'adjust'; product: number; quantity: number }

const product = fc.nat(4)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('place' as const),
    lines: fc.array(fc.record({ product, quantity: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 3 }),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      order: fc.nat(1_000),
      status: fc.constantFrom<Status>('pending', 'paid', 'paid', 'fulfilled', 'cancelled'),
    }),
  },
  fc.record({ kind: fc.constant('adjust' as const), product, quantity: fc.integer({ min: -8, max: 12 }) }),
)

/** What the clients were told: each order with all that was done to it, and by whom. */
interface Known {
  readonly order: Order
  readonly done: { action: string; subject: string }[]
}

it('agrees with a model after 1,000 random steps of 16 clients, legal and not', async () => {
  const { database } = world.server
  const products = await Promise.all(Array.from({ length: 5 }, () => insertProduct(database, { stock: initialStock })))
  const partners = await Promise.all(['Us', 'Them'].map((name) => insertPartner(database, name)))
  const known: Known[] = []
  const adjusted = new Map<string, number>()
  const refused = new Map<string, number>()

  const take = async (sdk: Stockroom, subject: string, wanted: Step): Promise<void> => {
    if (wanted.kind === 'place') {
      const lines = wanted.lines.map(({ product, quantity }) => ({ product_id: products[product] as string, quantity }))
      const order = await sdk.orders.create({ lines })
      known.push({ order, done: [{ action: 'order.placed', subject }] })
    } else if (wanted.kind === 'adjust') {
      const { quantity } = wanted
      const product_id = products[wanted.product] as string
      await sdk.stockAdjustments.create({ product_id, quantity, reason: 'counted' })
      adjusted.set(product_id, (adjusted.get(product_id) ?? 0) + quantity)
    } else if (known.length > 0) {
      const { order, done } = known[wanted.order % known.length] as Known
      const { status } = await sdk.orders.patch(order.id, { status: wanted.status })
      done.push({ action: `order.${status}`, subject })
    }
  }
  const steps = fc.sample(step, { numRuns: 1_000, seed: 20_261_121 })
  const client = async (_: unknown, number: number) => {
    const who = await insertClient(database, partners[number % 2] as string)
    const sdk = await world.sdk(who)
    for (let wanted = steps.pop(); wanted !== undefined; wanted = steps.pop()) {
      await take(sdk, who.id, wanted).catch((error: unknown) => {
        if (!StockroomError.is(error)) throw error
        refused.set(error.code, (refused.get(error.code) ?? 0) + 1)
      })
    }
  }
  await Promise.all(Array.from({ length: 16 }, client))
  expect([...refused.keys()].sort()).toEqual(['NOT_OWNER', 'ORDER_TRANSITION_INVALID', 'STOCK_INSUFFICIENT'])

  const { orders, invoices, stockAdjustments, auditEvents, products: catalogue } = world.as.admin
  const found = new Map((await orders.list({ limit: 100 }).toArray({ max: 2_000 })).map((order) => [order.id, order]))
  const issued = await invoices.list({ limit: 100, sort: 'issued_at' }).toArray({ max: 2_000 })
  expect([...found.keys()].sort()).toEqual(known.map(({ order }) => order.id).sort())
  expect(issued.map(({ number }) => number).sort((a, b) => a - b)).toEqual(issued.map((_, index) => index + 1))

  const held = new Map<string, number>()
  for (const { order, done } of known) {
    const reached = new Set(done.map(({ action }) => action))
    expect(reached.size).toBe(done.length)
    const status = ['fulfilled', 'cancelled', 'paid'].find((last) => reached.has(`order.${last}`)) ?? 'pending'
    const now = found.get(order.id) as Order
    expect(now.status).toBe(status)
    if (reached.has('order.fulfilled')) expect([...reached]).not.toContain('order.cancelled')

    const own = issued.filter(({ order_id }) => order_id === order.id)
    expect(own.map(({ id, total }) => ({ id, total }))).toEqual(
      reached.has('order.paid') ? [{ id: now.invoice_id, total: order.total }] : [],
    )
    const events = await auditEvents.list({ object_id: order.id, sort: 'created_at' })
    const recorded = events.data.map(({ action, actor }) => ({ action, subject: actor.subject }))
    expect(new Set(recorded.map((each) => JSON.stringify(each)))).toEqual(
      new Set(done.map((each) => JSON.stringify(each))),
    )
    expect(recorded).toHaveLength(done.length)
    if (status === 'cancelled') continue
    for (const { product_id, quantity } of order.lines) held.set(product_id, (held.get(product_id) ?? 0) + quantity)
  }

  for (const id of products) {
    const { stock } = await catalogue.get(id)
    expect(stock).toBe(initialStock + (adjusted.get(id) ?? 0) - (held.get(id) ?? 0))
    expect(stock).toBeGreaterThanOrEqual(0)
    const moves = await stockAdjustments.list({ product_id: id, limit: 100 }).toArray({ max: 5_000 })
    expect(moves.reduce((sum, { quantity }) => sum + quantity, initialStock)).toBe(stock)
  }
}, 120_000)
