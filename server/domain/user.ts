import type { Role } from './role.ts'

/** An account of a person. Its password's hash is not part of it. */
export interface User extends UserContent {
  readonly id: string
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly version: number
}

export interface UserContent {
  /** Unique among the users, whatever the case of its letters. */
  readonly email: string
  readonly fullName: string
  readonly role: Role
  /** Who is not active cannot sign in. */
  readonly isActive: boolean
}

/** `passwordHash` null: cannot sign in with a password; absent: stays as it is. */
export interface UserPatch extends Partial<UserContent> {
  readonly passwordHash?: string | null
}

export function patchedUser({ email, fullName, role, isActive }: User, patch: Partial<UserContent>): UserContent {
  const content = { email, fullName, role, isActive, ...patch }
  return { email: content.email, fullName: content.fullName, role: content.role, isActive: content.isActive }
}
