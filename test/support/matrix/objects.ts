/** For each resource of the contract: whose its objects are, and how one comes to be. */
import { v7 as newId } from 'uuid'
import type { Principal } from '../../../server/domain/principal.ts'
import { everyScope, insertClient, insertPartner, merchant } from '../fixtures.ts'
import type { TestServer } from '../server.ts'

/** What a world needs of a server, which may be another process. */
export type WorldServer = Pick<TestServer, 'url' | 'keys' | 'database' | 'tokenFor' | 'call'>

/** Those who act in the matrix, and what they name in their requests. */
export interface World {
  readonly server: WorldServer
  /** A person of the merchant and a program of the merchant, with every scope. */
  readonly person: Principal
  readonly program: Principal
  /** Two partners' programs with every scope; the objects are of the first. */
  readonly us: Principal
  readonly them: Principal
  readonly product: string
  readonly customer: string
  readonly order: string
  /** Makes an object as this principal and answers its id. */
  create(as: Principal, path: string, body: object): Promise<string>
}

export type Owner = 'nobody' | 'partner' | 'person' | 'merchant'

export interface Resource {
  /** `merchant`: no partner reads any of it. */
  readonly owner: Owner
  /** Creating one names an object or a person of the owner. */
  readonly names?: true
  make(world: World): Promise<string>
}

/** By the segment of the path that holds them. */
export const resources: Readonly<Record<string, Resource>> = {
  products: { owner: 'nobody', make: ({ create, person }) => create(person, '/v2/products', newProduct()) },
  'stock-adjustments': {
    owner: 'merchant',
    make: ({ create, person, product: product_id }) =>
      create(person, '/v2/stock-adjustments', { product_id, quantity: 1, reason: 'received' }),
  },
  customers: { owner: 'partner', make: ({ create, us }) => create(us, '/v2/customers', newCustomer()) },
  orders: { owner: 'partner', names: true, make: makeOrder },
  invoices: { owner: 'partner', make: makeInvoice },
  users: {
    owner: 'partner',
    make: ({ create, us }) =>
      create(us, '/v2/users', { email: `${newId()}@stockroom.test`, full_name: 'Grace', role: 'staff' }),
  },
  tasks: {
    owner: 'person',
    names: true,
    make: ({ create, person }) => create(person, '/v2/tasks', { title: 'Pack', owner_id: person.id }),
  },
  'api-keys': {
    owner: 'partner',
    make: ({ create, us }) => create(us, '/v2/api-keys', { name: 'Scanner', scopes: ['products:read'] }),
  },
  'audit-events': { owner: 'merchant', make: anEvent },
}

const newProduct = () => ({ sku: newId(), name: 'Lamp', price: { amount: 100, currency: 'EUR' }, stock: 1_000 })
const newCustomer = () => ({ email: `${newId()}@example.com`, name: 'Ada' })

function makeOrder({ create, us, product: product_id }: World): Promise<string> {
  return create(us, '/v2/orders', { lines: [{ product_id, quantity: 1 }] })
}

async function makeInvoice(world: World): Promise<string> {
  const token = await world.server.tokenFor(world.us)
  const paid = { token, body: { status: 'paid' } }
  const { body } = await world.server.call('PATCH', `/v2/orders/${await makeOrder(world)}`, paid)
  return body.invoice_id
}

async function anEvent({ server, person }: World): Promise<string> {
  const token = await server.tokenFor(person)
  const { status, text, body } = await server.call('GET', '/v2/audit-events?limit=1', { token })
  if (status !== 200) throw new Error(`GET /v2/audit-events: ${status} ${text}`)
  return body.data[0].id
}

export async function createWorld(server: WorldServer): Promise<World> {
  const { database } = server
  const scopes = everyScope
  const us = await insertClient(database, await insertPartner(database, 'Us'))
  const them = await insertClient(database, await insertPartner(database, 'Them'))
  const person: Principal = { ...merchant, id: newId() }
  const program: Principal = { kind: 'client', id: `program-${newId()}`, partnerId: null, scopes }
  const create = async (as: Principal, path: string, body: object) => {
    const reply = await server.call('POST', path, { token: await server.tokenFor(as), body })
    if (reply.status !== 201) throw new Error(`POST ${path}: ${reply.status} ${reply.text}`)
    return reply.body.id as string
  }
  const product = await create(person, '/v2/products', newProduct())
  const customer = await create(us, '/v2/customers', newCustomer())
  const order = await create(us, '/v2/orders', { lines: [{ product_id: product, quantity: 1 }] })
  return { server, person, program, us, them, product, customer, order, create }
}
