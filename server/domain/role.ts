/** A role is a set of scopes; this table is the only place that says which. */

export type Role = 'admin' | 'staff'

const roles: Readonly<Record<Role, (scope: string) => boolean>> = {
  admin: () => true,
  staff: (scope) => !scope.endsWith(':admin'),
}

/** The catalogue, its stock and the record of who did what are the merchant's: no role gives them to a partner's people. */
const merchantOnly = new Set([
  'products:write',
  'stock-adjustments:read',
  'stock-adjustments:write',
  'audit-events:admin',
])

/** What a person may do, out of all scopes that the contract knows. @param partnerId null: of the merchant */
export function scopesOf(
  { role, partnerId }: { role: Role; partnerId: string | null },
  all: readonly string[],
): string[] {
  return all.filter((scope) => roles[role](scope) && (partnerId === null || !merchantOnly.has(scope)))
}
