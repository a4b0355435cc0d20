import { sql } from 'kysely'
import type { Order, OrderDraft, OrderStatus } from '../../domain/order.ts'
import type { Transaction } from '../database.ts'
import { ownedBy } from '../owned.ts'
import { statement, type Value } from '../statement.ts'
import { only, touched } from './common.ts'
import { orderOf, selectOrders } from './order-rows.ts'

export const orders = ownedBy({ select: selectOrders, ownerColumn: 'partner_id', item: orderOf })

interface NewRow {
  id: string
  partnerId: string | null
  customerId: string | null
  amount: number
  currency: string
  productIds: readonly string[]
  skus: readonly string[]
  names: readonly string[]
  quantities: readonly number[]
  prices: readonly number[]
}

/** The order and its lines in one statement. */
const inserted = statement((db, value: Value<NewRow>) =>
  db
    .with('placed', (cte) =>
      cte
        .insertInto('orders')
        .values({
          id: value('id'),
          partner_id: value('partnerId'),
          customer_id: value('customerId'),
          status: 'pending',
          total_amount: value('amount'),
          currency: value('currency'),
        })
        .returning(['created_at', 'updated_at', 'version']),
    )
    .with('lines', (cte) =>
      cte
        .insertInto('order_lines')
        .columns(['order_id', 'position', 'product_id', 'sku', 'name', 'quantity', 'unit_amount'])
        .expression(
          sql`select ${value('id')}::uuid, line.position, line.product_id, line.sku, line.name, line.quantity, line.price
            from unnest(${value('productIds')}::uuid[], ${value('skus')}::text[], ${value('names')}::text[],
              ${value('quantities')}::integer[], ${value('prices')}::bigint[])
              with ordinality as line(product_id, sku, name, quantity, price, position)`,
        ),
    )
    .selectFrom('placed')
    .select(['created_at', 'updated_at', 'version']),
)

export async function insertOrder(
  trx: Transaction,
  order: { id: string; partnerId: string | null; customerId: string | null },
  { lines, total }: OrderDraft,
): Promise<Order> {
  const { id, partnerId, customerId } = order
  const row = only(
    await inserted(trx, {
      id,
      partnerId,
      customerId,
      ...total,
      productIds: lines.map(({ productId }) => productId),
      skus: lines.map(({ sku }) => sku),
      names: lines.map(({ name }) => name),
      quantities: lines.map(({ quantity }) => quantity),
      prices: lines.map(({ unitPrice }) => unitPrice.amount),
    }),
  )
  const { created_at: createdAt, updated_at: updatedAt, version } = row
  return { id, partnerId, customerId, invoiceId: null, status: 'pending', lines, total, createdAt, updatedAt, version }
}

const updated = statement((db, value: Value<{ id: string; status: OrderStatus; invoiceId: string | null }>) =>
  db
    .updateTable('orders')
    .set({ ...touched, status: value('status'), invoice_id: value('invoiceId') })
    .where('id', '=', value('id'))
    .returning(['updated_at', 'version']),
)

export async function updateOrder(
  trx: Transaction,
  order: Order,
  change: { status: OrderStatus; invoiceId: string | null },
): Promise<Order> {
  const { updated_at: updatedAt, version } = only(await updated(trx, { id: order.id, ...change }))
  return { ...order, ...change, updatedAt, version }
}
