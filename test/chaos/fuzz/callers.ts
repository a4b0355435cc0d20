/** Those who call in one sandbox: people and programs of the merchant and of a partner of its own, their keys, and strangers. */
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import { tokenLifetime } from '../../../server/auth/tokens.ts'
import type { Principal } from '../../../server/domain/principal.ts'
import { type Role, scopesOf } from '../../../server/domain/role.ts'
import type { Reply } from '../../support/call.ts'
import { ensureStanding, everyScope, insertClient, insertPartner, insertPerson } from '../../support/fixtures.ts'
import { createCallers } from '../../support/matrix/callers.ts'
import { createWorld, resources, type World, type WorldServer } from '../../support/matrix/objects.ts'

export interface CallerKind {
  readonly name: string
  /** The scheme of the contract by which they come; null: nobody knows them. */
  readonly scheme: 'clientCredentials' | 'personToken' | 'apiKey' | null
  readonly scopes: readonly string[]
}

export interface Sandbox {
  readonly callers: readonly CallerKind[]
  /** What the caller's requests carry to be let in. */
  headersOf(name: string): Promise<Readonly<Record<string, string>>>
  /** What marks of the caller's own are filled from. */
  given(name: string): Readonly<Record<string, Readonly<Record<string, string>>>>
  /** After the caller was shut out, by its own doing for instance. */
  renew(name: string): void
}

export interface Playground {
  open(): Promise<Sandbox>
  isCaller(id: string): boolean
  /** Makes anew what belongs to others, since whoever sees all may have deleted it. */
  refresh(): Promise<void>
}

interface Holder {
  readonly kind: CallerKind
  readonly become: () => Principal
  /** Calls by a key that it made. */
  readonly byKey?: true
}

interface Identity {
  readonly headers: Readonly<Record<string, string>>
  /** Milliseconds, as `performance.now()` has them. */
  readonly until: number
}

const all = [...everyScope]

export async function createPlayground(server: WorldServer): Promise<Playground> {
  const taken = new Set<string>()
  const made = await othersOf(server, taken)
  let others = made.objects
  const strangers = (await createCallers(made.world)).filter(({ standing }) => /^(unknown|forged|key)$/.test(standing))

  return {
    isCaller: (id) => taken.has(id),
    async refresh() {
      others = (await othersOf(server, taken)).objects
    },
    async open() {
      const partner = await insertPartner(server.database, 'Sandbox')
      const mine = await credentialsOf(server)
      taken.add(mine.person)
      const colleague = newId()
      taken.add(colleague)
      await ensureStanding(server.database, person('staff', partner, colleague))
      const holders = new Map(holdersOf(partner).map((holder) => [holder.kind.name, holder]))
      const identities = new Map<string, Promise<Identity>>()
      const ids = new Map<string, string>()

      const identify = async ({ kind, become, byKey }: Holder): Promise<Identity> => {
        const who = become()
        taken.add(who.id)
        ids.set(kind.name, who.id)
        const until = performance.now() + (tokenLifetime - 120) * 1000
        const token = await server.tokenFor(who)
        if (byKey !== true) return { headers: { authorization: `Bearer ${token}` }, until }
        const body = { name: 'Fuzz', scopes: [...who.scopes] }
        const made = await createdKey(server, token, body)
        taken.add(made.body.id)
        return { headers: { 'x-api-key': made.body.key }, until: Number.POSITIVE_INFINITY }
      }

      const sandbox: Sandbox = {
        callers: [
          ...[...holders.values()].map(({ kind }) => kind),
          ...strangers.map(({ name }): CallerKind => ({ name, scheme: null, scopes: [] })),
          { name: 'nobody', scheme: null, scopes: [] },
        ],
        async headersOf(name) {
          const holder = holders.get(name)
          if (holder === undefined)
            return (await strangers.find((one) => one.name === name)?.headers({} as never)) ?? {}
          const known = await identities.get(name)
          if (known !== undefined && performance.now() < known.until) return known.headers
          const identity = identify(holder)
          identities.set(name, identity)
          return (await identity).headers
        },
        given: (name) => ({
          other: others,
          mine,
          me: { id: ids.get(name) ?? colleague, colleague },
        }),
        renew: (name) => identities.delete(name),
      }
      await warm(server, sandbox)
      return sandbox
    },
  }
}

