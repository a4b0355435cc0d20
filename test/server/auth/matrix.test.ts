import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes as v1 } from '../../../generated/v1/operations.ts'
import { routes as v2 } from '../../../generated/v2/operations.ts'
import type { Route } from '../../../server/http/route.ts'
import { type Caller, createCallers } from '../../support/matrix/callers.ts'
import { answerOf, expectedOf } from '../../support/matrix/cells.ts'
import { createWorld, resources, type World } from '../../support/matrix/objects.ts'
import { resourceOf } from '../../support/matrix/requests.ts'
import { useServer } from '../../support/server.ts'

const server = useServer({ env: { SERVE_AFTER_SUNSET: 'on' } })
const operations: [name: string, route: Route][] = [...v1, ...v2].map((route) => [
  `${route.method} ${route.path}`,
  route,
])
let world: World
let callers: readonly Caller[]
/** One object of each resource that stays as it is, with what its reader was told of it. */
const shared = new Map<string, { id: string; told: string }>()
let cells = 0

const told = async (segment: string, id: string) => {
  const token = await server.tokenFor(world.person)
  return (await server.call('GET', `/v2/${segment}/${id}`, { token })).text
}

const sharedOf = async (route: Route) => {
  const [segment] = Object.entries(resources).find(([, resource]) => resource === resourceOf(route)) as [string, object]
  return (shared.get(segment) as { id: string }).id
}

beforeAll(async () => {
  world = await createWorld(server)
  callers = await createCallers(world)
  for (const [segment, resource] of Object.entries(resources)) {
    const id = await resource.make(world)
    shared.set(segment, { id, told: await told(segment, id) })
  }
})

afterAll(() => console.info(`The matrix: ${operations.length} operations × ${callers.length} callers = ${cells} cells`))

describe('who may do what', () => {
  it.each(operations)('%s', async (_, route) => {
    const expected: Record<string, string> = {}
    const found: Record<string, string> = {}
    for (const caller of callers) {
      expected[caller.name] = expectedOf(route, caller)
      found[caller.name] = await answerOf(route, caller, world, sharedOf)
      cells++
    }
    expect(found).toEqual(expected)
  })

  it('changed nothing for anybody who was refused', async () => {
    for (const [segment, { id, told: before }] of shared) expect(await told(segment, id)).toBe(before)
  })

  it('asked everybody of every operation', () => {
    expect(cells).toBe(operations.length * callers.length)
  })
})

describe('an operation that is new', () => {
  const route = (path: string) => ({ ...(v2.find(({ id }) => id === 'getOrder') as Route), id: 'getParcel', path })

  it('is in the matrix once it is in the contract, with what its security says', () => {
    const open = route('/v2/parcels')
    const outcomes = new Set(callers.map((caller) => expectedOf(open, caller)))
    expect(outcomes).toEqual(new Set(['401 TOKEN_MISSING', '401 TOKEN_INVALID', '403 SCOPE_INSUFFICIENT', '200']))
  })

  it('that names an object of a new kind fails by its name until somebody says how to make one', () => {
    expect(() => resourceOf(route('/v2/parcels/{parcel_id}'))).toThrow(/^getParcel: nobody says how to make .*parcels/)
  })
})
