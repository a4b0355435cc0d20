import { expect } from 'vitest'
import type { OperationCases } from '../../../support/operation-cases.ts'
import { aProduct, nobody, type World } from '../../../support/world.ts'

async function anAdjustment(world: World) {
  const { id: product_id } = await aProduct(world)
  return world.as.partner.stockAdjustments.create({ product_id, quantity: 12, reason: 'received', note: 'Pallet 7' })
}

export const stockAdjustments = {
  listStockAdjustments: {
    by: 'admin',
    rival: 'partner',
    given: anAdjustment,
    call: (sdk, { product_id }) => sdk.stockAdjustments.list({ product_id, reason: 'received', sort: 'created_at' }),
    good: ({ data }, given) => expect(data).toEqual([given]),
    invalid: [
      { call: (sdk) => sdk.stockAdjustments.list({ reason: 'stolen' as never }), pointer: '/reason' },
      { call: (sdk) => sdk.stockAdjustments.list({ cursor: 'made-up' }), code: 'CURSOR_INVALID' },
    ],
    absent: { call: (sdk) => sdk.stockAdjustments.list({ product_id: nobody }) },
  },

  createStockAdjustment: {
    given: aProduct,
    call: (sdk, { id }) => sdk.stockAdjustments.create({ product_id: id, quantity: -40, reason: 'damaged' }),
    good: async (adjustment, { id }, { as, who }) => {
      const actor = { kind: 'client', subject: who.partner.id }
      expect(adjustment).toMatchObject({ quantity: -40, stock_after: 60, note: null, order_id: null, actor })
      expect(await as.partner.products.get(id)).toMatchObject({ stock: 60 })
    },
    invalid: [
      {
        call: (sdk, { id }) => sdk.stockAdjustments.create({ product_id: id, quantity: 1.5, reason: 'lost' }),
        pointer: '/quantity',
      },
      {
        call: (sdk, { id }) => sdk.stockAdjustments.create({ product_id: id, quantity: 1, reason: 'initial' as never }),
        pointer: '/reason',
      },
      {
        call: (sdk, { id }) => sdk.stockAdjustments.create({ product_id: id, quantity: -101, reason: 'lost' }),
        code: 'STOCK_INSUFFICIENT',
        pointer: '/quantity',
      },
    ],
    absent: {
      call: (sdk) => sdk.stockAdjustments.create({ product_id: nobody, quantity: 1, reason: 'returned' }),
      code: 'REFERENCE_UNKNOWN',
    },
  },

  getStockAdjustment: {
    by: 'admin',
    rival: 'partner',
    given: anAdjustment,
    call: (sdk, { id }) => sdk.stockAdjustments.get(id),
    good: (adjustment, given) => expect(adjustment).toEqual(given),
    invalid: [{ call: (sdk) => sdk.stockAdjustments.get('no-id'), pointer: '/stock_adjustment_id' }],
  },
} satisfies Record<string, OperationCases>