/** Everybody has what lets them in, and the server its connections, before the first request that counts. */
async function warm({ url }: WorldServer, { callers, headersOf }: Sandbox): Promise<void> {
  await Promise.all(
    callers.map(async ({ name }) => {
      const answer = await fetch(`${url}/v2/orders`, { headers: await headersOf(name) })
      await answer.arrayBuffer()
    }),
  )
}

/** While the server warms up, connecting to the database can take it too long. */
async function createdKey(server: WorldServer, token: string, body: object): Promise<Reply> {
  for (let tries = 0; tries < 5; tries++) {
    const made = await server.call('POST', '/v2/api-keys', { token, body })
    if (made.status === 201) return made
    if (made.status !== 503) throw new Error(`no key: ${made.status} ${made.text}`)
    await sleep(1_000)
  }
  throw new Error('no key: the server stays unavailable')
}

function holdersOf(partner: string): Holder[] {
  const narrow = ['products:read', 'orders:read', 'tasks:write']
  const ofRole = (role: Role, partnerId: string | null) => scopesOf({ role, partnerId }, all)
  const people = (
    [
      ['merchant admin', 'admin', null],
      ['merchant staff', 'staff', null],
      ['partner admin', 'admin', partner],
      ['partner staff', 'staff', partner],
    ] as const
  ).map(
    ([name, role, partnerId]): Holder => ({
      kind: { name, scheme: 'personToken', scopes: ofRole(role, partnerId) },
      become: () => person(role, partnerId),
    }),
  )
  const programs = (
    [
      ['merchant program', null, all],
      ['partner program', partner, all],
      ['narrow program', partner, narrow],
    ] as const
  ).map(
    ([name, partnerId, scopes]): Holder => ({
      kind: { name, scheme: 'clientCredentials', scopes },
      become: () => ({ kind: 'client', id: `client-${newId()}`, partnerId, scopes: new Set(scopes) }),
    }),
  )
  const keys = programs.map(
    ({ kind, become }): Holder => ({
      kind: { ...kind, name: kind.name.replace('program', 'key'), scheme: 'apiKey' },
      become,
      byKey: true,
    }),
  )
  // The narrow program may make no keys.
  return [...people, ...programs, ...keys.filter(({ kind }) => kind.scopes === all)]
}

const person = (role: Role, partnerId: string | null, id: string = newId()): Principal => ({
  kind: 'user',
  id,
  partnerId,
  role,
  scopes: new Set(scopesOf({ role, partnerId }, all)),
})

/** Of a person who signs in, and a program that asks for tokens. */
async function credentialsOf({ database }: WorldServer) {
  const [email, password, client_secret] = [`${newId()}@signs-in.test`, newId(), newId()]
  const id = await insertPerson(database, { email, password, role: 'staff' })
  const { id: client_id } = await insertClient(database, null, { secret: client_secret })
  return { person: id, email, password, client_id, client_secret }
}

/** A world that no sandbox is of, with its objects. Whoever sees all may change what it needs while it is made: then it is made anew. */
async function othersOf(server: WorldServer, taken: Set<string>) {
  for (let tries = 1; ; tries++) {
    try {
      const world = await createWorld(server)
      taken.add(world.person.id)
      return { world, objects: await objectsOf(world) }
    } catch (error) {
      if (tries === 5) throw error
    }
  }
}

/** One object of each collection, by its name; most belong to a partner that nobody in a sandbox is of. */
async function objectsOf(world: World): Promise<Readonly<Record<string, string>>> {
  const made: Record<string, string> = {}
  for (const [collection, { make }] of Object.entries(resources)) made[collection] = await make(world)
  return made
}
