import type { Customer } from '../../domain/customer.ts'
import type { Reader } from '../database.ts'

export const customerColumns = ['id', 'partner_id', 'email', 'name', 'created_at', 'updated_at', 'version'] as const

export interface CustomerRow {
  id: string
  partner_id: string | null
  email: string
  name: string
  created_at: Date
  updated_at: Date
  version: number
}

export function selectCustomers(db: Reader) {
  return db.selectFrom('customers').select(customerColumns).where('deleted_at', 'is', null)
}

export function customerOf(row: CustomerRow): Customer {
  return {
    id: row.id,
    partnerId: row.partner_id,
    email: row.email,
    name: row.name,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}
