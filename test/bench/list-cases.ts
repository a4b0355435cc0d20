/** Each list with its sorts, and its documented filters one by one and together. */
import { createHash } from 'node:crypto'
import { listAuditEvents } from '../../server/actions/audit-events.ts'
import { listCustomers } from '../../server/actions/customers.ts'
import { listInvoices } from '../../server/actions/invoices.ts'
import { listOrders } from '../../server/actions/orders.ts'
import { listProducts } from '../../server/actions/products.ts'
import { listStockAdjustments } from '../../server/actions/stock-adjustments.ts'
import { listTasks } from '../../server/actions/tasks.ts'
import { listUsers } from '../../server/actions/users.ts'
import type { ListReader } from '../../server/db/database.ts'
import type { Page } from '../../server/domain/page.ts'
import type { Principal } from '../../server/domain/principal.ts'

export type List = (reader: ListReader, principal: Principal, query: never) => Promise<Page<unknown>>

export interface ListCase {
  readonly list: List
  readonly table: string
  /** One direction stands for both: an index is read either way. */
  readonly sorts: readonly string[]
  readonly filters: Readonly<Record<string, unknown>>
}

/** The nth id of a kind, as `load-lists` writes it. */
function id(kind: string, n: number): string {
  const hex = createHash('md5').update(`${kind}${n}`).digest('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

const period = { createdFrom: new Date('2024-03-01'), createdBefore: new Date('2025-11-01') }

export const partner = { partnerId: id('partner', 7) }

export const cases: readonly ListCase[] = [
  {
    list: listProducts,
    table: 'products',
    sorts: ['created_at', 'name', 'sku'],
    filters: { status: 'active', sku: 'SKU-77', search: 'desk lam' },
  },
  {
    list: listOrders,
    table: 'orders',
    sorts: ['created_at'],
    filters: { status: 'paid', customerId: id('customer', 507), ...period },
  },
  {
    list: listCustomers,
    table: 'customers',
    sorts: ['created_at', 'name'],
    filters: { email: 'Customer77@example.com', ...period },
  },
  {
    list: listInvoices,
    table: 'invoices',
    sorts: ['issued_at'],
    filters: {
      orderId: id('order', 77),
      customerId: id('customer', 507),
      issuedFrom: period.createdFrom,
      issuedBefore: period.createdBefore,
    },
  },
  {
    list: listStockAdjustments,
    table: 'stock_adjustments',
    sorts: ['created_at'],
    filters: { productId: id('product', 77), orderId: id('order', 77), reason: 'received', ...period },
  },
  {
    list: listUsers,
    table: 'users',
    sorts: ['created_at', 'full_name'],
    filters: { role: 'staff', isActive: true, email: 'User77@example.com', ...period },
  },
  {
    list: listTasks,
    table: 'tasks',
    sorts: ['created_at', 'title'],
    filters: { status: 'pending', ownerId: id('user', 77), orderId: id('order', 301), ...period },
  },
  {
    list: listAuditEvents,
    table: 'audit_events',
    sorts: ['created_at'],
    filters: {
      objectType: 'order',
      objectId: id('order', 77),
      action: 'order.paid',
      actorSubject: 'client-7',
      ...period,
    },
  },
] as const satisfies readonly ListCase[] as readonly ListCase[]
