/** The matrix of roles: what each is answered for an object of each owner, by the rule and in truth. */
import type { Route } from '../../../server/http/route.ts'
import { type Owner, type Resource, resources, type World } from './objects.ts'
import { parametersOf, type Reference } from './references.ts'
import { requestFor, resourceOf } from './requests.ts'
import { type People, type RoleCaller, reaches, type Side, sides, type Whose } from './roles.ts'

export interface RoleWorld {
  readonly world: World
  readonly people: Readonly<Record<Side, People>>
  /** By resource: one of each owner, which nobody may change. */
  readonly shared: Readonly<Record<string, readonly Variant[]>>
}

/** An object, and whose it is. */
export interface Variant {
  readonly whose: Whose
  readonly id: string
}

export const nameOf = ({ side, person }: Whose) => `${person} of ${side}`

/** Each owner that an object of this kind can have. */
export function ownersOf(owner: Owner): Whose[] {
  const all = sides.flatMap((side) => (['admin', 'staff'] as const).map((person) => ({ side, person })))
  if (owner === 'person') return all
  return all.filter(({ side, person }) => person === 'admin' && (owner === 'partner' || side === 'merchant'))
}

/** As the owner's own side makes it. */
export function make(resource: Resource, whose: Whose, { world, people }: Omit<RoleWorld, 'shared'>): Promise<string> {
  if (resource.owner === 'nobody' || resource.owner === 'merchant') return resource.make(world)
  const { program, [whose.person]: person } = people[whose.side]
  return resource.make({ ...world, us: program, person })
}

export async function makeShared(part: Omit<RoleWorld, 'shared'>): Promise<RoleWorld['shared']> {
  const shared: Record<string, Variant[]> = {}
  for (const [segment, resource] of Object.entries(resources)) {
    shared[segment] = []
    for (const whose of ownersOf(resource.owner)) shared[segment].push({ whose, id: await make(resource, whose, part) })
  }
  // Whom a task can be given: people, who are there.
  shared.people = ownersOf('person').map((whose) => ({ whose, id: part.people[whose.side][whose.person].id }))
  return shared
}

/** What stands between the caller and the operation, whosever the object is; null: nothing. */
export function closedTo({ scopes, security }: Route, caller: RoleCaller): string | null {
  const scheme = { user: 'personToken', client: 'clientCredentials', api_key: 'apiKey' }[caller.kind]
  if (!security.includes(scheme)) return caller.kind === 'api_key' ? '401 TOKEN_MISSING' : '403 SCOPE_INSUFFICIENT'
  return scopes?.every((scope) => caller.scopes.has(scope)) ? null : '403 SCOPE_INSUFFICIENT'
}

/** `200`, or `403 NOT_OWNER` */
export function expectedOf(route: Route, caller: RoleCaller, whose: Whose): string {
  const closed = closedTo(route, caller)
  if (closed !== null) return closed
  const good = Object.keys(route.responses).find((status) => status.startsWith('2')) as string
  return reaches(caller, segmentOf(resourceOf(route) as Resource), whose) ? good : '403 NOT_OWNER'
}

export async function answerOf(route: Route, caller: RoleCaller, whose: Whose, roles: RoleWorld): Promise<string> {
  const resource = resourceOf(route) as Resource
  const changes = route.method !== 'GET' && expectedOf(route, caller, whose).startsWith('2')
  const id = changes ? await make(resource, whose, roles) : sharedOf(segmentOf(resource), whose, roles)
  // Whatever the example names beside is the caller's own.
  const order = sharedOf('orders', { side: caller.side, person: 'admin' }, roles)
  const { headers, body, ...request } = await requestFor(route, id, { ...roles.world, order })
  const ask = (condition: object) => outcome(roles, request, { ...headers, ...caller.headers, ...condition }, body)
  const said = await ask({})
  if (said !== '403 NOT_OWNER') return said
  // A precondition would tell of an object before anybody asks whose it is.
  for (const { name } of parametersOf(route, 'header')) {
    for (const value of preconditions[name] ?? []) {
      const then = await ask({ [name]: value })
      if (then !== said) return `${said}, but with ${name}: ${value} ${then}`
    }
  }
  return said
}

/** Some that hold for an object, some that do not. */
const preconditions: Readonly<Record<string, readonly string[]>> = {
  'If-None-Match': ['"1"', '*'],
  'If-Match': ['"1"', '"999999"'],
}

/** As the rule has it, `refused` where what the body names is not the caller's to name. */
export function expectedReference(route: Route, { resource }: Reference, caller: RoleCaller, whose: Whose): string {
  const closed = closedTo(route, caller)
  if (closed !== null) return closed
  const good = Object.keys(route.responses).find((status) => status.startsWith('2')) as string
  // A partner's programs have no tasks to create or change.
  const ownerless = route.path.includes('/tasks') && caller.acts === 'program' && caller.side !== 'merchant'
  return !ownerless && reaches(caller, resource, whose) ? good : 'refused'
}

/** A request that is good but for what this member of its body names. */
export async function answerToReference(
  route: Route,
  { resource, path }: Reference,
  caller: RoleCaller,
  whose: Whose,
  roles: RoleWorld,
): Promise<string> {
  const own: Whose = { side: caller.side, person: caller.acts === 'admin' ? 'admin' : 'staff' }
  const target = resourceOf(route) as Resource
  const id = route.path.includes('{') ? await make(target, own, roles) : null
  const person = roles.people[own.side][own.person]
  const { headers, body, ...request } = await requestFor(route, id, {
    ...roles.world,
    person,
    us: roles.people[own.side].program,
  })
  const named = await withMember(JSON.parse(body as string), path, sharedOf(resource, whose, roles), roles, own)
  const said = await outcome(roles, request, { ...headers, ...caller.headers }, JSON.stringify(named))
  return /^(?:403 NOT_OWNER|422 REFERENCE_UNKNOWN)$/.test(said) ? 'refused' : said
}

// biome-ignore lint/suspicious/noExplicitAny: a body as it is sent.
async function withMember(body: any, path: Reference['path'], id: string, roles: RoleWorld, own: Whose): Promise<any> {
  // Whatever else the example names is the caller's own.
  if ('customer_id' in body) body.customer_id = sharedOf('customers', { ...own, person: 'admin' }, roles)
  if ('order_id' in body) body.order_id = sharedOf('orders', { ...own, person: 'admin' }, roles)
  const last = path.at(-1) as string
  const holder = path.slice(0, -1).reduce((at, name) => at[name], body)
  holder[last] = id
  return body
}

export function segmentOf(resource: Resource): string {
  return Object.entries(resources).find(([, other]) => other === resource)?.[0] as string
}

export function sharedOf(segment: string, whose: Whose, { shared }: RoleWorld): string {
  const variants = shared[segment] as readonly Variant[]
  const found = variants.find((variant) => nameOf(variant.whose) === nameOf(whose))
  return (found ?? (variants[0] as Variant)).id
}

async function outcome(
  { world }: RoleWorld,
  { method, path }: { method: string; path: string },
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): Promise<string> {
  const reply = await world.server.call(method, path, { headers, ...(body === undefined ? {} : { body }) })
  if (reply.status < 400) return `${reply.status}`
  return `${reply.status} ${reply.body?.code}${reply.headers.has('etag') ? ' with an ETag' : ''}`
}
