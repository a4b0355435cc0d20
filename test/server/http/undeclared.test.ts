/** What nobody declared is sent to every operation: the answer is one that the contract has. */
import { beforeAll, describe, expect, it } from 'vitest'
import { routes as v1 } from '../../../generated/v1/operations.ts'
import { routes as v2 } from '../../../generated/v2/operations.ts'
import { merchant } from '../../support/fixtures.ts'
import { useServer } from '../../support/server.ts'

const server = useServer()
let token: string
beforeAll(async () => {
  token = await server.tokenFor(merchant)
})

const all = [...v1, ...v2].map((route) => [`${route.method} ${route.path}`, route] as const)

describe.each(all)('%s', (_, { method, path, requestMediaTypes: [type], responses, scopes }) => {
  it.each(['?x=1', '?x', '?&=&', '?limit=1&limit=2', '?a[b]=c', '?%00=1', '?__proto__=1'])('%s', async (query) => {
    const place = path.replaceAll(/\{[^{}]+\}/g, '019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f')
    const reply = await server.call(method, place + query, {
      ...(scopes !== null && { token }),
      ...(type !== undefined && { headers: { 'content-type': type }, body: type.endsWith('json') ? {} : 'x=1' }),
    })
    expect(Object.keys(responses)).toContain(String(reply.status))
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.status).toBeLessThan(500)
  })
})
