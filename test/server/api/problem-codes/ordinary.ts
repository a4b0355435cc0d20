/** Problems that a server in good order answers, by code: a call that ends in each. */
import type { Reply } from '../../../support/call.ts'
import { insertProduct } from '../../../support/fixtures.ts'
import { aCustomer, anOrder, aProduct, aTask, nobody, type World } from '../../../support/world.ts'

export type Producer = (world: World) => Promise<Pick<Reply, 'status' | 'body'>>

async function asked(
  { server, who }: World,
  method: string,
  path: string,
  { by = 'partner' as keyof World['who'], body = undefined as unknown, headers = {} } = {},
) {
  return server.call(method, path, { token: await server.tokenFor(who[by]), body, headers })
}

const login = ({ server }: World, password: string) =>
  server.call('POST', '/v2/auth/login', { body: { email: 'ada@stockroom.test', password } })
const place = (world: World, ids: readonly string[], quantity = 1, headers = {}) =>
  asked(world, 'POST', '/v2/orders', { headers, body: { lines: ids.map((product_id) => ({ product_id, quantity })) } })
const price = { amount: 1, currency: 'EUR' }
const name = 'Grace Hopper'

export const ordinary = {
  REQUEST_MALFORMED: (world) => asked(world, 'POST', '/v2/orders', { body: '{' }),
  CURSOR_INVALID: (world) => asked(world, 'GET', '/v2/orders?cursor=made-up'),
  TOKEN_MISSING: ({ server }) => server.call('GET', '/v2/orders'),
  TOKEN_INVALID: ({ server }) => server.call('GET', '/v2/orders', { token: 'forged' }),
  CREDENTIALS_INVALID: (world) => login(world, 'wrong'),
  REFRESH_TOKEN_INVALID: ({ server }) =>
    server.call('POST', '/v2/auth/refresh', { body: { refresh_token: 'made-up' } }),
  SCOPE_INSUFFICIENT: async ({ server, who }) =>
    server.call('GET', '/v2/orders', { token: await server.tokenFor({ ...who.partner, scopes: new Set() }) }),
  NOT_OWNER: async (world) => asked(world, 'GET', `/v2/orders/${(await anOrder(world)).id}`, { by: 'rival' }),
  NOT_FOUND: (world) => asked(world, 'GET', `/v2/orders/${nobody}`),
  ROUTE_UNKNOWN: (world) => asked(world, 'GET', '/v2/nothing'),
  METHOD_NOT_ALLOWED: (world) => asked(world, 'DELETE', '/v2/orders'),
  NOT_ACCEPTABLE: (world) => asked(world, 'GET', '/v2/orders', { headers: { accept: 'text/html' } }),
  SKU_TAKEN: async (world) => {
    const body = { sku: 'TAKEN-1', name, price }
    await asked(world, 'POST', '/v2/products', { body })
    return asked(world, 'POST', '/v2/products', { body })
  },
  CUSTOMER_EMAIL_TAKEN: async (world) => {
    const { email } = await aCustomer(world)
    return asked(world, 'POST', '/v2/customers', { body: { email, name } })
  },
  USER_EMAIL_TAKEN: (world) =>
    asked(world, 'POST', '/v2/users', { body: { email: 'ada@stockroom.test', full_name: name } }),
  PRODUCT_INACTIVE: async (world) => place(world, [await insertProduct(world.server.database, { status: 'inactive' })]),
  STOCK_INSUFFICIENT: async (world) => place(world, [(await aProduct(world)).id], 101),
  ORDER_TRANSITION_INVALID: async (world) =>
    asked(world, 'PATCH', `/v2/orders/${(await anOrder(world)).id}`, { body: { status: 'fulfilled' } }),
  TASK_TRANSITION_INVALID: async (world) =>
    asked(world, 'PATCH', `/v2/tasks/${(await aTask(world)).id}`, { by: 'ada', body: { status: 'completed' } }),
  PRECONDITION_FAILED: async (world) =>
    asked(world, 'DELETE', `/v2/products/${(await aProduct(world)).id}`, { headers: { 'if-match': '"9"' } }),
  BODY_TOO_LARGE: (world) => asked(world, 'POST', '/v2/orders', { body: `"${'x'.repeat(1 << 20)}"` }),
  URL_TOO_LONG: (world) => asked(world, 'GET', `/v2/orders?cursor=${'x'.repeat(10_000)}`),
  MEDIA_TYPE_UNSUPPORTED: (world) =>
    asked(world, 'POST', '/v2/orders', { body: 'a=b', headers: { 'content-type': 'text/csv' } }),
  VALIDATION_FAILED: (world) => asked(world, 'POST', '/v2/orders', { body: { lines: [] } }),
  REFERENCE_UNKNOWN: (world) => place(world, [nobody]),
  CURRENCY_MIXED: async (world) => {
    const dollars = { sku: 'DOLLARS-1', name, price: { amount: 1, currency: 'USD' }, stock: 1 }
    const { body } = await asked(world, 'POST', '/v2/products', { body: dollars })
    return place(world, [(await aProduct(world)).id, body.id])
  },
  IDEMPOTENCY_KEY_REUSED: async (world) => {
    const { id } = await aProduct(world)
    await place(world, [id], 1, { 'idempotency-key': 'reused' })
    return place(world, [id], 2, { 'idempotency-key': 'reused' })
  },
} satisfies Record<string, Producer>
