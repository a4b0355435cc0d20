/** The tables as Kysely sees them; `migrations/` is what makes them. Select columns by name, never `*`: prepared statements outlive migrations. */
import type { ColumnType, Generated } from 'kysely'
import type { ObjectType, RecordedActor } from '../domain/audit-event.ts'
import type { OrderStatus } from '../domain/order.ts'
import type { ProductStatus } from '../domain/product.ts'
import type { Role } from '../domain/role.ts'
import type { StockReason } from '../domain/stock-adjustment.ts'
import type { TaskStatus } from '../domain/task.ts'
import type { AuthTables } from './auth-tables.ts'

/** Kept to the millisecond, `timestamptz(3)`, so that a JavaScript date holds it without loss. */
type Time = ColumnType<Date, Date | undefined, Date>
type MaybeTime = ColumnType<Date | null, Date | null | undefined, Date | null>

export interface Tables extends AuthTables {
  partners: PartnersTable
  oauth_clients: OauthClientsTable
  users: UsersTable
  customers: CustomersTable
  products: ProductsTable
  orders: OrdersTable
  order_lines: OrderLinesTable
  stock_adjustments: StockAdjustmentsTable
  invoices: InvoicesTable
  invoice_counter: InvoiceCounterTable
  tasks: TasksTable
  audit_events: AuditEventsTable
  idempotency_keys: IdempotencyKeysTable
}

interface PartnersTable {
  id: string
  name: string
  created_at: Time
}

interface OauthClientsTable {
  id: string
  partner_id: string | null
  name: string
  /** One, or two while a secret is being rotated. */
  secret_hashes: string[]
  scopes: string[]
  is_active: Generated<boolean>
  created_at: Time
}

interface UsersTable {
  id: string
  partner_id: string | null
  /** Unique among those not deleted, whatever its case. */
  email: string
  full_name: string
  role: Role
  /** Null: cannot sign in with a password. */
  password_hash: string | null
  is_active: Generated<boolean>
  created_at: Time
  updated_at: Time
  deleted_at: MaybeTime
  version: Generated<number>
}

interface CustomersTable {
  id: string
  partner_id: string | null
  email: string
  name: string
  created_at: Time
  updated_at: Time
  deleted_at: MaybeTime
  version: Generated<number>
}

interface ProductsTable {
  id: string
  sku: string
  name: string
  description: string | null
  price_amount: number
  price_currency: string
  stock: number
  status: ProductStatus
  created_at: Time
  updated_at: Time
  deleted_at: MaybeTime
  version: Generated<number>
}

interface OrdersTable {
  id: string
  partner_id: string | null
  customer_id: string | null
  status: OrderStatus
  total_amount: number
  currency: string
  /** Set when it is paid. */
  invoice_id: string | null
  created_at: Time
  updated_at: Time
  version: Generated<number>
}

interface OrderLinesTable {
  order_id: string
  position: number
  product_id: string
  sku: string
  name: string
  quantity: number
  unit_amount: number
}

/** Append-only. */
interface StockAdjustmentsTable {
  id: string
  product_id: string
  quantity: number
  stock_after: number
  reason: StockReason
  note: string | null
  order_id: string | null
  actor_kind: RecordedActor['kind']
  actor_subject: string
  created_at: Time
}

/** Append-only. */
interface InvoicesTable {
  id: string
  number: number
  order_id: string
  partner_id: string | null
  customer_id: string | null
  total_amount: number
  currency: string
  issued_at: Time
}

/** One row: its lock, held from the issue of an invoice to its commit, is what leaves no gap. */
interface InvoiceCounterTable {
  only_row: Generated<boolean>
  last: number
}

interface TasksTable {
  id: string
  title: string
  description: string | null
  status: TaskStatus
  owner_id: string
  /** The owner's, which the table itself sees to. */
  partner_id: ColumnType<string | null, never, never>
  order_id: string | null
  latitude: number | null
  longitude: number | null
  created_at: Time
  updated_at: Time
  deleted_at: MaybeTime
  version: Generated<number>
}

/** Append-only. */
interface AuditEventsTable {
  id: string
  action: string
  actor_kind: RecordedActor['kind']
  actor_subject: string
  object_type: ObjectType
  object_id: string
  before: ColumnType<Record<string, unknown> | null, string | null, never>
  after: ColumnType<Record<string, unknown> | null, string | null, never>
  request_id: string
  created_at: Time
}

interface IdempotencyKeysTable {
  principal_id: string
  key: string
  /** SHA-256 of the operation and the request. */
  fingerprint: Buffer
  /** Null until the answer is stored, which the same transaction does. */
  status: number | null
  headers: ColumnType<Record<string, string> | null, string | null | undefined, string | null>
  body: string | null
  created_at: Time
  expires_at: ColumnType<Date, Date, Date>
}
