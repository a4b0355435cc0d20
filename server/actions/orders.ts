import { v7 as newId } from 'uuid'
import type { ListReader, Reader, Transaction } from '../db/database.ts'
import { customers } from '../db/queries/customers.ts'
import { insertInvoice } from '../db/queries/invoices.ts'
import * as lists from '../db/queries/order-lists.ts'
import * as rows from '../db/queries/orders.ts'
import { lockProducts } from '../db/queries/products.ts'
import { moveStock } from '../db/queries/stock.ts'
import {
  checkOrderTransition,
  draftOrder,
  type NewOrder,
  type Order,
  type OrderPatch,
  pieces,
  type ReachedStatus,
} from '../domain/order.ts'
import type { Page } from '../domain/page.ts'
import type { Actor, Principal } from '../domain/principal.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Expected } from '../domain/version.ts'
import { refuseReference } from './conflict.ts'
import { findOwn, lockOwn } from './own.ts'
import { record, recordedActor } from './record.ts'

export type { OrderQuery } from '../db/queries/order-lists.ts'

/** @throws Refusal CURSOR_INVALID */
export function listOrders(
  reader: ListReader,
  { partnerId }: Principal,
  query: lists.OrderQuery,
): Promise<Page<Order>> {
  return lists.listOrders(reader, { ...query, partnerId })
}

/** @throws Refusal NOT_FOUND, NOT_OWNER */
export function getOrder(db: Reader, { partnerId }: Principal, id: string): Promise<Order> {
  return findOwn('order', rows.orders, db, id, partnerId)
}

/**
 * Reserves the stock of all lines or of none. It belongs to the caller's partner, or to the customer's.
 * @throws Refusal REFERENCE_UNKNOWN, NOT_OWNER, PRODUCT_INACTIVE, CURRENCY_MIXED, STOCK_INSUFFICIENT
 */
export async function placeOrder(trx: Transaction, actor: Actor, wanted: NewOrder): Promise<Order> {
  const { customerId } = wanted
  const partnerId = customerId === null ? actor.partnerId : await partnerOf(trx, actor, customerId)
  const products = await lockProducts(trx, [...pieces(wanted.lines).keys()])
  const draft = draftOrder(wanted.lines, products)
  const order = await rows.insertOrder(trx, { id: newId(), partnerId, customerId }, draft)
  await moveStockOf(trx, actor, order, 'order_placed', -1)
  await recordOf(trx, actor, 'placed', order.id, null, order)
  return order
}

async function partnerOf(trx: Transaction, { partnerId }: Actor, customerId: string): Promise<string | null> {
  const customer = (await customers.find(trx, customerId, null)) ?? refuseReference('/customer_id', 'customer')
  if (partnerId === null || customer.partnerId === partnerId) return customer.partnerId
  throw new Refusal('NOT_OWNER', { detail: 'This customer belongs to somebody else.' })
}

/**
 * Paying issues the invoice; cancelling gives the stock back.
 * @throws Refusal NOT_FOUND, NOT_OWNER, PRECONDITION_FAILED, ORDER_TRANSITION_INVALID
 */
export async function patchOrder(
  trx: Transaction,
  actor: Actor,
  id: string,
  { status }: OrderPatch,
  expected: Expected,
): Promise<Order> {
  const order = await lockOwn('order', rows.orders, trx, id, actor.partnerId, expected)
  if (status === undefined) return order
  checkOrderTransition(order.status, status)
  if (status === 'paid') return pay(trx, actor, order)
  if (status === 'cancelled') await moveStockOf(trx, actor, order, 'order_cancelled', 1)
  return change(trx, actor, order, status, order.invoiceId)
}

/** The invoice comes last: whoever pays next waits for its number. */
async function pay(trx: Transaction, actor: Actor, order: Order): Promise<Order> {
  const invoiceId = newId()
  const paid = await change(trx, actor, order, 'paid', invoiceId)
  const invoice = await insertInvoice(trx, invoiceId, order)
  const issue = { action: 'invoice.issued', objectType: 'invoice', objectId: invoiceId } as const
  await record(trx, actor, { ...issue, before: null, after: invoice })
  return paid
}

async function change(
  trx: Transaction,
  actor: Actor,
  order: Order,
  status: ReachedStatus,
  invoiceId: string | null,
): Promise<Order> {
  const changed = await rows.updateOrder(trx, order, { status, invoiceId })
  await recordOf(trx, actor, status, order.id, { status: order.status }, { status })
  return changed
}

async function moveStockOf(
  trx: Transaction,
  actor: Actor,
  order: Order,
  reason: 'order_placed' | 'order_cancelled',
  sign: 1 | -1,
): Promise<void> {
  const moves = new Map([...pieces(order.lines)].map(([id, count]) => [id, sign * count]))
  await moveStock(trx, { reason, note: null, orderId: order.id, actor: recordedActor(actor), pieces: moves })
}

function recordOf(
  trx: Transaction,
  actor: Actor,
  what: 'placed' | ReachedStatus,
  objectId: string,
  before: object | null,
  after: object,
): Promise<void> {
  return record(trx, actor, { action: `order.${what}`, objectType: 'order', objectId, before, after })
}
