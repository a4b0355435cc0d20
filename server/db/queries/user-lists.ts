import { sql } from 'kysely'
import type { PageRequest } from '../../domain/page.ts'
import type { Role } from '../../domain/role.ts'
import type { User } from '../../domain/user.ts'
import { keysetList } from '../keyset.ts'
import { type CreatedPeriod, createdPeriod } from './period.ts'
import { selectUsers, type UserRow, userOf } from './user-rows.ts'

export interface UserFilters extends CreatedPeriod {
  readonly role: Role | null
  readonly isActive: boolean | null
  readonly email: string | null
}

export interface UserQuery extends PageRequest, UserFilters {
  readonly sort: 'created_at' | '-created_at' | 'full_name' | '-full_name'
}

export const listUsers = keysetList<UserRow, UserFilters & { readonly partnerId: string | null }, User>({
  name: 'users',
  keys: {
    created_at: { column: 'created_at', of: (row) => row.created_at.toISOString() },
    full_name: { column: 'full_name', of: (row) => row.full_name },
  },
  equals: { partnerId: 'partner_id', role: 'role', isActive: 'is_active' },
  kinds: ['role', 'isActive'],
  period: createdPeriod,
  others: { email: (value) => sql`lower(email) = lower(${value})` },
  select: selectUsers,
  item: userOf,
})
