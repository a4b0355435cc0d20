import { expect } from 'vitest'
import type { OperationCases } from '../../../support/operation-cases.ts'
import { aCustomer } from '../../../support/world.ts'

const newEmail = () => `${crypto.randomUUID()}@example.com`
const name = 'Ada Lovelace'

export const customers = {
  listCustomers: {
    given: aCustomer,
    call: (sdk) => sdk.customers.list({ limit: 100, sort: '-created_at' }),
    good: ({ data }, { id }) => expect(data[0]).toMatchObject({ id }),
    invalid: [
      { call: (sdk) => sdk.customers.list({ email: 'nobody' }), pointer: '/email' },
      { call: (sdk) => sdk.customers.list({ created_at_from: 'yesterday' }), pointer: '/created_at_from' },
      { call: (sdk) => sdk.customers.list({ cursor: 'made-up' }), code: 'CURSOR_INVALID' },
    ],
    absent: { call: (sdk) => sdk.customers.list({ email: newEmail() }) },
  },

  createCustomer: {
    call: (sdk) => sdk.customers.create({ email: newEmail(), name }),
    good: (customer, _, { who }) => expect(customer).toMatchObject({ name, partner_id: who.partner.partnerId }),
    invalid: [
      { call: (sdk) => sdk.customers.create({ email: 'ada', name }), pointer: '/email' },
      { call: (sdk) => sdk.customers.create({ email: newEmail(), name: 'two\nlines' }), pointer: '/name' },
      { call: (sdk) => sdk.customers.create({ email: newEmail() } as never), pointer: '/name' },
    ],
  },

  getCustomer: {
    given: aCustomer,
    call: (sdk, { id }) => sdk.customers.get(id),
    good: (customer, given) => expect(customer).toEqual(given),
    invalid: [{ call: (sdk) => sdk.customers.get('no-id'), pointer: '/customer_id' }],
  },

  replaceCustomer: {
    given: aCustomer,
    call: (sdk, { id }) => sdk.customers.replace(id, { email: newEmail(), name }),
    good: (customer, { id, email }) => {
      expect(customer).toMatchObject({ id, name })
      expect(customer.email).not.toBe(email)
    },
    invalid: [
      { call: (sdk, { id }) => sdk.customers.replace(id, { name } as never), pointer: '/email' },
      {
        call: (sdk, { id, email }) => sdk.customers.replace(id, { email, name }, { ifMatch: 'W/"1"' }),
        code: 'PRECONDITION_FAILED',
      },
    ],
  },

  patchCustomer: {
    given: aCustomer,
    call: (sdk, { id }) => sdk.customers.patch(id, { name }),
    good: (customer, given) => expect(customer).toMatchObject({ email: given.email, name }),
    invalid: [
      { call: (sdk, { id }) => sdk.customers.patch(id, { email: null } as never), pointer: '/email' },
      {
        call: async (sdk, { id }) => {
          const { email } = await sdk.customers.create({ email: newEmail(), name })
          return sdk.customers.patch(id, { email: email.toUpperCase() })
        },
        code: 'CUSTOMER_EMAIL_TAKEN',
        pointer: '/email',
      },
    ],
  },

  deleteCustomer: {
    given: aCustomer,
    call: (sdk, { id }) => sdk.customers.delete(id),
    good: async (_, { id, email }, { as }) => {
      expect(await as.partner.customers.get.safe(id)).toMatchObject({ ok: false, status: 404 })
      expect(await as.partner.customers.create({ email, name })).toMatchObject({ email })
    },
    invalid: [{ call: (sdk, { id }) => sdk.customers.delete(id, { ifMatch: '"7"' }), code: 'PRECONDITION_FAILED' }],
  },
} satisfies Record<string, OperationCases>
