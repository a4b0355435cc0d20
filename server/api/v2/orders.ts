import type { Operations } from '../../../generated/v2/operations.ts'
import type { components } from '../../../generated/v2/types.ts'
import * as actions from '../../actions/orders.ts'
import type { Order, OrderLine } from '../../domain/order.ts'
import type { Public, Read, Write } from '../context.ts'
import { etagOf, expectedOf } from '../etag.ts'
import { instantOf, pageOf } from '../page.ts'

export const orders = {
  async listOrders({ query }, { db, principal }) {
    const { limit, cursor = null, status = null, customer_id: customerId = null, sort } = query
    const createdFrom = instantOf(query.created_at_from)
    const createdBefore = instantOf(query.created_at_before)
    const wanted = { limit, cursor, status, customerId, sort, createdFrom, createdBefore }
    return { status: 200, body: pageOf(await actions.listOrders(db, principal, wanted), encode) }
  },

  async createOrder({ body }, { principal, transaction }) {
    const lines = body.lines.map(({ product_id, quantity }) => ({ productId: product_id, quantity }))
    const wanted = { customerId: body.customer_id ?? null, lines }
    const order = await transaction((trx) => actions.placeOrder(trx, principal, wanted))
    const headers = { location: `/v2/orders/${order.id}`, etag: etagOf(order) }
    return { status: 201, headers, body: encode(order) }
  },

  async getOrder({ path }, { db, principal }) {
    return found(await actions.getOrder(db, principal, path.order_id))
  },

  async patchOrder({ path, headers, body }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    return found(await transaction((trx) => actions.patchOrder(trx, principal, path.order_id, body, expected)))
  },
} satisfies Partial<Operations<Read, Write, Public>>

const found = (order: Order) => ({ status: 200, headers: { etag: etagOf(order) }, body: encode(order) }) as const

function encode(order: Order): components['schemas']['Order'] {
  const { id, partnerId, customerId, status, lines, total, createdAt, updatedAt } = order
  return {
    id,
    partner_id: partnerId,
    customer_id: customerId,
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
