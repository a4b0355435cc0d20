import { expect } from 'vitest'
import type { OperationCases } from '../../../support/operation-cases.ts'
import { aProduct, nobody } from '../../../support/world.ts'

const price = { amount: 1999, currency: 'EUR' }
const newSku = () => `SKU-${crypto.randomUUID()}`
const unread = { call: (sdk) => sdk.products.get('no-id'), pointer: '/product_id' } as OperationCases['invalid'][0]

export const products = {
  listProducts: {
    given: aProduct,
    call: (sdk) => sdk.products.list({ limit: 100, status: 'active', sort: '-created_at' }),
    good: ({ data }, { id }) => expect(data.map((product: { id: string }) => product.id)).toContain(id),
    invalid: [
      { call: (sdk) => sdk.products.list({ limit: 101 }), pointer: '/limit' },
      { call: (sdk) => sdk.products.list({ sort: 'price' as never }), pointer: '/sort' },
      { call: (sdk) => sdk.products.list({ cursor: 'made-up' }), code: 'CURSOR_INVALID' },
    ],
    absent: { call: (sdk) => sdk.products.list({ sku: newSku() }) },
  },

  createProduct: {
    call: (sdk) => sdk.products.create({ sku: newSku(), name: 'Desk lamp', price, stock: 3 }),
    good: (product) => expect(product).toMatchObject({ name: 'Desk lamp', price, stock: 3, description: null }),
    invalid: [
      { call: (sdk) => sdk.products.create({ sku: newSku(), name: '', price, stock: 3 }), pointer: '/name' },
      {
        call: (sdk) => sdk.products.create({ sku: newSku(), name: 'Lamp', price: { ...price, amount: 0 } }),
        pointer: '/price/amount',
      },
      {
        call: (sdk) => sdk.products.create({ sku: newSku(), name: 'Lamp', price, colour: 'red' } as never),
        pointer: '/colour',
      },
      {
        call: async (sdk) => {
          const { sku } = await sdk.products.create({ sku: newSku(), name: 'Lamp', price })
          return sdk.products.create({ sku, name: 'Lamp', price })
        },
        code: 'SKU_TAKEN',
        pointer: '/sku',
      },
    ],
  },

  getProduct: {
    given: aProduct,
    call: (sdk, { id }) => sdk.products.get(id),
    good: (product, { id }) => expect(product).toMatchObject({ id, status: 'active' }),
    invalid: [unread],
  },

  replaceProduct: {
    given: aProduct,
    call: (sdk, { id }) => sdk.products.replace(id, { sku: newSku(), name: 'Floor lamp', price, status: 'inactive' }),
    good: (product, { id }) =>
      expect(product).toMatchObject({ id, name: 'Floor lamp', status: 'inactive', stock: 100 }),
    invalid: [{ call: (sdk, { id }) => sdk.products.replace(id, { sku: newSku(), price } as never), pointer: '/name' }],
  },

  patchProduct: {
    given: aProduct,
    call: (sdk, { id }) => sdk.products.patch(id, { price: { amount: 5 } }),
    good: (product) => expect(product).toMatchObject({ name: 'Lamp', price: { amount: 5, currency: 'EUR' } }),
    invalid: [
      { call: (sdk, { id }) => sdk.products.patch(id, { name: null } as never), pointer: '/name' },
      { call: (sdk) => sdk.products.patch('no-id', {}), pointer: '/product_id' },
      { call: (sdk, { id }) => sdk.products.patch(id, {}, { ifMatch: '"999"' }), code: 'PRECONDITION_FAILED' },
      { call: (sdk) => sdk.products.patch(nobody, {}, { ifMatch: '*' }), code: 'NOT_FOUND' },
    ],
  },

  deleteProduct: {
    given: aProduct,
    call: (sdk, { id }) => sdk.products.delete(id),
    good: async (_, { id }, { as }) => {
      expect(await as.partner.products.get.safe(id)).toMatchObject({ ok: false, status: 404, code: 'NOT_FOUND' })
    },
    invalid: [{ call: (sdk) => sdk.products.delete('no-id'), pointer: '/product_id' }],
  },
} satisfies Record<string, OperationCases>
