/** Problems that take a slow caller, a flood of them, another configuration or a fault, by code. */
import { sql } from 'kysely'
import type { problems } from '../../../../generated/v2/operations.ts'
import { createGate } from '../../../support/gate.ts'
import { parseResponses, sendRaw } from '../../../support/raw.ts'
import { type ServerOptions, startServer, type TestServer } from '../../../support/server.ts'
import { aCustomer, aProduct, type World } from '../../../support/world.ts'
import type { Producer } from './ordinary.ts'

async function on<T>(options: ServerOptions, work: (server: TestServer) => Promise<T>): Promise<T> {
  const server = await startServer(options)
  try {
    return await work(server)
  } finally {
    await server.close()
  }
}

async function raw({ url }: TestServer, text: string) {
  const [response] = parseResponses(await sendRaw(new URL(url), [text], { quietMs: 5_000 }))
  return { status: response?.status ?? 0, body: JSON.parse(response?.body ?? 'null') }
}

const get = ({ server, who }: World, path: string, node = server) =>
  node.tokenFor(who.ada).then((token) => node.call('GET', path, { token }))

export const extraordinary = {
  REQUEST_TIMEOUT: () =>
    on({ env: { REQUEST_TIMEOUT_MS: '300', HEADERS_TIMEOUT_MS: '200' } }, (node) =>
      raw(
        node,
        'POST /v2/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
      ),
    ),

  HEADERS_TOO_LARGE: ({ server }) => raw(server, `GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'x'.repeat(40_000)}\r\n\r\n`),

  TRANSFER_CODING_UNKNOWN: ({ server }) =>
    raw(server, 'POST /v2/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n'),

  RATE_LIMITED: () =>
    on({ env: { RATE_LIMITS: 'on' } }, async (node) => {
      const body = { email: 'ada@stockroom.test', password: 'wrong' }
      for (let tries = 0; tries < 100; tries++) {
        const reply = await node.call('POST', '/v2/auth/login', { body })
        if (reply.status === 429) return reply
      }
      throw new Error('nobody is limited')
    }),

  ISSUER_EXTERNAL: () =>
    on({ env: { AUTH_ISSUER: 'https://id.example.com', AUTH_AUDIENCE: 'stockroom' } }, (node) =>
      node.call('POST', '/v2/auth/login', { body: { email: 'ada@stockroom.test', password: 'x' } }),
    ),

  VERSION_GONE: () => on({ clock: () => Date.parse('2100-01-01') }, (node) => node.call('GET', '/v1/products')),

  IDEMPOTENCY_IN_PROGRESS: async (world) => {
    const { server, who } = world
    const token = await server.tokenFor(who.partner)
    const order = { lines: [{ product_id: (await aProduct(world)).id, quantity: 1 }] }
    const held = await server.database.db.transaction().execute(async (trx) => {
      const claim = { principal_id: who.partner.id, key: 'running', fingerprint: Buffer.alloc(32) }
      const row = { ...claim, status: null, body: null, expires_at: new Date(Date.now() + 60_000) }
      await trx.insertInto('idempotency_keys').values(row).execute()
      return server.call('POST', '/v2/orders', { token, body: order, headers: { 'idempotency-key': 'running' } })
    })
    return held
  },

  INTERNAL_ERROR: (world) =>
    on({}, async (node) => {
      await sql`alter table products rename to elsewhere`.execute(node.database.db)
      return get(world, '/v2/products', node)
    }),

  REFEREE_DISAGREES: async (world) => {
    const { id } = await aCustomer(world)
    const { db } = world.server.database
    await db.updateTable('customers').set({ email: 'not what the contract says' }).where('id', '=', id).execute()
    return get(world, `/v2/customers/${id}`)
  },

  SERVICE_UNAVAILABLE: async (world) => {
    const gate = await createGate(world.server.databaseUrl)
    try {
      return await on({ databaseUrl: gate.url }, async (node) => {
        const token = await node.tokenFor(world.who.partner)
        gate.close()
        return node.call('GET', '/v2/products', { token })
      })
    } finally {
      await gate.end()
    }
  },
} satisfies Partial<Record<keyof typeof problems, Producer>>
