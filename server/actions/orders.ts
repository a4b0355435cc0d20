import { v7 as newId } from 'uuid'
import type { Reader, Transaction } from '../db/database.ts'
import { customerExists } from '../db/queries/customers.ts'
import * as lists from '../db/queries/order-lists.ts'
import * as orders from '../db/queries/orders.ts'
import { lockProducts, moveStock } from '../db/queries/products.ts'
import {
  checkOrderTransition,
  draftOrder,
  type NewOrder,
  type Order,
  type OrderPatch,
  reserve,
} from '../domain/order.ts'
import { refuseAbsent } from '../domain/ownership.ts'
import type { Page } from '../domain/page.ts'
import type { Principal } from '../domain/principal.ts'
import { Refusal } from '../domain/refusal.ts'
import { checkVersion, type Expected } from '../domain/version.ts'

export type { OrderQuery } from '../db/queries/order-lists.ts'

/** @throws Refusal CURSOR_INVALID */
export function listOrders(db: Reader, { partnerId }: Principal, query: lists.OrderQuery): Promise<Page<Order>> {
  return lists.listOrders(db, { ...query, partnerId })
}

/** @throws Refusal NOT_FOUND, NOT_OWNER */
export async function getOrder(db: Reader, { partnerId }: Principal, id: string): Promise<Order> {
  return (await orders.findOrder(db, { id, partnerId })) ?? refuseAbsent('order', id, await orders.orderExists(db, id))
}

/**
 * Reserves the stock of all lines or of none.
 * @throws Refusal REFERENCE_UNKNOWN, PRODUCT_INACTIVE, CURRENCY_MIXED, STOCK_INSUFFICIENT
 */
export async function placeOrder(trx: Transaction, { partnerId }: Principal, wanted: NewOrder): Promise<Order> {
  const { customerId } = wanted
  if (customerId !== null && !(await customerExists(trx, { id: customerId, partnerId }))) {
    const message = `there is no customer ${customerId}`
    throw new Refusal('REFERENCE_UNKNOWN', {
      detail: `${message}.`,
      errors: [{ in: 'body', pointer: '/customer_id', code: 'REFERENCE_UNKNOWN', message }],
    })
  }
  const products = await lockProducts(trx, [...reserve(wanted.lines).keys()])
  const draft = draftOrder(wanted.lines, products)
  await moveStock(trx, negated(draft.reservations))
  return orders.insertOrder(trx, { id: newId(), partnerId, customerId }, draft)
}

/**
 * Cancelling gives the stock back.
 * @throws Refusal NOT_FOUND, NOT_OWNER, PRECONDITION_FAILED, ORDER_TRANSITION_INVALID
 */
export async function patchOrder(
  trx: Transaction,
  { partnerId }: Principal,
  id: string,
  { status }: OrderPatch,
  expected: Expected,
): Promise<Order> {
  const order =
    (await orders.lockOrder(trx, { id, partnerId })) ?? refuseAbsent('order', id, await orders.orderExists(trx, id))
  checkVersion(expected, order.version)
  if (status === undefined) return order
  checkOrderTransition(order.status, status)
  if (status === 'cancelled') await moveStock(trx, reserve(order.lines))
  return orders.updateOrderStatus(trx, order, status)
}

function negated(pieces: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...pieces].map(([id, count]) => [id, -count]))
}
