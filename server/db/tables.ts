/** The tables as Kysely sees them; `migrations/` is what makes them. Select columns by name, never `*`: prepared statements outlive migrations. */
import type { ColumnType, Generated } from 'kysely'
import type { OrderStatus } from '../domain/order.ts'
import type { ProductStatus } from '../domain/product.ts'
import type { Role } from '../domain/role.ts'
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
  /** Lower case; unique among those not deleted. */
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
