import { sql } from 'kysely'
import { times } from '../../domain/money.ts'
import type { Order, OrderLine, OrderStatus } from '../../domain/order.ts'
import type { Reader } from '../database.ts'

export interface OrderRow {
  id: string
  partner_id: string | null
  customer_id: string | null
  invoice_id: string | null
  status: OrderStatus
  total_amount: number
  currency: string
  created_at: Date
  updated_at: Date
  version: number
  lines: LineRow[]
}

interface LineRow {
  product_id: string
  sku: string
  name: string
  quantity: number
  unit_amount: number
}

/** Orders with their lines, in one statement. */
export function selectOrders(db: Reader) {
  return db
    .selectFrom('orders')
    .select([
      'id',
      'partner_id',
      'customer_id',
      'invoice_id',
      'status',
      'total_amount',
      'currency',
      'created_at',
      'updated_at',
      'version',
    ])
    .select(
      sql<LineRow[]>`(
        select json_agg(json_build_object('product_id', line.product_id, 'sku', line.sku, 'name', line.name,
          'quantity', line.quantity, 'unit_amount', line.unit_amount) order by line.position)
        from order_lines line where line.order_id = orders.id)`.as('lines'),
    )
}

export function orderOf(row: OrderRow): Order {
  return {
    id: row.id,
    partnerId: row.partner_id,
    customerId: row.customer_id,
    invoiceId: row.invoice_id,
    status: row.status,
    lines: row.lines.map((line) => lineOf(line, row.currency)),
    total: { amount: row.total_amount, currency: row.currency },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function lineOf({ product_id, sku, name, quantity, unit_amount }: LineRow, currency: string): OrderLine {
  const unitPrice = { amount: unit_amount, currency }
  return { productId: product_id, sku, name, quantity, unitPrice, total: times(unitPrice, quantity) }
}
