import type { Operations } from '../../../generated/v2/operations.ts'
import type { components } from '../../../generated/v2/types.ts'
import * as actions from '../../actions/invoices.ts'
import type { Invoice } from '../../domain/invoice.ts'
import { answersOf } from '../answers.ts'
import type { Public, Read, Write } from '../context.ts'
import { instantOf } from '../instant.ts'
import { pageRequestOf } from '../list.ts'

export const invoices = {
  async listInvoices({ query }, { lists, principal }) {
    const wanted = {
      ...pageRequestOf(query),
      orderId: query.order_id ?? null,
      customerId: query.customer_id ?? null,
      issuedFrom: instantOf(query.issued_at_from, 'query', 'issued_at_from'),
      issuedBefore: instantOf(query.issued_at_before, 'query', 'issued_at_before'),
    }
    return page(await actions.listInvoices(lists, principal, wanted))
  },

  async getInvoice({ path }, { db, principal }) {
    return found(await actions.getInvoice(db, principal, path.invoice_id))
  },
} satisfies Partial<Operations<Read, Write, Public>>

const { page, found } = answersOf('/v2/invoices', encode)

function encode(invoice: Invoice): components['schemas']['Invoice'] {
  const { id, number, orderId, partnerId, customerId, total, issuedAt } = invoice
  return {
    id,
    number,
    order_id: orderId,
    partner_id: partnerId,
    customer_id: customerId,
    total,
    issued_at: issuedAt.toISOString(),
  }
}
