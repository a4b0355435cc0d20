/** A server, and those who call it: each by the SDK, with a token of their own. */
import { createStockroom, type Stockroom } from '@stockroom/sdk'
import { beforeAll } from 'vitest'
import type { Principal } from '../../server/domain/principal.ts'
import { everyScope, insertClient, insertPartner, insertPerson, insertProduct } from './fixtures.ts'
import { type ServerOptions, type TestServer, useServer } from './server.ts'

/** Two partners' programs, two people of the merchant, and an admin. */
export type Actor = 'partner' | 'rival' | 'ada' | 'bob' | 'admin'

export interface World {
  readonly server: TestServer
  readonly who: Readonly<Record<Actor, Principal>>
  readonly as: Readonly<Record<Actor, Stockroom>>
  /** For somebody with these scopes, all of them by default. */
  sdk(principal: Principal, scopes?: Iterable<string>): Promise<Stockroom>
  /** For whoever has this token; null: none. */
  bearing(token: string | null): Stockroom
}

export const password = 'correct horse battery'

/** One world for all tests of the calling file; its members are there from the first test on. */
export function useWorld(options: ServerOptions = {}): World {
  const server = useServer(options)
  const world = { server } as { -readonly [Member in keyof World]: World[Member] }
  world.bearing = (token) =>
    createStockroom({ baseUrl: server.url, retry: false, ...(token === null ? {} : { auth: () => token }) })
  world.sdk = async (principal, scopes = everyScope) =>
    world.bearing(await server.tokenFor({ ...principal, scopes: new Set(scopes) }))
  beforeAll(async () => {
    world.who = await populate(server)
    const entries = Object.entries(world.who).map(async ([name, who]) => [name, await world.sdk(who)])
    world.as = Object.fromEntries(await Promise.all(entries))
  })
  return world
}

async function populate({ database }: TestServer): Promise<World['who']> {
  const partner = async (name: string) => insertClient(database, await insertPartner(database, name))
  const person = async (name: string, role: 'admin' | 'staff'): Promise<Principal> => {
    const id = await insertPerson(database, { email: `${name}@stockroom.test`, password, role })
    return { kind: 'user', id, partnerId: null, scopes: everyScope, role }
  }
  return {
    partner: await partner('Acme'),
    rival: await partner('Rival'),
    ada: await person('ada', 'staff'),
    bob: await person('bob', 'staff'),
    admin: await person('admin', 'admin'),
  }
}

/** What tests begin with, put there by the API itself. */
export const aProduct = async ({ server }: World) => ({ id: await insertProduct(server.database) })

export const aCustomer = ({ as }: World, by: Actor = 'partner') =>
  as[by].customers.create({ email: `${crypto.randomUUID()}@example.com`, name: 'Grace Hopper' })

export async function anOrder(world: World, by: Actor = 'partner') {
  const lines = [{ product_id: (await aProduct(world)).id, quantity: 2 }]
  return world.as[by].orders.create({ customer_id: (await aCustomer(world, by)).id, lines })
}

export async function anInvoice(world: World, by: Actor = 'partner') {
  const order = await anOrder(world, by)
  const { invoice_id } = await world.as[by].orders.patch(order.id, { status: 'paid' })
  return { id: invoice_id as string, order }
}

export const aTask = ({ as }: World, by: Actor = 'ada') =>
  as[by].tasks.create({
    title: 'Pack two lamps',
    description: 'Brass feet up.',
    site: { latitude: 52.5, longitude: 13.4 },
  })

export const aUser = ({ as }: World, by: Actor = 'partner') =>
  as[by].users.create({ email: `${crypto.randomUUID()}@example.com`, full_name: 'Grace Hopper' })

/** An id that nothing has. */
export const nobody = '019ab3f2-8d42-7e11-8c7a-2f6f4e1d9a10'
