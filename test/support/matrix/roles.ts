/** Whoever acts for the merchant or a partner, in each role, in person, as a program and by a key; and what they see. */
import { v7 as newId } from 'uuid'
import type { Principal } from '../../../server/domain/principal.ts'
import { type Role, scopesOf } from '../../../server/domain/role.ts'
import { everyScope, insertClient, insertPartner } from '../fixtures.ts'
import type { TestServer } from '../server.ts'
import type { Owner } from './objects.ts'

export const sides = ['us', 'them', 'merchant'] as const
export type Side = (typeof sides)[number]

export interface People {
  readonly program: Principal
  readonly admin: Principal
  readonly staff: Principal
}

/** Whose an object is: a side's, and of its people that person's. */
export interface Whose {
  readonly side: Side
  readonly person: 'admin' | 'staff'
}

export interface RoleCaller {
  readonly name: string
  readonly side: Side
  readonly acts: keyof People
  readonly kind: Principal['kind']
  readonly scopes: ReadonlySet<string>
  readonly headers: Readonly<Record<string, string>>
}

/** The rule, said without the server's code. */
export function sees({ side, acts }: RoleCaller, owner: Owner, whose: Whose): boolean {
  if (owner === 'nobody') return true
  if (owner === 'merchant') return side === 'merchant'
  const ours = side === 'merchant' || side === whose.side
  if (owner === 'partner' || acts === 'admin') return ours
  return acts === 'staff' ? side === whose.side && whose.person === 'staff' : side === 'merchant'
}

export async function createSides({ database }: TestServer): Promise<Readonly<Record<Side, People>>> {
  const sideOf = async (partnerId: string | null): Promise<People> => {
    const person = (role: Role): Principal => ({ kind: 'user', id: newId(), partnerId, scopes: everyScope, role })
    return { program: await insertClient(database, partnerId), admin: person('admin'), staff: person('staff') }
  }
  return {
    us: await sideOf(await insertPartner(database, 'Us')),
    them: await sideOf(await insertPartner(database, 'Them')),
    merchant: await sideOf(null),
  }
}

/** Every role of one partner and of the merchant; tokens with all scopes, so that ownership alone decides. */
export async function createRoleCallers(
  server: TestServer,
  people: Readonly<Record<Side, People>>,
): Promise<readonly RoleCaller[]> {
  const callers: RoleCaller[] = []
  for (const side of ['us', 'merchant'] as const) {
    for (const acts of ['admin', 'staff', 'program'] as const) {
      const who = people[side][acts]
      const token = await server.tokenFor(who)
      const whole = { side, acts, kind: who.kind, scopes: who.scopes, headers: { authorization: `Bearer ${token}` } }
      callers.push({ name: `${acts} of ${side}`, ...whole })
      const wanted = { name: 'Key', scopes: [...everyScope] }
      const { body } = await server.call('POST', '/v2/api-keys', { token, body: wanted })
      const headers = { 'x-api-key': body.key as string }
      callers.push({ name: `key of ${acts} of ${side}`, side, acts, kind: 'api_key', scopes: heldBy(who), headers })
    }
  }
  return callers
}

/** A key does what its maker may do, whatever the token that it was made with. */
function heldBy({ kind, role, partnerId, scopes }: Principal): ReadonlySet<string> {
  return kind === 'user' ? new Set(scopesOf({ role: role as Role, partnerId }, [...everyScope])) : scopes
}
