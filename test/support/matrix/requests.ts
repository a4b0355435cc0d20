/** A request to any operation that is good but for who sends it: its path's objects, and its contract's own example. */
import { readFileSync } from 'node:fs'
import { v7 as newId } from 'uuid'
import type { Route } from '../../../server/http/route.ts'
import { insertClient, insertPerson } from '../fixtures.ts'
import { type Resource, resources, type World } from './objects.ts'

export interface GoodRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** @param id of the object that the path names */
export async function requestFor(route: Route, id: string | null, world: World): Promise<GoodRequest> {
  const path = id === null ? route.path : route.path.replace(/\{[^}]+\}/, id)
  const [type] = route.requestMediaTypes
  if (type === undefined) return { method: route.method, path, headers: {} }
  const example = bodies[route.id]?.(world) ?? {}
  const body = filled({ ...exampleOf(route, type), ...(await example) }, world) as Record<string, string>
  const text =
    type === 'application/x-www-form-urlencoded' ? new URLSearchParams(body).toString() : JSON.stringify(body)
  return { method: route.method, path, headers: { 'content-type': type }, body: text }
}

/** Whose path or body names an object. @throws Error naming the operation, where nobody said how to make one */
export function resourceOf(route: Route): Resource | null {
  const named = /([^/]+)\/\{[^}]+\}/.exec(route.path)?.[1] ?? route.path.split('/').at(-1) ?? ''
  const resource = resources[named]
  if (resource !== undefined) return resource
  if (!route.path.includes('{')) return null
  throw new Error(`${route.id}: nobody says how to make one of "${named}"; say it in test/support/matrix/objects.ts`)
}

const email = 'ada@signs-in.test'
const password = 'the password of the matrix'
const secret = 'the secret of the matrix'

/** What an example cannot hold: credentials that hold, and whom or what the request names. */
const bodies: Readonly<Record<string, (world: World) => Promise<object> | object>> = {
  createOrder: ({ customer }) => ({ customer_id: customer }),
  createTask: ({ person }) => ({ owner_id: person.id }),
  login: (world) => credentials(world),
  refresh: (world) => signedIn(world),
  logout: (world) => signedIn(world),
  async createToken({ server }) {
    const { id: client_id } = await insertClient(server.database, null, { secret })
    return { client_id, client_secret: secret, scope: 'products:read' }
  },
}

/** Hashing a password takes long: one person signs in again and again. */
const people = new WeakMap<World, Promise<string>>()

async function credentials(world: World) {
  const known = people.get(world) ?? insertPerson(world.server.database, { email, password })
  people.set(world, known)
  await known
  return { email, password }
}

async function signedIn(world: World) {
  const { body } = await world.server.call('POST', '/v2/auth/login', { body: await credentials(world) })
  return { refresh_token: body.refresh_token as string }
}

/** Ids are those of objects that are there; what must be unique is. */
function filled(value: unknown, world: World): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, world))
  if (typeof value !== 'object' || value === null) return value
  const known: Record<string, () => string> = {
    product_id: () => world.product,
    order_id: () => world.order,
    sku: newId,
  }
  const members = Object.entries(value).map(([name, member]) => [name, known[name]?.() ?? filled(member, world)])
  const whole = Object.fromEntries(members)
  return /@example|@stockroom/.test(whole.email ?? '') ? { ...whole, email: `${newId()}@matrix.test` } : whole
}

const documents = Object.fromEntries(
  ['v1', 'v2'].map((name) => {
    const file = new URL(`../../../generated/${name}/openapi.json`, import.meta.url)
    return [name, JSON.parse(readFileSync(file, 'utf8'))]
  }),
)

function exampleOf(route: Route, type: string): object {
  const document = documents[route.path.startsWith('/v1/') ? 'v1' : 'v2']
  const { example, examples } = document.paths[route.path][route.method.toLowerCase()].requestBody.content[type]
  const [first] = Object.values((examples ?? { example: { value: example } }) as Record<string, { $ref?: string }>)
  const ref = first?.$ref?.split('/').at(-1)
  return (ref === undefined ? first : document.components.examples[ref]).value
}
