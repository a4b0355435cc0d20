/** Each business event is in the audit trail, with its request, and in the metrics, once. */
import { describe, expect, it } from 'vitest'
import { anOrder, aProduct, password, useWorld } from '../../support/world.ts'

const world = useWorld()

async function counted(action: string): Promise<number> {
  const text = await world.server.metrics.registry.metrics()
  return Number(new RegExp(`^stockroom_business_events_total\\{action="${action}"\\} (\\d+)`, 'm').exec(text)?.[1] ?? 0)
}

const recorded = async (requestId: string | undefined) => {
  const { data } = await world.as.admin.auditEvents.list({ limit: 100, sort: '-created_at' })
  return data.filter(({ request_id }) => request_id === requestId)
}

/** Calls that make something happen: the actions that follow, and who is the actor. */
const events: Record<
  string,
  { actions: string[]; by: 'partner' | 'ada'; call: () => Promise<{ requestId: string | undefined }> }
> = {
  'an order is placed': {
    actions: ['order.placed'],
    by: 'partner',
    call: async () => {
      const lines = [{ product_id: (await aProduct(world)).id, quantity: 2 }]
      return world.as.partner.orders.create.withResponse({ lines })
    },
  },
  'an order is paid': {
    actions: ['invoice.issued', 'order.paid'],
    by: 'partner',
    call: async () => world.as.partner.orders.patch.withResponse((await anOrder(world)).id, { status: 'paid' }),
  },
  'an order is cancelled': {
    actions: ['order.cancelled'],
    by: 'partner',
    call: async () => world.as.partner.orders.patch.withResponse((await anOrder(world)).id, { status: 'cancelled' }),
  },
  'stock is adjusted': {
    actions: ['stock_adjustment.created'],
    by: 'partner',
    call: async () => {
      const { id: product_id } = await aProduct(world)
      return world.as.partner.stockAdjustments.create.withResponse({ product_id, quantity: 4, reason: 'received' })
    },
  },
  'somebody signs in': {
    actions: ['user.signed_in'],
    by: 'ada',
    call: () => world.bearing(null).auth.login.withResponse({ email: 'ada@stockroom.test', password }),
  },
}

describe('when', () => {
  it.each(Object.entries(events))('%s', async (_, { actions, by, call }) => {
    const before = await Promise.all(actions.map(counted))
    const { requestId } = await call()
    const found = await recorded(requestId)
    expect(found.map(({ action }) => action).sort()).toEqual(actions)
    for (const { actor } of found) expect(actor.subject).toBe(world.who[by].id)
    expect(await Promise.all(actions.map(counted))).toEqual(before.map((count) => count + 1))
  })

  it('something is refused: neither', async () => {
    const { id } = await anOrder(world)
    const before = await counted('order.fulfilled')
    const refused = await world.as.partner.orders.patch.safe(id, { status: 'fulfilled' })
    expect(refused).toMatchObject({ ok: false, code: 'ORDER_TRANSITION_INVALID' })
    expect(await recorded(refused.ok ? undefined : refused.error.requestId)).toEqual([])
    expect(await counted('order.fulfilled')).toBe(before)
  })

  it('a request is repeated under its key: once', async () => {
    const lines = [{ product_id: (await aProduct(world)).id, quantity: 1 }]
    const before = await counted('order.placed')
    for (let time = 0; time < 3; time++) await world.as.partner.orders.create({ lines }, { idempotencyKey: 'same' })
    expect(await counted('order.placed')).toBe(before + 1)
  })
})
