/** Whoever acts for the merchant or a partner, in each role, in person, as a program and by a key; and what they see. */
import { v7 as newId } from 'uuid'
import type { Principal } from '../../../server/domain/principal.ts'
import type { Role } from '../../../server/domain/role.ts'
import { everyScope, insertClient, insertPartner } from '../fixtures.ts'
import type { TestServer } from '../server.ts'
import { lackedBy, type Position, reachOf } from './rules.ts'

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

const positionOf = (side: Side, acts: keyof People): Position => `${side === 'merchant' ? side : 'partner'} ${acts}`

/** @param resource the segment of the path that holds them; people are reached as their tasks are, to be given more */
export function reaches({ side, acts }: RoleCaller, resource: string, whose: Whose): boolean {
  const reach = reachOf(positionOf(side, acts), resource === 'people' ? 'tasks' : resource)
  if (reach === 'none' || reach === 'all') return reach === 'all'
  return side === whose.side && (reach === 'partner' || acts === whose.person)
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

/**
 * Every role of one partner and of the merchant. Most have tokens with all scopes, so that what they reach alone decides;
 * people sign in as well, and have the scopes of their role then.
 */
export async function createRoleCallers(
  server: TestServer,
  people: Readonly<Record<Side, People>>,
): Promise<readonly RoleCaller[]> {
  const callers: RoleCaller[] = []
  for (const side of ['us', 'merchant'] as const) {
    for (const acts of ['admin', 'staff', 'program'] as const) {
      const who = people[side][acts]
      const position = positionOf(side, acts)
      const token = await server.tokenFor(who)
      const whole = { side, acts, kind: who.kind, scopes: who.scopes, headers: bearer(token) }
      callers.push({ name: `${acts} of ${side}`, ...whole })
      const wanted = { name: 'Key', scopes: [...everyScope] }
      const { body } = await server.call('POST', '/v2/api-keys', { token, body: wanted })
      const scopes = acts === 'program' ? who.scopes : scopesOf(position)
      const headers = { 'x-api-key': body.key as string }
      callers.push({ name: `key of ${acts} of ${side}`, side, acts, kind: 'api_key', scopes, headers })
      if (acts === 'program') continue
      const signedIn = await signIn(server, who, await server.tokenFor(people.merchant.admin))
      callers.push({ ...whole, name: `${acts} of ${side}, signed in`, scopes: scopesOf(position), headers: signedIn })
    }
  }
  return callers
}

const scopesOf = (position: Position) => new Set([...everyScope].filter((scope) => !lackedBy(position).has(scope)))
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** @param token of the one who gives them a password */
async function signIn(server: TestServer, { id }: Principal, token: string): Promise<Record<string, string>> {
  const password = 'the password of a role'
  const { body: user } = await server.call('PATCH', `/v2/users/${id}`, { token, body: { password } })
  const { body } = await server.call('POST', '/v2/auth/login', { body: { email: user.email, password } })
  return bearer(body.access_token)
}
