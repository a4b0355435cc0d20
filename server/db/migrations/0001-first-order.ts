import { type Kysely, sql } from 'kysely'

/** Partners, those who act for them, products and orders. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `create table partners (
    id uuid primary key,
    name text not null,
    created_at timestamptz(3) not null default now()
  )`,
  `create table oauth_clients (
    id text primary key,
    partner_id uuid references partners,
    name text not null,
    secret_hashes text[] not null check (cardinality(secret_hashes) between 1 and 2),
    scopes text[] not null,
    is_active boolean not null default true,
    created_at timestamptz(3) not null default now()
  )`,
  `create table users (
    id uuid primary key,
    partner_id uuid references partners,
    email text not null check (email = lower(email)),
    full_name text not null,
    role text not null,
    password_hash text,
    is_active boolean not null default true,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    deleted_at timestamptz(3),
    version integer not null default 1
  )`,
  'create unique index users_email_live on users (email) where deleted_at is null',
  `create table customers (
    id uuid primary key,
    partner_id uuid references partners,
    email text not null check (email = lower(email)),
    name text not null,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    deleted_at timestamptz(3),
    version integer not null default 1
  )`,
  `create table products (
    id uuid primary key,
    sku text collate "C" not null,
    name text collate "C" not null,
    description text,
    price_amount bigint not null check (price_amount > 0),
    price_currency text not null check (price_currency ~ '^[A-Z]{3}$'),
    stock bigint not null constraint products_stock_not_negative check (stock >= 0),
    status text not null check (status in ('active', 'inactive')),
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    deleted_at timestamptz(3),
    version integer not null default 1
  )`,
  'create unique index products_sku_live on products (sku) where deleted_at is null',
  'create index products_by_created_at on products (created_at, id) where deleted_at is null',
  'create index products_by_name on products (name, id) where deleted_at is null',
  'create index products_by_status_created_at on products (status, created_at, id) where deleted_at is null',
  'create index products_by_status_name on products (status, name, id) where deleted_at is null',
  'create index products_by_status_sku on products (status, sku) where deleted_at is null',
  `create table orders (
    id uuid primary key,
    partner_id uuid references partners,
    customer_id uuid references customers,
    status text not null check (status in ('pending', 'paid', 'fulfilled', 'cancelled')),
    total_amount bigint not null check (total_amount > 0),
    currency text not null,
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    version integer not null default 1
  )`,
  'create index orders_by_created_at on orders (created_at, id)',
  'create index orders_by_status on orders (status, created_at, id)',
  'create index orders_by_partner on orders (partner_id, created_at, id)',
  'create index orders_by_partner_status on orders (partner_id, status, created_at, id)',
  'create index orders_by_customer on orders (customer_id, created_at, id)',
  'create index orders_by_customer_status on orders (customer_id, status, created_at, id)',
  `create table order_lines (
    order_id uuid not null references orders,
    position integer not null,
    product_id uuid not null references products,
    sku text not null,
    name text not null,
    quantity integer not null check (quantity > 0),
    unit_amount bigint not null check (unit_amount > 0),
    primary key (order_id, position)
  )`,
  `create table idempotency_keys (
    principal_id text not null,
    key text not null,
    fingerprint bytea not null,
    status integer,
    headers jsonb,
    body text,
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3) not null,
    primary key (principal_id, key)
  )`,
  'create index idempotency_keys_by_expiry on idempotency_keys (expires_at)',
]

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table idempotency_keys, order_lines, orders, products, customers, users, oauth_clients, partners`.execute(
    db,
  )
}
