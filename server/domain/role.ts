export type Role = 'admin' | 'staff'

/** What a person of this role may do, out of all scopes that the contract knows. */
export function scopesOfRole(role: Role, all: readonly string[]): string[] {
  return role === 'admin' ? [...all] : all.filter((scope) => !scope.endsWith(':admin'))
}
