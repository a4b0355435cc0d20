import type { Operations } from '../../../generated/v2/operations.ts'
import type { components } from '../../../generated/v2/types.ts'
import * as actions from '../../actions/orders.ts'
import type { Order, OrderLine } from '../../domain/order.ts'
import { answersOf } from '../answers.ts'
import type { Public, Read, Write } from '../context.ts'
import { expectedOf } from '../etag.ts'
import { createdPeriodOf, pageRequestOf } from '../list.ts'

export const orders = {
  async listOrders({ query }, { lists, principal }) {
    const { status = null, customer_id: customerId = null } = query
    const wanted = { ...pageRequestOf(query), ...createdPeriodOf(query), status, customerId }
    return page(await actions.listOrders(lists, principal, wanted))
  },

  async createOrder({ body }, { principal, transaction }) {
    const lines = body.lines.map(({ product_id, quantity }) => ({ productId: product_id, quantity }))
    const wanted = { customerId: body.customer_id ?? null, lines }
    return created(await transaction((trx) => actions.placeOrder(trx, principal, wanted)))
  },

  async getOrder({ path }, { db, principal }) {
    return found(await actions.getOrder(db, principal, path.order_id))
  },

  async patchOrder({ path, headers, body }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    return found(await transaction((trx) => actions.patchOrder(trx, principal, path.order_id, body, expected)))
  },
} satisfies Partial<Operations<Read, Write, Public>>

const { page, found, created } = answersOf('/v2/orders', encode)

function encode(order: Order): components['schemas']['Order'] {
  const { id, partnerId, customerId, invoiceId, status, lines, total, createdAt, updatedAt } = order
  return {
    id,
    partner_id: partnerId,
    customer_id: customerId,
    invoice_id: invoiceId,
    status,
    lines: lines.map(encodeLine),
    total,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}

function encodeLine({ productId, sku, name, quantity, unitPrice, total }: OrderLine) {
  return { product_id: productId, sku, name, quantity, unit_price: unitPrice, total }
}
