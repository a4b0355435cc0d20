import { beforeAll, describe, expect, it } from 'vitest'
import { routes as v1 } from '../../../generated/v1/operations.ts'
import { routes as v2 } from '../../../generated/v2/operations.ts'
import type { Route } from '../../../server/http/route.ts'
import { createWorld, type World } from '../../support/matrix/objects.ts'
import { requestFor, resourceOf } from '../../support/matrix/requests.ts'
import { useServer } from '../../support/server.ts'

const server = useServer({ env: { SERVE_AFTER_SUNSET: 'on' } })
const withBody = [...v1, ...v2].filter((route: Route) => route.requestMediaTypes.some((type) => type.endsWith('json')))
let world: World

beforeAll(async () => {
  world = await createWorld(server)
})

/** The good request of the contract's example, with one member more. */
async function sendWith(route: Route, member: string) {
  const id = route.path.includes('{') ? ((await resourceOf(route)?.make(world)) ?? null) : null
  const { method, path, headers, body } = await requestFor(route, id, world)
  const token = await server.tokenFor(world.person)
  return server.call(method, path, { token, headers, body: `{${member},${body?.slice(1)}` })
}

describe.each(withBody.map((route): [string, Route] => [`${route.method} ${route.path}`, route]))('%s', (_, route) => {
  it.each([
    ['__proto__', '"__proto__":{"polluted":true}'],
    ['__proto__ in escapes', '"\\u005f_proto__":{"polluted":true}'],
    ['constructor', '"constructor":{"prototype":{"polluted":true}}'],
    ['prototype', '"prototype":{"polluted":true}'],
  ])('refuses the member %s', async (_, member) => {
    const reply = await sendWith(route, member)
    expect(reply).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('a form', () => {
  it.each(['__proto__', 'constructor'])('with the member %s touches nothing', async (name) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = `grant_type=client_credentials&${name}=polluted&${name}[polluted]=1`
    expect((await server.call('POST', '/v2/oauth/token', { headers, body })).status).toBe(401)
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})
