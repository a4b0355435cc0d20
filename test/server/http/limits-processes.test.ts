import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeKeys, readKeys } from '../../../server/auth/keys.ts'
import { createTokens } from '../../../server/auth/tokens.ts'
import { call, type Reply } from '../../support/call.ts'
import { useDatabase } from '../../support/database.ts'
import { insertClient, insertPartner } from '../../support/fixtures.ts'
import { runServer, type Server } from '../../support/process.ts'
import { redisUrl, whyNoRedis } from '../../support/redis.ts'
import { keepSecret } from '../../support/secrets.ts'

const database = useDatabase()
const read = { limit: 50, window_seconds: 60, burst: 50 }
const publicUrl = 'https://api.stockroom.test'

const stores: [string, () => Promise<Record<string, string>>][] = [['PostgreSQL', async () => ({})]]
if (whyNoRedis() === null) stores.push(['Redis', async () => ({ REDIS_URL: redisUrl() })])
else console.warn(`Two processes over one Redis are not tested: ${whyNoRedis()}`)

/** Which node the request at this place goes to. */
const ways: [string, (at: number) => number][] = [
  ['in turns', (at) => at % 2],
  ['first all to one, then all to the other', (at) => (at < 100 ? 0 : 1)],
  ['nearly all to one', (at) => (at % 20 === 0 ? 1 : 0)],
  ['at random', () => Math.round(Math.random())],
]

describe.each(stores)('two processes over one %s', (_, environment) => {
  const servers: Server[] = []
  let nodes: string[]
  let signingKeys: string

  beforeAll(async () => {
    signingKeys = await makeKeys()
    const env = {
      DATABASE_URL: database.url,
      PUBLIC_URL: publicUrl,
      SIGNING_KEYS: signingKeys,
      RATE_CLASSES: JSON.stringify({ read }),
      ...(await environment()),
    }
    servers.push(runServer(env), runServer(env))
    nodes = await Promise.all(servers.map(({ listening }) => listening))
    // What a node does for the first time takes it longer than the store may take to answer.
    for (const ask of await newCaller()) for (let turn = 0; turn < 10; turn++) await ask()
  })

  afterAll(async () => {
    for (const { child, exit } of servers) {
      child.kill('SIGTERM')
      expect(await exit).toBe(0)
    }
  })

  /** Asks each node for what is not there: of lists a caller may have only some under way at once. */
  async function newCaller(): Promise<(() => Promise<Reply>)[]> {
    const tokens = createTokens({ keys: await readKeys(signingKeys), issuer: publicUrl, audience: 'stockroom' })
    const token = await tokens.issue(await insertClient(database, await insertPartner(database)))
    keepSecret(token)
    return nodes.map((node) => () => call(node, 'GET', `/v2/products/${crypto.randomUUID()}`, { token }))
  }

  it.each(ways)('let 50 of 200 requests at once through a bucket of 50, %s', async (_, nodeOf) => {
    const asks = await newCaller()
    const begun = performance.now()
    const ask = (_: unknown, at: number) => asks[nodeOf(at)]?.() as Promise<Reply>
    const replies = await Promise.all(Array.from({ length: 200 }, ask))
    const seconds = (performance.now() - begun) / 1000
    const refilled = Math.floor((seconds * read.limit) / read.window_seconds)

    const through = replies.filter(({ status }) => status === 404)
    expect(through.length).toBeGreaterThanOrEqual(50)
    expect(through.length).toBeLessThanOrEqual(50 + refilled)
    const refused = replies.filter(({ status }) => status === 429)
    expect(through.length + refused.length).toBe(200)
    for (const { headers } of refused) {
      expect(headers.get('ratelimit-policy')).toBe('"read";q=50;w=60')
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    }
    console.info(`${through.length} of 200 through in ${seconds.toFixed(2)} s, in which ${refilled} flowed in`)
  })
})
