import { sql } from 'kysely'
import type { Order, OrderStatus } from '../../domain/order.ts'
import type { PageRequest } from '../../domain/page.ts'
import { keysetList } from '../keyset.ts'
import { type OrderRow, orderOf, selectOrders } from './order-rows.ts'

export interface OrderFilters {
  readonly status: OrderStatus | null
  readonly customerId: string | null
  /** Included. */
  readonly createdFrom: Date | null
  /** Not included. */
  readonly createdBefore: Date | null
}

export interface OrderQuery extends PageRequest, OrderFilters {
  readonly sort: 'created_at' | '-created_at'
}

interface Owned {
  readonly partnerId: string | null
}

export const listOrders = keysetList<OrderRow, OrderFilters & Owned, Order>({
  name: 'orders',
  idColumn: 'id',
  keys: { created_at: { column: 'created_at', of: (row) => row.created_at.toISOString() } },
  filters: {
    partnerId: (value) => sql`partner_id = ${value}`,
    status: (value) => sql`status = ${value}`,
    customerId: (value) => sql`customer_id = ${value}`,
    createdFrom: (value) => sql`created_at >= ${value}`,
    createdBefore: (value) => sql`created_at < ${value}`,
  },
  select: selectOrders,
  item: orderOf,
})
