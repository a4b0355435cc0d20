import type { Operations } from '../../../generated/v2/operations.ts'
import type { components } from '../../../generated/v2/types.ts'
import * as actions from '../../actions/stock-adjustments.ts'
import type { StockAdjustment } from '../../domain/stock-adjustment.ts'
import { answersOf } from '../answers.ts'
import type { Public, Read, Write } from '../context.ts'
import { createdPeriodOf, pageRequestOf } from '../list.ts'

export const stockAdjustments = {
  async listStockAdjustments({ query }, { lists, principal }) {
    const { product_id: productId = null, order_id: orderId = null, reason = null } = query
    const wanted = { ...pageRequestOf(query), ...createdPeriodOf(query), productId, orderId, reason }
    return page(await actions.listStockAdjustments(lists, principal, wanted))
  },

  async createStockAdjustment({ body }, { principal, transaction }) {
    const { product_id: productId, quantity, reason, note = null } = body
    const wanted = { productId, quantity, reason, note }
    return created(await transaction((trx) => actions.createStockAdjustment(trx, principal, wanted)))
  },

  async getStockAdjustment({ path }, { db, principal }) {
    return found(await actions.getStockAdjustment(db, principal, path.stock_adjustment_id))
  },
} satisfies Partial<Operations<Read, Write, Public>>

const { page, found, created } = answersOf('/v2/stock-adjustments', encode)

function encode(adjustment: StockAdjustment): components['schemas']['StockAdjustment'] {
  const { id, productId, quantity, stockAfter, reason, note, orderId, actor, createdAt } = adjustment
  return {
    id,
    product_id: productId,
    quantity,
    stock_after: stockAfter,
    reason,
    note,
    order_id: orderId,
    actor,
    created_at: createdAt.toISOString(),
  }
}
