import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes as v1 } from '../../../generated/v1/operations.ts'
import { routes as v2 } from '../../../generated/v2/operations.ts'
import type { Route } from '../../../server/http/route.ts'
import { cursorOf, listAll, questionsOf } from '../../support/matrix/lists.ts'
import { createWorld, type Resource, resources } from '../../support/matrix/objects.ts'
import { bodyReferences, parametersOf, resourceNamedBy } from '../../support/matrix/references.ts'
import { requestFor, resourceOf } from '../../support/matrix/requests.ts'
import * as cells from '../../support/matrix/role-cells.ts'
import { createRoleCallers, createSides, type RoleCaller, reaches } from '../../support/matrix/roles.ts'
import { reachOf } from '../../support/matrix/rules.ts'
import { useServer } from '../../support/server.ts'

const server = useServer({ env: { SERVE_AFTER_SUNSET: 'on' } })
const routes: readonly Route[] = [...v1, ...v2].filter(({ scopes }) => scopes !== null)
const titled = (route: Route): [string, Route] => [`${route.method} ${route.path}`, route]
const naming = routes.filter(({ path }) => path.includes('{')).map(titled)
const lists = routes.filter((route) => route.method === 'GET' && route.id.startsWith('list')).map(titled)
const repeatable = routes.filter(({ idempotent }) => idempotent).map(titled)
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

/** All that the caller must not hear of in a list of this resource: its objects, and to a partner, whatever is of others. */
function hiddenFrom(caller: RoleCaller, segment: string): string[] {
  return Object.entries(roles.shared).flatMap(([resource, variants]) => {
    const heard = resource !== segment && caller.side === 'merchant'
    const read = resource === 'people' ? 'users' : resource
    return heard ? [] : variants.filter(({ whose }) => !reaches(caller, read, whose)).map(({ id }) => id)
  })
}

describe('each role lists what it reaches and nothing else', () => {
  it.each(lists)(
    '%s',
    async (_, route) => {
      const segment = cells.segmentOf(resourceOf(route) as Resource)
      const variants = roles.shared[segment] as readonly cells.Variant[]
      const questions = await questionsOf(route, roles)
      const all = callers.find(({ name }) => name === 'admin of merchant') as RoleCaller
      const cursor = route.path.startsWith('/v1/') ? null : await cursorOf(server, route, all)
      for (const caller of callers) {
        const visible = variants.filter(({ whose }) => reaches(caller, segment, whose)).map(({ id }) => id)
        const isClosed = resources[segment]?.owner === 'merchant' && visible.length === 0
        const closed = cells.closedTo(route, caller) ?? (isClosed ? '403 NOT_OWNER' : null)
        const hidden = hiddenFrom(caller, segment)
        for (const question of cursor === null ? questions : [...questions, `cursor=${cursor}`]) {
          const told = await listAll(server, route, caller, question)
          const which = `${caller.name} asks for ${question || 'all'}`
          asked++
          // A way through a list is for those who see the same of it.
          if (question.startsWith('cursor=') && told === '400 CURSOR_INVALID') continue
          if (closed !== null || typeof told === 'string') {
            expect([which, told]).toEqual([which, closed])
            continue
          }
          expect([which, hidden.filter((id) => told.text.includes(id))]).toEqual([which, []])
          expect([which, told.total ?? told.ids.length]).toEqual([which, told.ids.length])
          if (question === '') expect(told.ids, which).toEqual(expect.arrayContaining(visible))
        }
      }
    },
    60_000,
  )
})

describe('each role reaches what is its to reach and nothing else', () => {
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

describe('each role names what it reaches and nothing else', () => {
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

describe('each caller has idempotency keys of their own', () => {
  it.each(repeatable)('%s', async (_, route) => {
    const { method, path, headers, body } = await requestFor(route, null, roles.world)
    const key = { 'idempotency-key': newId() }
    const send = async (caller: RoleCaller) => {
      asked++
      return server.call(method, path, { headers: { ...headers, ...caller.headers, ...key }, ...(body && { body }) })
    }
    const principals = new Map(callers.map((caller) => [caller.name.replace(', signed in', ''), caller]))
    const given = new Set<string>()
    for (const [name, caller] of principals) {
      const { headers: told, body: made } = await send(caller)
      expect([name, told.get('idempotency-replayed')]).toEqual([name, null])
      if (made.id === undefined) continue
      expect(given.has(made.id), name).toBe(false)
      given.add(made.id)
    }
    expect(given.size).toBeGreaterThan(0)
  })
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

  it('fails by its name where an operation names or takes what nobody has a rule for', () => {
    const route = v2.find(({ id }) => id === 'listOrders') as Route
    const parcel = { name: 'parcel_id', schema: { type: 'string', format: 'uuid' } }
    expect(parametersOf(route, 'query').map((parameter) => resourceNamedBy(route, parameter))).toContain('customers')
    expect(() => resourceNamedBy({ ...route, id: 'listParcels' }, parcel)).toThrow(/^listParcels: nobody says what/)
    expect(() => resourceOf({ ...route, id: 'getParcel', path: '/v2/parcels/{parcel_id}' })).toThrow(
      /^getParcel: nobody says/,
    )
    expect(() => reachOf('partner admin', 'parcels')).toThrow(/^server\/SECURITY.md does not say which parcels/)
  })
})
