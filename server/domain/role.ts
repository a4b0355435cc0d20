/** A role is a set of scopes; this table is the only place that says which. */
import { Refusal } from './refusal.ts'

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

/** An account, as far as it decides what whoever signs in to it may do. */
export interface Access {
  readonly role: Role
  readonly partnerId: string | null
  /** Somebody can sign in: it has a password, and is not closed. */
  readonly isOpen: boolean
}

/**
 * Nobody opens to anybody, themselves included, what they may not do: by a role, by a password, or by opening what was closed.
 * @param before null: somebody else than before can sign in, since the account or its password is new
 * @param member of the request that opens it
 * @throws Refusal SCOPE_INSUFFICIENT
 */
export function checkGrant(
  before: Access | null,
  after: Access,
  member: string,
  held: ReadonlySet<string>,
  all: readonly string[],
): void {
  const had = before === null ? [] : rightsOf(before, all)
  const missing = rightsOf(after, all).filter((scope) => !had.includes(scope) && !held.has(scope))
  if (missing.length === 0) return
  const message = `gives ${missing.join(' ')}, which you lack`
  throw new Refusal('SCOPE_INSUFFICIENT', {
    detail: 'Nobody lets an account do what they may not do themselves.',
    errors: [{ in: 'body', pointer: `/${member}`, code: 'SCOPE_INSUFFICIENT', message }],
  })
}

/** The refusal of a caller whose rights were taken after the request began. */
export function rightsChanged(): Refusal {
  return new Refusal('SCOPE_INSUFFICIENT', { detail: 'What you may do has changed since this request began.' })
}

/** Whether it lets whoever signs in do less than before. */
export function takesRights(before: Access, after: Access, all: readonly string[]): boolean {
  const left = rightsOf(after, all)
  return rightsOf(before, all).some((scope) => !left.includes(scope))
}

function rightsOf(access: Access, all: readonly string[]): string[] {
  return access.isOpen ? scopesOf(access, all) : []
}
