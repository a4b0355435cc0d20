import { expect } from 'vitest'
import type { OperationCases } from '../../../support/operation-cases.ts'
import { type Actor, aCustomer, anOrder, aProduct, nobody, type World } from '../../../support/world.ts'

async function wantedBy(world: World, by: Actor) {
  const { id: customer_id } = await aCustomer(world, by)
  return { customer_id, lines: [{ product_id: (await aProduct(world)).id, quantity: 3 }] }
}

export const orders = {
  listOrders: {
    given: anOrder,
    call: (sdk) => sdk.orders.list({ limit: 100, status: 'pending', sort: '-created_at' }),
    good: ({ data }, order) => expect(data[0]).toEqual(order),
    invalid: [
      { call: (sdk) => sdk.orders.list({ status: 'lost' as never }), pointer: '/status' },
      { call: (sdk) => sdk.orders.list({ customer_id: 'no-id' }), pointer: '/customer_id' },
      { call: (sdk) => sdk.orders.list({ cursor: 'made-up' }), code: 'CURSOR_INVALID' },
    ],
    absent: { call: (sdk) => sdk.orders.list({ customer_id: nobody }) },
  },

  createOrder: {
    given: wantedBy,
    call: (sdk, wanted) => sdk.orders.create(wanted),
    good: async (order, { customer_id, lines }, { as, who }) => {
      const owned = { customer_id, partner_id: who.partner.partnerId, status: 'pending', invoice_id: null }
      expect(order).toMatchObject({ ...owned, lines: [{ quantity: 3, name: 'Lamp' }], total: { amount: 5997 } })
      expect(await as.partner.products.get(lines[0].product_id)).toMatchObject({ stock: 97 })
    },
    invalid: [
      { call: (sdk) => sdk.orders.create({ lines: [] }), pointer: '/lines' },
      {
        call: (sdk, { lines }) => sdk.orders.create({ lines: [...lines, { ...lines[0], quantity: 0 }] }),
        pointer: '/lines/1/quantity',
      },
      {
        call: (sdk, { lines }) => sdk.orders.create({ lines: [{ ...lines[0], quantity: 101 }] }),
        code: 'STOCK_INSUFFICIENT',
        pointer: '/lines/0/quantity',
      },
    ],
    absent: {
      call: (sdk) => sdk.orders.create({ lines: [{ product_id: nobody, quantity: 1 }] }),
      code: 'REFERENCE_UNKNOWN',
    },
  },

  getOrder: {
    given: anOrder,
    call: (sdk, { id }) => sdk.orders.get(id),
    good: (order, given) => expect(order).toEqual(given),
    invalid: [{ call: (sdk) => sdk.orders.get('no-id'), pointer: '/order_id' }],
  },

  patchOrder: {
    given: anOrder,
    call: (sdk, { id }) => sdk.orders.patch(id, { status: 'paid' }),
    good: async (order, _, { as }) => {
      expect(order).toMatchObject({ status: 'paid', invoice_id: expect.any(String) })
      expect(await as.partner.invoices.get(order.invoice_id)).toMatchObject({ order_id: order.id })
    },
    invalid: [
      { call: (sdk, { id }) => sdk.orders.patch(id, { status: 'lost' as never }), pointer: '/status' },
      { call: (sdk, { id }) => sdk.orders.patch(id, { total: 1 } as never), pointer: '/total' },
      { call: (sdk, { id }) => sdk.orders.patch(id, { status: 'fulfilled' }), code: 'ORDER_TRANSITION_INVALID' },
    ],
  },
} satisfies Record<string, OperationCases>
