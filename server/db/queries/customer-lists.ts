import { sql } from 'kysely'
import type { Customer } from '../../domain/customer.ts'
import type { PageRequest } from '../../domain/page.ts'
import { keysetList } from '../keyset.ts'
import { type CustomerRow, customerOf, selectCustomers } from './customer-rows.ts'
import { type CreatedPeriod, createdPeriod } from './period.ts'

export interface CustomerFilters extends CreatedPeriod {
  readonly email: string | null
}

export interface CustomerQuery extends PageRequest, CustomerFilters {
  readonly sort: 'created_at' | '-created_at' | 'name' | '-name'
}

interface Owned {
  readonly partnerId: string | null
}

export const listCustomers = keysetList<CustomerRow, CustomerFilters & Owned, Customer>({
  name: 'customers',
  keys: {
    created_at: { column: 'created_at', of: (row) => row.created_at.toISOString() },
    name: { column: 'name', of: (row) => row.name },
  },
  equals: { partnerId: 'partner_id' },
  kinds: [],
  period: createdPeriod,
  others: { email: (value) => sql`lower(email) = lower(${value})` },
  select: selectCustomers,
  item: customerOf,
})
