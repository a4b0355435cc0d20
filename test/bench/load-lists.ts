/** A shop of some years: 1,000,000 orders, 100,000 products, and what belongs to them. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../server/db/database.ts'

/** The nth id of a kind, the same wherever it is written. */
const id = (kind: string, n: string) => `md5('${kind}' || ${n})::uuid`
const time = (n: string, total: number) => `timestamptz '2024-01-01' + (${n}) * interval '730 days' / ${total}`

const statements = [
  'set session_replication_role = replica',
  'set synchronous_commit = off',
  `insert into partners (id, name) select ${id('partner', 'n')}, 'Partner ' || n from generate_series(1, 50) n`,
  `insert into users (id, email, full_name, role, is_active, created_at)
    select ${id('user', 'n')}, 'user' || n || '@example.com', 'User ' || md5(n::text),
      case when n % 20 = 0 then 'admin' else 'staff' end, n % 10 <> 0, ${time('n', 2_000)} from generate_series(1, 2000) n`,
  `insert into customers (id, partner_id, email, name, created_at)
    select ${id('customer', 'n')}, ${id('partner', '1 + n % 50')}, 'customer' || n || '@example.com',
      'Customer ' || md5(n::text), ${time('n', 50_000)} from generate_series(1, 50000) n`,
  `insert into products (id, sku, name, description, price_amount, price_currency, stock, status, created_at)
    select ${id('product', 'n')}, 'SKU-' || n, (array['Desk', 'Floor', 'Wall', 'Garden'])[1 + n % 4] || ' ' ||
      (array['lamp', 'chair', 'table', 'shelf', 'rug'])[1 + n % 5] || ' ' || left(md5(n::text), 6),
      'Made of ' || (array['oak', 'steel', 'wool', 'glass'])[1 + n / 7 % 4] || ', number ' || n || '.',
      100 + n % 9000, 'EUR', n % 300, case when n % 12 = 0 then 'inactive' else 'active' end,
      ${time('n', 100_000)} from generate_series(1, 100000) n`,
  `insert into orders (id, partner_id, customer_id, status, total_amount, currency, invoice_id, created_at)
    select ${id('order', 'n')}, ${id('partner', '1 + n % 50')},
      case when n % 5 = 0 then null else ${id('customer', '1 + (n % 50) + 50 * (n / 50 % 1000)')} end,
      case when n % 20 = 0 then 'pending' when n % 10 < 2 then 'paid' when n % 13 = 0 then 'cancelled' else 'fulfilled' end,
      1000, 'EUR', null, ${time('n', 1_000_000)} from generate_series(1, 1000000) n`,
  `insert into order_lines (order_id, position, product_id, sku, name, quantity, unit_amount)
    select ${id('order', 'n')}, 1, ${id('product', '1 + n % 100000')}, 'SKU-' || 1 + n % 100000, 'Lamp', 1, 1000
    from generate_series(1, 1000000) n`,
  `insert into invoices (id, number, order_id, partner_id, customer_id, total_amount, currency, issued_at)
    select ${id('invoice', 'n')}, n, ${id('order', 'n')}, ${id('partner', '1 + n % 50')},
      ${id('customer', '1 + (n % 50) + 50 * (n / 50 % 1000)')}, 1000, 'EUR', ${time('n', 300_000)}
    from generate_series(1, 300000) n`,
  `insert into stock_adjustments (id, product_id, quantity, stock_after, reason, order_id, actor_kind, actor_subject, created_at)
    select ${id('adjustment', 'n')}, ${id('product', '1 + n % 100000')}, 1, n % 300,
      (array['initial', 'received', 'order_placed', 'order_cancelled', 'counted'])[1 + n % 5],
      case when n % 5 in (2, 3) then ${id('order', 'n')} end, 'user', 'someone', ${time('n', 300_000)}
    from generate_series(1, 300000) n`,
  `insert into tasks (id, title, status, owner_id, order_id, created_at)
    select ${id('task', 'n')}, 'Task ' || md5(n::text), (array['pending', 'in_progress', 'completed'])[1 + n % 3],
      ${id('user', '1 + n % 2000')}, case when n % 3 = 0 then ${id('order', '1 + n % 9000')} end, ${time('n', 100_000)}
    from generate_series(1, 100000) n`,
  `insert into audit_events (id, action, actor_kind, actor_subject, object_type, object_id, after, request_id, created_at)
    select ${id('event', 'n')}, (array['order.placed', 'order.paid', 'product.updated', 'customer.created'])[1 + n % 4],
      'client', 'client-' || n % 200, (array['order', 'order', 'product', 'customer'])[1 + n % 4],
      ${id('order', '1 + n % 100000')}, '{}', 'request', ${time('n', 500_000)} from generate_series(1, 500000) n`,
  'analyze',
]

export async function loadLists(db: Kysely<Tables>, say: (line: string) => void): Promise<void> {
  await db.connection().execute(async (connection) => {
    for (const statement of statements) {
      const started = performance.now()
      await sql.raw(statement).execute(connection)
      const seconds = ((performance.now() - started) / 1_000).toFixed(1)
      say(`${statement.split(/\s+/).slice(0, 3).join(' ')}: ${seconds} s`)
    }
  })
}
