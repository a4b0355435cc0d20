import type { RecordedActor } from './audit-event.ts'
import type { Product } from './product.ts'
import { Refusal } from './refusal.ts'

/** Why somebody adjusts stock. */
export type AdjustmentReason = 'received' | 'returned' | 'damaged' | 'lost' | 'counted'

/** Or why the server does: a product began with it, an order took it or gave it back. */
export type StockReason = AdjustmentReason | 'initial' | 'order_placed' | 'order_cancelled'

/** Pieces that came, or went where `quantity` is negative. A product's stock is the sum of its adjustments. */
export interface StockAdjustment {
  readonly id: string
  readonly productId: string
  readonly quantity: number
  readonly stockAfter: number
  readonly reason: StockReason
  readonly note: string | null
  /** The order that took or gave back. */
  readonly orderId: string | null
  readonly actor: RecordedActor
  readonly createdAt: Date
}

export interface NewStockAdjustment {
  readonly productId: string
  readonly quantity: number
  readonly reason: AdjustmentReason
  readonly note: string | null
}

/** @throws Refusal STOCK_INSUFFICIENT */
export function checkAdjustment({ stock, sku }: Product, quantity: number): void {
  if (stock + quantity >= 0) return
  throw new Refusal('STOCK_INSUFFICIENT', {
    detail: `${sku} has ${stock} pieces and cannot lose ${-quantity}.`,
    errors: [
      {
        in: 'body',
        pointer: '/quantity',
        code: 'STOCK_INSUFFICIENT',
        message: `takes ${-quantity} and there are ${stock}`,
      },
    ],
  })
}
