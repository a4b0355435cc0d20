import { type ClientOptions, createStockroom } from '@stockroom/sdk'
import { createTestServer } from '@stockroom/sdk/testing'
import { createStockroom as createV1 } from '@stockroom/sdk/v1'
import { createTestServer as createV1Server } from '@stockroom/sdk/v1/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { responses as v1Responses } from '../../../generated/v1/validators.js'
import { responses as v2Responses } from '../../../generated/v2/validators.js'
import { mock } from '../../../scripts/mock/mock.ts'
import { apiOf, callsOf, methodOf } from './calls.ts'

const server = await mock([await apiOf('v1'), await apiOf('v2')])
afterAll(() => server.close())

/** By operation, status and media type: the mistakes of a body. */
type Responses = Record<string, Record<string, Record<string, (body: unknown) => object[]>>>
type Options = Pick<ClientOptions, 'baseUrl' | 'fetch'>

const mocked = { baseUrl: server.url }
const suites = [
  ['v1', 'the mock', createV1, v1Responses, mocked],
  ['v2', 'the mock', createStockroom, v2Responses, mocked],
  ['v1', 'the in-memory server', createV1, v1Responses, createV1Server()],
  ['v2', 'the in-memory server', createStockroom, v2Responses, createTestServer()],
] as unknown as [string, string, typeof createStockroom, Responses, Options][]

describe.each(suites)('each operation of %s at %s', async (version, _where, create, responses, { baseUrl, fetch }) => {
  const client = create({ baseUrl, fetch, auth: () => 'token', retry: false, onDeprecation: () => {} })
  test.each((await callsOf(version)).map((call) => [call.id, call] as const))('%s', async (id, call) => {
    const { status, data } = await methodOf(client, call).withResponse(...call.args)
    expect(status).toBeLessThan(300)
    const check = Object.values(responses[id]?.[status] ?? {})[0]
    expect(check === undefined).toBe(status === 204)
    expect(check?.(data) ?? []).toEqual([])
  })
})
