import { type Kysely, sql } from 'kysely'

/** Customers and users as the contract has them, stock adjustments, invoices, tasks, audit events, and search on products. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...accounts, ...search, ...adjustments, ...invoices, ...tasks, ...audit]) {
    await sql.raw(statement).execute(db)
  }
}

/** Addresses keep the case they were given in, and are compared without it. Keys of a sort do not depend on a locale. */
const accounts = [
  'alter table customers drop constraint customers_email_check, alter column name type text collate "C"',
  'create unique index customers_email_live on customers (partner_id, lower(email)) nulls not distinct where deleted_at is null',
  'create index customers_by_email on customers (lower(email), created_at, id) where deleted_at is null',
  'create index customers_by_email_name on customers (lower(email), name, id) where deleted_at is null',
  'create index customers_by_created_at on customers (created_at, id) where deleted_at is null',
  'create index customers_by_name on customers (name, id) where deleted_at is null',
  'create index customers_by_partner on customers (partner_id, created_at, id) where deleted_at is null',
  'create index customers_by_partner_name on customers (partner_id, name, id) where deleted_at is null',
  'alter table users drop constraint users_email_check, alter column full_name type text collate "C"',
  'drop index users_email_live',
  'create unique index users_email_live on users (lower(email)) where deleted_at is null',
  'create index users_by_created_at on users (created_at, id) where deleted_at is null',
  'create index users_by_full_name on users (full_name, id) where deleted_at is null',
  'create index users_by_role on users (role, created_at, id) where deleted_at is null',
  'create index users_by_role_full_name on users (role, full_name, id) where deleted_at is null',
  'create index users_by_role_activity on users (role, is_active, created_at, id) where deleted_at is null',
  'create index users_by_role_activity_full_name on users (role, is_active, full_name, id) where deleted_at is null',
  'create index users_by_activity on users (is_active, created_at, id) where deleted_at is null',
  'create index users_by_activity_full_name on users (is_active, full_name, id) where deleted_at is null',
]

/** Punctuation and breaks divide words, so that LAMP-01 is found by either half. */
const search = [
  `create function product_words(name text, sku text, description text) returns tsvector
    language sql immutable parallel safe
    return to_tsvector('simple'::regconfig, translate(name || ' ' || sku || ' ' || coalesce(description, ''),
      E'!"#$%&''()*+,-./:;<=>?@[\\\\]^_\`{|}~\\n\\r\\t', repeat(' ', 35)))`,
  'create index products_by_words on products using gin (product_words(name, sku, description)) where deleted_at is null',
]

/** The stock that there is already becomes the first adjustment. */
const adjustments = [
  `create table stock_adjustments (
    id uuid primary key,
    product_id uuid not null references products,
    quantity bigint not null,
    stock_after bigint not null check (stock_after >= 0),
    reason text not null,
    note text,
    order_id uuid references orders,
    actor_kind text not null,
    actor_subject text not null,
    created_at timestamptz(3) not null default now()
  )`,
  `insert into stock_adjustments (id, product_id, quantity, stock_after, reason, actor_kind, actor_subject)
    select (lpad(to_hex(floor(extract(epoch from now()) * 1000)::bigint), 12, '0') || '7' || substr(md5(id::text), 1, 3)
        || '8' || substr(md5(id::text), 4, 15))::uuid,
      id, stock, stock, 'initial', 'system', 'migration' from products where stock > 0`,
  'create index stock_adjustments_by_created_at on stock_adjustments (created_at, id)',
  'create index stock_adjustments_by_product on stock_adjustments (product_id, created_at, id)',
  'create index stock_adjustments_by_product_reason on stock_adjustments (product_id, reason, created_at, id)',
  'create index stock_adjustments_by_order on stock_adjustments (order_id, created_at, id) where order_id is not null',
  'create index stock_adjustments_by_reason on stock_adjustments (reason, created_at, id)',
]

