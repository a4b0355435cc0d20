/** The only place where stock moves: with it goes the adjustment that says why, so that their sum is the stock. */
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { RecordedActor } from '../../domain/audit-event.ts'
import type { StockAdjustment, StockReason } from '../../domain/stock-adjustment.ts'
import type { Transaction } from '../database.ts'
import { statement, type Value } from '../statement.ts'
import { touched } from './common.ts'
import { adjustmentColumns, adjustmentOf } from './stock-adjustments.ts'

export interface Movement {
  readonly reason: StockReason
  readonly note: string | null
  readonly orderId: string | null
  readonly actor: RecordedActor
  /** By product id, pieces that come; negative for those that go. */
  readonly pieces: ReadonlyMap<string, number>
}

interface Values {
  ids: readonly string[]
  products: readonly string[]
  pieces: readonly number[]
  reason: StockReason
  note: string | null
  orderId: string | null
  kind: RecordedActor['kind']
  subject: string
}

interface Wanted {
  adjustment: string
  product: string
  pieces: number
}

/** Locks in the order of the ids, as `lockProducts` does; deleted products too, whose stock may come back from an order. */
const moved = statement((db, value: Value<Values>) =>
  db
    .with('move', (cte) =>
      cte
        .selectFrom('products')
        .innerJoin(
          sql<Wanted>`unnest(${value('ids')}::uuid[], ${value('products')}::uuid[], ${value('pieces')}::bigint[])`.as<'wanted'>(
            sql`wanted(adjustment, product, pieces)`,
          ),
          'wanted.product',
          'products.id',
        )
        .select(['products.id', 'wanted.adjustment', 'wanted.pieces'])
        .orderBy('products.id')
        .forUpdate('products'),
    )
    .with('moved', (cte) =>
      cte
        .updateTable('products')
        .from('move')
        .set({ ...touched, stock: sql`products.stock + move.pieces` })
        .whereRef('products.id', '=', 'move.id')
        .returning(['products.id', 'products.stock', 'move.adjustment', 'move.pieces']),
    )
    .insertInto('stock_adjustments')
    .columns(adjustmentColumns.slice(0, -1))
    .expression(
      sql`select adjustment, id, pieces, stock, ${value('reason')}, ${value('note')}, ${value('orderId')}::uuid,
        ${value('kind')}, ${value('subject')} from moved`,
    )
    .returning(adjustmentColumns),
)

export async function moveStock(trx: Transaction, movement: Movement): Promise<StockAdjustment[]> {
  const { pieces, actor, reason, note, orderId } = movement
  const rows = await moved(trx, {
    ids: Array.from(pieces, () => newId()),
    products: [...pieces.keys()],
    pieces: [...pieces.values()],
    reason,
    note,
    orderId,
    ...actor,
  })
  return rows.map(adjustmentOf)
}
