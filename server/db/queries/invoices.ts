import { sql } from 'kysely'
import type { Invoice } from '../../domain/invoice.ts'
import type { Order } from '../../domain/order.ts'
import type { PageRequest } from '../../domain/page.ts'
import type { Reader, Transaction } from '../database.ts'
import { keysetList } from '../keyset.ts'
import { ownedBy } from '../owned.ts'
import { statement, type Value } from '../statement.ts'
import { only } from './common.ts'

const columns = [
  'id',
  'number',
  'order_id',
  'partner_id',
  'customer_id',
  'total_amount',
  'currency',
  'issued_at',
] as const

interface Row {
  id: string
  number: number
  order_id: string
  partner_id: string | null
  customer_id: string | null
  total_amount: number
  currency: string
  issued_at: Date
}

const select = (db: Reader) => db.selectFrom('invoices').select(columns)

function invoiceOf(row: Row): Invoice {
  return {
    id: row.id,
    number: row.number,
    orderId: row.order_id,
    partnerId: row.partner_id,
    customerId: row.customer_id,
    total: { amount: row.total_amount, currency: row.currency },
    issuedAt: row.issued_at,
  }
}

export const invoices = ownedBy({ select, ownerColumn: 'partner_id', item: invoiceOf })

export interface InvoiceFilters {
  readonly orderId: string | null
  readonly customerId: string | null
  /** Included. */
  readonly issuedFrom: Date | null
  /** Not included. */
  readonly issuedBefore: Date | null
}

export interface InvoiceQuery extends PageRequest, InvoiceFilters {
  readonly sort: 'issued_at' | '-issued_at'
}

export const listInvoices = keysetList<Row, InvoiceFilters & { readonly partnerId: string | null }, Invoice>({
  name: 'invoices',
  keys: { issued_at: { column: 'issued_at', of: (row) => row.issued_at.toISOString() } },
  equals: { partnerId: 'partner_id', orderId: 'order_id', customerId: 'customer_id' },
  kinds: [],
  period: { column: 'issued_at', from: 'issuedFrom', before: 'issuedBefore' },
  select,
  item: invoiceOf,
})

interface NewRow {
  id: string
  orderId: string
  partnerId: string | null
  customerId: string | null
  amount: number
  currency: string
}

const issued = statement((db, value: Value<NewRow>) =>
  db
    .with('counter', (cte) => cte.updateTable('invoice_counter').set({ last: sql`last + 1` }).returning('last'))
    .insertInto('invoices')
    .columns(['id', 'number', 'order_id', 'partner_id', 'customer_id', 'total_amount', 'currency'])
    .expression((from) =>
      from
        .selectFrom('counter')
        .select([
          sql<string>`${value('id')}::uuid`.as('id'),
          'counter.last',
          sql<string>`${value('orderId')}::uuid`.as('order_id'),
          sql<string>`${value('partnerId')}::uuid`.as('partner_id'),
          sql<string>`${value('customerId')}::uuid`.as('customer_id'),
          sql<number>`${value('amount')}::bigint`.as('total_amount'),
          sql<string>`${value('currency')}`.as('currency'),
        ]),
    )
    .returning(columns),
)

/** The next number, without a gap: the counter stays locked until the commit, so call this last. */
export async function insertInvoice(trx: Transaction, id: string, order: Order): Promise<Invoice> {
  const { id: orderId, partnerId, customerId, total } = order
  return invoiceOf(only(await issued(trx, { id, orderId, partnerId, customerId, ...total })))
}