const invoices = [
  `create table invoices (
    id uuid primary key,
    number bigint not null unique,
    order_id uuid not null unique references orders,
    partner_id uuid references partners,
    customer_id uuid references customers,
    total_amount bigint not null,
    currency text not null,
    issued_at timestamptz(3) not null default now()
  )`,
  // One row, locked from the issue of an invoice to its commit: what makes the numbers free of gaps.
  'create table invoice_counter (only_row boolean primary key default true check (only_row), last bigint not null)',
  'insert into invoice_counter (last) values (0)',
  'alter table orders add column invoice_id uuid',
  'create index invoices_by_issued_at on invoices (issued_at, id)',
  'create index invoices_by_partner on invoices (partner_id, issued_at, id)',
  'create index invoices_by_customer on invoices (customer_id, issued_at, id)',
]

const tasks = [
  `create table tasks (
    id uuid primary key,
    title text collate "C" not null,
    description text,
    status text not null check (status in ('pending', 'in_progress', 'completed')),
    owner_id uuid not null references users,
    order_id uuid references orders,
    latitude double precision check (latitude between -90 and 90),
    longitude double precision check (longitude between -180 and 180),
    created_at timestamptz(3) not null default now(),
    updated_at timestamptz(3) not null default now(),
    deleted_at timestamptz(3),
    version integer not null default 1,
    check ((latitude is null) = (longitude is null))
  )`,
  ...['', 'status', 'owner_id', 'owner_id, status', 'order_id'].flatMap((filter) =>
    ['created_at', 'title'].map((key) => {
      const columns = [filter, key, 'id'].filter((column) => column !== '').join(', ')
      return `create index tasks_by_${[filter, key].join('_').replaceAll(/\W+/g, '_').replace(/^_/, '')} on tasks (${columns}) where deleted_at is null`
    }),
  ),
]

/** Only ever added to: a rule of the database, so that no code can forget it. */
const audit = [
  `create table audit_events (
    id uuid primary key,
    action text not null,
    actor_kind text not null,
    actor_subject text not null,
    object_type text not null,
    object_id uuid not null,
    before jsonb,
    after jsonb,
    request_id text not null,
    created_at timestamptz(3) not null default now()
  )`,
  'create index audit_events_by_created_at on audit_events (created_at, id)',
  'create index audit_events_by_action on audit_events (action, created_at, id)',
  'create index audit_events_by_actor on audit_events (actor_subject, created_at, id)',
  'create index audit_events_by_actor_action on audit_events (actor_subject, action, created_at, id)',
  'create index audit_events_by_actor_object_type on audit_events (actor_subject, object_type, created_at, id)',
  'create index audit_events_by_object_type on audit_events (object_type, created_at, id)',
  'create index audit_events_by_object on audit_events (object_id, created_at, id)',
  `create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation'; end $$`,
  ...['audit_events', 'stock_adjustments', 'invoices'].map(
    (table) =>
      `create trigger ${table}_append_only before update or delete or truncate on ${table}
        for each statement execute function refuse_change()`,
  ),
]

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const statement of undo) await sql.raw(statement).execute(db)
}

const undo = [
  'drop table audit_events, tasks, invoice_counter, invoices, stock_adjustments',
  'drop function refuse_change()',
  'alter table orders drop column invoice_id',
  'drop index products_by_words',
  'drop function product_words(text, text, text)',
  `drop index users_email_live, users_by_created_at, users_by_full_name, users_by_role, users_by_role_full_name,
    users_by_role_activity, users_by_role_activity_full_name, users_by_activity, users_by_activity_full_name`,
  // As it was before, an address is lower case.
  'update users set email = lower(email) where email <> lower(email)',
  'alter table users alter column full_name type text collate "default", add check (email = lower(email))',
  'create unique index users_email_live on users (email) where deleted_at is null',
  `drop index customers_email_live, customers_by_email, customers_by_email_name, customers_by_created_at,
    customers_by_name, customers_by_partner, customers_by_partner_name`,
  'update customers set email = lower(email) where email <> lower(email)',
  'alter table customers alter column name type text collate "default", add check (email = lower(email))',
]
