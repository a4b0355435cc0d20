import type { Order, OrderStatus } from '../../domain/order.ts'
import type { PageRequest } from '../../domain/page.ts'
import { keysetList } from '../keyset.ts'
import { type OrderRow, orderOf, selectOrders } from './order-rows.ts'
import { type CreatedPeriod, createdPeriod } from './period.ts'

export interface OrderFilters extends CreatedPeriod {
  readonly status: OrderStatus | null
  readonly customerId: string | null
}

export interface OrderQuery extends PageRequest, OrderFilters {
  readonly sort: 'created_at' | '-created_at'
}

interface Owned {
  readonly partnerId: string | null
}

export const listOrders = keysetList<OrderRow, OrderFilters & Owned, Order>({
  name: 'orders',
  keys: { created_at: { column: 'created_at', of: (row) => row.created_at.toISOString() } },
  equals: { partnerId: 'partner_id', status: 'status', customerId: 'customer_id' },
  kinds: ['status'],
  period: createdPeriod,
  select: selectOrders,
  item: orderOf,
})
