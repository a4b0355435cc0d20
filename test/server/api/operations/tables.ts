/** How each operation of the contract is tested, by its id. */
import type { OperationCases } from '../../../support/operation-cases.ts'
import { apiKeys } from './api-keys.ts'
import { auditEvents } from './audit-events.ts'
import { auth } from './auth.ts'
import { customers } from './customers.ts'
import { invoices } from './invoices.ts'
import { orders } from './orders.ts'
import { products } from './products.ts'
import { stockAdjustments } from './stock-adjustments.ts'
import { tasks } from './tasks.ts'
import { users } from './users.ts'

export const tables: Readonly<Record<string, OperationCases>> = {
  ...auth,
  ...apiKeys,
  ...products,
  ...stockAdjustments,
  ...customers,
  ...orders,
  ...invoices,
  ...users,
  ...tasks,
  ...auditEvents,
}
