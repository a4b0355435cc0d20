import type { ListReader, Reader, Transaction } from '../db/database.ts'
import { products } from '../db/queries/products.ts'
import { moveStock } from '../db/queries/stock.ts'
import * as rows from '../db/queries/stock-adjustments.ts'
import type { Page } from '../domain/page.ts'
import type { Actor, Principal } from '../domain/principal.ts'
import { checkAdjustment, type NewStockAdjustment, type StockAdjustment } from '../domain/stock-adjustment.ts'
import { refuseReference } from './conflict.ts'
import { findOwn, requireMerchant } from './own.ts'
import { record, recordedActor } from './record.ts'

export type { StockAdjustmentQuery } from '../db/queries/stock-adjustments.ts'

/** @throws Refusal CURSOR_INVALID, NOT_OWNER */
export async function listStockAdjustments(
  reader: ListReader,
  principal: Principal,
  query: rows.StockAdjustmentQuery,
): Promise<Page<StockAdjustment>> {
  requireMerchant(principal, 'Stock adjustments')
  return rows.listStockAdjustments(reader, query)
}

/** @throws Refusal NOT_FOUND, NOT_OWNER */
export async function getStockAdjustment(db: Reader, principal: Principal, id: string): Promise<StockAdjustment> {
  requireMerchant(principal, 'Stock adjustments')
  return findOwn('stock adjustment', rows.stockAdjustments, db, id, null)
}

/** @throws Refusal REFERENCE_UNKNOWN, STOCK_INSUFFICIENT */
export async function createStockAdjustment(
  trx: Transaction,
  actor: Actor,
  { productId, quantity, reason, note }: NewStockAdjustment,
): Promise<StockAdjustment> {
  const product = (await products.lock(trx, productId, null)) ?? refuseReference('/product_id', 'product')
  checkAdjustment(product, quantity)
  const pieces = new Map([[productId, quantity]])
  const [adjustment] = await moveStock(trx, { reason, note, orderId: null, actor: recordedActor(actor), pieces })
  if (adjustment === undefined) throw new Error(`the stock of ${productId} did not move`)
  const { id: objectId } = adjustment
  const change = { action: 'stock_adjustment.created', objectType: 'stock_adjustment', objectId } as const
  await record(trx, actor, { ...change, before: null, after: adjustment })
  return adjustment
}
