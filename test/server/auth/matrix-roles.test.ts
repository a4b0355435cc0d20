import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes as v1 } from '../../../generated/v1/operations.ts'
import { routes as v2 } from '../../../generated/v2/operations.ts'
import type { Route } from '../../../server/http/route.ts'
import { createWorld, type Resource, resources } from '../../support/matrix/objects.ts'
import { bodyReferences, filterReferences } from '../../support/matrix/references.ts'
import { resourceOf } from '../../support/matrix/requests.ts'
import * as cells from '../../support/matrix/role-cells.ts'
import { createRoleCallers, createSides, type RoleCaller, sees } from '../../support/matrix/roles.ts'
import { useServer } from '../../support/server.ts'

const server = useServer({ env: { SERVE_AFTER_SUNSET: 'on' } })
const routes: readonly Route[] = [...v1, ...v2].filter(({ scopes }) => scopes !== null)
const titled = (route: Route): [string, Route] => [`${route.method} ${route.path}`, route]
const naming = routes.filter(({ path }) => path.includes('{')).map(titled)
const lists = routes.filter((route) => route.method === 'GET' && route.id.startsWith('list')).map(titled)
const referring = routes.flatMap((route) =>
  bodyReferences(route).map(
    (reference) => [`${route.method} ${route.path} with ${reference.path.join('.')}`, route, reference] as const,
  ),
)
let roles: cells.RoleWorld
let callers: readonly RoleCaller[]
let before: string
let asked = 0

const told = async () => {
  const token = await server.tokenFor(roles.people.merchant.admin)
  // A product's stock is for everybody to adjust.
  const { products: _, ...owned } = roles.shared
  const texts = Object.entries(owned).flatMap(([segment, variants]) =>
    variants.map(
      async ({ id }) =>
        (await server.call('GET', `/v2/${segment === 'people' ? 'users' : segment}/${id}`, { token })).text,
    ),
  )
  return (await Promise.all(texts)).join('\n')
}

beforeAll(async () => {
  const people = await createSides(server)
  const part = { world: await createWorld(server), people }
  callers = await createRoleCallers(server, people)
  roles = { ...part, shared: await cells.makeShared(part) }
  before = await told()
}, 60_000)

afterAll(() => console.info(`The matrix of roles: ${callers.length} callers, ${asked} cells`))

/** Asks for each caller and owner, and compares all at once. */
async function compare(
  owners: readonly cells.Variant['whose'][],
  cell: (caller: RoleCaller, whose: cells.Variant['whose']) => Promise<[string, string]>,
) {
  const expected: Record<string, string> = {}
  const found: Record<string, string> = {}
  for (const caller of callers) {
    for (const whose of owners) {
      const name = `${caller.name}, object of ${cells.nameOf(whose)}`
      const [wanted, said] = await cell(caller, whose)
      expected[name] = wanted
      found[name] = said
      asked++
    }
  }
  expect(found).toEqual(expected)
}

/** The whole list, as ids. */
async function listed(route: Route, { headers }: RoleCaller, filter: string): Promise<string[]> {
  const ids: string[] = []
  const size = route.path.startsWith('/v1/') ? 'per_page=100' : 'limit=100'
  for (let page = 1, next = ''; ; page++) {
    const at = route.path.startsWith('/v1/') ? `page=${page}` : next
    const { body, status } = await server.call('GET', `${route.path}?${[size, at, filter].filter(Boolean).join('&')}`, {
      headers,
    })
    if (status !== 200) return [`${status} ${body.code}`]
    const items: { id: string }[] = body.items ?? body.data
    ids.push(...items.map(({ id }) => id))
    if (items.length < 100) return ids
    next = `cursor=${body.next_cursor}`
  }
}

describe('each role lists what it sees and nothing else', () => {
  it.each(lists)(
    '%s',
    async (_, route) => {
      const resource = resourceOf(route) as Resource
      const segment = Object.entries(resources).find(([, other]) => other === resource)?.[0] as string
      const variants = roles.shared[segment] as readonly cells.Variant[]
      const filters = filterReferences(route).flatMap(({ name, resource: named }) =>
        (roles.shared[named] as readonly cells.Variant[]).map(({ id }) => `${name}=${id}`),
      )
      for (const caller of callers) {
        const closed =
          cells.closedTo(route, caller) ??
          (sees(caller, resource.owner, (variants[0] as cells.Variant).whose) || resource.owner !== 'merchant'
            ? null
            : '403 NOT_OWNER')
        for (const filter of ['', ...filters]) {
          const ids = await listed(route, caller, filter)
          asked++
          if (closed !== null) {
            expect([caller.name, filter, ...ids]).toEqual([caller.name, filter, closed])
            continue
          }
          const visible = variants.filter(({ whose }) => sees(caller, resource.owner, whose)).map(({ id }) => id)
          const hidden = variants.map(({ id }) => id).filter((id) => !visible.includes(id))
          expect({ caller: caller.name, filter, seen: hidden.filter((id) => ids.includes(id)) }).toMatchObject({
            seen: [],
          })
          if (filter === '') expect(ids, caller.name).toEqual(expect.arrayContaining(visible))
        }
      }
    },
    60_000,
  )
})

describe('each role reaches what it sees and nothing else', () => {
  it.each(naming)(
    '%s',
    async (_, route) => {
      await compare(cells.ownersOf((resourceOf(route) as Resource).owner), async (caller, whose) => [
        cells.expectedOf(route, caller, whose),
        await cells.answerOf(route, caller, whose, roles),
      ])
    },
    60_000,
  )
})

describe('each role names what it sees and nothing else', () => {
  it.each(referring)(
    '%s',
    async (_, route, reference) => {
      const owner = reference.resource === 'people' ? 'person' : (resources[reference.resource] as Resource).owner
      await compare(cells.ownersOf(owner), async (caller, whose) => [
        cells.expectedReference(route, reference, caller, whose),
        await cells.answerToReference(route, reference, caller, whose, roles),
      ])
    },
    60_000,
  )
})

describe('the matrix of roles', () => {
  it('changed nothing of what was refused', async () => {
    expect(await told()).toBe(before)
  })

  it('asks of every operation that names or lists an object', () => {
    const others = routes.filter((route) => ![...naming, ...lists, ...referring].some(([, other]) => other === route))
    expect(others.map(({ id }) => id).toSorted()).toEqual([
      'createApiKey',
      'createCustomer',
      'createProduct',
      'createProduct',
      'createUser',
      'createUser',
      'getCurrentUser',
    ])
  })

  it('fails by its name where an operation names an object that nobody knows', () => {
    const route = v2.find(({ id }) => id === 'listOrders') as Route
    expect(() => filterReferences({ ...route, id: 'listParcels' })).not.toThrow()
    expect(() => resourceOf({ ...route, id: 'getParcel', path: '/v2/parcels/{parcel_id}' })).toThrow(
      /^getParcel: nobody says/,
    )
  })
})
