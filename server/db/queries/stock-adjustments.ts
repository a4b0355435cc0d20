import type { RecordedActor } from '../../domain/audit-event.ts'
import type { PageRequest } from '../../domain/page.ts'
import type { StockAdjustment, StockReason } from '../../domain/stock-adjustment.ts'
import type { Reader } from '../database.ts'
import { keysetList } from '../keyset.ts'
import { ownedBy } from '../owned.ts'
import { type CreatedPeriod, createdPeriod } from './period.ts'

export const adjustmentColumns = [
  'id',
  'product_id',
  'quantity',
  'stock_after',
  'reason',
  'note',
  'order_id',
  'actor_kind',
  'actor_subject',
  'created_at',
] as const

export interface AdjustmentRow {
  id: string
  product_id: string
  quantity: number
  stock_after: number
  reason: StockReason
  note: string | null
  order_id: string | null
  actor_kind: RecordedActor['kind']
  actor_subject: string
  created_at: Date
}

const select = (db: Reader) => db.selectFrom('stock_adjustments').select(adjustmentColumns)

export function adjustmentOf(row: AdjustmentRow): StockAdjustment {
  return {
    id: row.id,
    productId: row.product_id,
    quantity: row.quantity,
    stockAfter: row.stock_after,
    reason: row.reason,
    note: row.note,
    orderId: row.order_id,
    actor: { kind: row.actor_kind, subject: row.actor_subject },
    createdAt: row.created_at,
  }
}

export const stockAdjustments = ownedBy({ select, ownerColumn: null, item: adjustmentOf })

export interface StockAdjustmentFilters extends CreatedPeriod {
  readonly productId: string | null
  readonly orderId: string | null
  readonly reason: StockReason | null
}

export interface StockAdjustmentQuery extends PageRequest, StockAdjustmentFilters {
  readonly sort: 'created_at' | '-created_at'
}

export const listStockAdjustments = keysetList<AdjustmentRow, StockAdjustmentFilters, StockAdjustment>({
  name: 'stock-adjustments',
  keys: { created_at: { column: 'created_at', of: (row) => row.created_at.toISOString() } },
  equals: { productId: 'product_id', orderId: 'order_id', reason: 'reason' },
  kinds: ['reason'],
  period: createdPeriod,
  select,
  item: adjustmentOf,
})
