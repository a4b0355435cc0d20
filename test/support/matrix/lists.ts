/** What a list can be asked: each filter, search and order of its contract, with what objects have that it must not show. */
import type { Route } from '../../../server/http/route.ts'
import type { TestServer } from '../server.ts'
import { type Parameter, parametersOf, resourceNamedBy } from './references.ts'
import { resourceOf } from './requests.ts'
import { type RoleWorld, segmentOf, type Variant } from './role-cells.ts'
import type { RoleCaller } from './roles.ts'

/** A whole list: its ids, all that was said of them, and how many there are by its own word, where it gives one. */
export interface Listed {
  readonly ids: readonly string[]
  readonly text: string
  readonly total: number | undefined
}

const paging = new Set(['limit', 'cursor', 'page', 'per_page'])
const bounds: Readonly<Record<string, string>> = { from: '2000-01-01T00:00:00Z', before: '2100-01-01T00:00:00Z' }

/** The member that a parameter asks for, where its name is another. */
const members: Readonly<Record<string, string>> = { q: 'name', actor_subject: 'subject' }

/** @throws Error naming the operation and the parameter for which nothing can be asked */
export async function questionsOf(route: Route, roles: RoleWorld): Promise<string[]> {
  const segment = segmentOf(resourceOf(route) as NonNullable<ReturnType<typeof resourceOf>>)
  const objects = await Promise.all((roles.shared[segment] as Variant[]).map(({ id }) => told(segment, id, roles)))
  const parameters = parametersOf(route, 'query').filter(({ name }) => !paging.has(name))
  const asked = parameters.flatMap((parameter) => {
    const values = valuesOf(route, parameter, objects, roles)
    if (values.length > 0) return values.map((value) => `${parameter.name}=${encodeURIComponent(value)}`)
    throw new Error(`${route.id}: no object has what "${parameter.name}" asks for; say it in matrix/lists.ts`)
  })
  return ['', ...asked]
}

/** As whoever sees all reads it. */
async function told(segment: string, id: string, { world, people }: RoleWorld): Promise<string> {
  const token = await world.server.tokenFor(people.merchant.admin)
  return (await world.server.call('GET', `/v2/${segment}/${id}`, { token })).text
}

function valuesOf(route: Route, parameter: Parameter, objects: readonly string[], { shared }: RoleWorld): string[] {
  const { name, schema } = parameter
  const resource = resourceNamedBy(route, parameter)
  if (resource !== undefined) return (shared[resource] as readonly Variant[]).map(({ id }) => id)
  if (schema.enum !== undefined) return schema.enum
  if (schema.type === 'boolean') return ['true', 'false']
  if (schema.format === 'date-time') return [bounds[name.split('_').at(-1) as string] as string]
  const member = new RegExp(`"${members[name] ?? name}":"([^"]+)"`, 'g')
  return [...new Set(objects.flatMap((object) => [...object.matchAll(member)].map(([, value]) => value as string)))]
}

/** Every page. @returns the refusal, where there is one */
export async function listAll(
  server: TestServer,
  { path }: Route,
  { headers }: RoleCaller,
  question: string,
): Promise<Listed | string> {
  const isOld = path.startsWith('/v1/')
  const found: { ids: string[]; text: string } = { ids: [], text: '' }
  for (let page = 1, next = ''; ; page++) {
    const at = isOld ? `per_page=100&page=${page}` : `limit=100${next}`
    const { body, status, text } = await server.call('GET', `${path}?${at}&${question}`.replace(/&$/, ''), { headers })
    if (status !== 200) return `${status} ${body.code}`
    const items: { id: string }[] = body.items ?? body.data
    found.ids.push(...items.map(({ id }) => id))
    found.text += text
    if (items.length < 100) return { ...found, total: body.total }
    next = `&cursor=${body.next_cursor}`
  }
}

/** The way to the second page of a list, as this caller was told it. @returns null where there is none */
export async function cursorOf(server: TestServer, { path }: Route, { headers }: RoleCaller): Promise<string | null> {
  const { body } = await server.call('GET', `${path}?limit=1`, { headers })
  return body.next_cursor ?? null
}
