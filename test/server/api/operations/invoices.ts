import { expect } from 'vitest'
import type { OperationCases } from '../../../support/operation-cases.ts'
import { anInvoice, nobody } from '../../../support/world.ts'

export const invoices = {
  listInvoices: {
    given: anInvoice,
    call: (sdk) => sdk.invoices.list({ limit: 100, sort: '-issued_at' }),
    good: ({ data }, { id, order }) => expect(data[0]).toMatchObject({ id, order_id: order.id }),
    invalid: [
      { call: (sdk) => sdk.invoices.list({ order_id: 'no-id' }), pointer: '/order_id' },
      { call: (sdk) => sdk.invoices.list({ issued_at_before: '2026-02-30T00:00:00Z' }), pointer: '/issued_at_before' },
      { call: (sdk) => sdk.invoices.list({ cursor: 'made-up' }), code: 'CURSOR_INVALID' },
    ],
    absent: { call: (sdk) => sdk.invoices.list({ order_id: nobody }) },
  },

  getInvoice: {
    given: anInvoice,
    call: (sdk, { id }) => sdk.invoices.get(id),
    good: (invoice, { id, order }) => {
      const { total, customer_id, partner_id } = order
      expect(invoice).toMatchObject({ id, order_id: order.id, total, customer_id, partner_id })
      expect(invoice.number).toBeGreaterThan(0)
    },
    invalid: [{ call: (sdk) => sdk.invoices.get('no-id'), pointer: '/invoice_id' }],
  },
} satisfies Record<string, OperationCases>
