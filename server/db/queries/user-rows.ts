import type { Role } from '../../domain/role.ts'
import type { User } from '../../domain/user.ts'
import type { Reader } from '../database.ts'

export const userColumns = [
  'id',
  'email',
  'full_name',
  'role',
  'is_active',
  'created_at',
  'updated_at',
  'version',
] as const

export interface UserRow {
  id: string
  email: string
  full_name: string
  role: Role
  is_active: boolean
  created_at: Date
  updated_at: Date
  version: number
}

export function selectUsers(db: Reader) {
  return db.selectFrom('users').select(userColumns).where('deleted_at', 'is', null)
}

export function userOf(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    fullName: row.full_name,
    role: row.role,
    isActive: row.is_active,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}
