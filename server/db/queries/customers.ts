import type { Customer, CustomerContent } from '../../domain/customer.ts'
import type { Transaction } from '../database.ts'
import { ownedBy } from '../owned.ts'
import { statement, type Value } from '../statement.ts'
import { deletion, only, touched } from './common.ts'
import { customerColumns, customerOf, selectCustomers } from './customer-rows.ts'

export const customers = ownedBy({ select: selectCustomers, ownerColumn: 'partner_id', item: customerOf })

interface ById {
  id: string
}

const inserted = statement((db, value: Value<ById & CustomerContent & { partnerId: string | null }>) =>
  db
    .insertInto('customers')
    .values({ id: value('id'), partner_id: value('partnerId'), email: value('email'), name: value('name') })
    .returning(customerColumns),
)

export async function insertCustomer(
  trx: Transaction,
  customer: ById & CustomerContent & { partnerId: string | null },
): Promise<Customer> {
  return customerOf(only(await inserted(trx, customer)))
}

const updated = statement((db, value: Value<ById & CustomerContent>) =>
  db
    .updateTable('customers')
    .set({ ...touched, email: value('email'), name: value('name') })
    .where('id', '=', value('id'))
    .returning(customerColumns),
)

export async function updateCustomer(trx: Transaction, id: string, content: CustomerContent): Promise<Customer> {
  return customerOf(only(await updated(trx, { id, ...content })))
}

const deleted = statement((db, value: Value<ById>) =>
  db.updateTable('customers').set(deletion).where('id', '=', value('id')),
)

/** It stays for the orders and invoices that name it, and its address is free again. */
export async function deleteCustomer(trx: Transaction, id: string): Promise<void> {
  await deleted(trx, { id })
}
