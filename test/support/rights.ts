/** Chains of calls about accounts, made by somebody who wants more than they have, and what they hold in the end. */
import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import { routes } from '../../generated/v2/operations.ts'
import { hashPassword } from '../../server/auth/passwords.ts'
import type { Principal } from '../../server/domain/principal.ts'
import { type Role, scopesOf } from '../../server/domain/role.ts'
import type { Reply } from './call.ts'
import { everyScope, insertClient, insertPartner } from './fixtures.ts'
import type { TestServer } from './server.ts'

const all = [...everyScope]
const roles = ['admin', 'staff'] as const
export const password = 'a password that they know'
const unknown = 'a password that they do not know'
const [knownHash, unknownHash] = await Promise.all([hashPassword(password), hashPassword(unknown)])

/** Something that lets its holder in. */
interface Hand {
  readonly kind: 'token' | 'key'
  readonly headers: Readonly<Record<string, string>>
}

interface Account {
  readonly id: string
  readonly email: string
  /** They know its password. */
  known: boolean
}

/** One who wants more, all that they have laid hands on, and what they may hold. */
export interface Chain {
  readonly server: TestServer
  readonly partnerId: string | null
  /** Of the accounts, the one that they began with; null: they began as a program. */
  readonly own: Account | null
  readonly accounts: Account[]
  /** Accounts that they have opened, closed or changed. */
  readonly touched: Set<string>
  readonly hands: Hand[]
  readonly refreshTokens: string[]
  /** What they were given, and what is left of it. */
  allowed: ReadonlySet<string>
}

export type Start = { readonly as: 'program'; readonly scopes: readonly string[] } | { readonly as: Role }

export const starts: fc.Arbitrary<Start> = fc.oneof(
  fc.record({
    as: fc.constant('program' as const),
    scopes: fc.subarray(all).map((some) => [...new Set([...some, 'users:admin'])]),
  }),
  fc.record({ as: fc.constantFrom('admin', ...roles) }),
)

export async function beginChain(server: TestServer, start: Start, ofPartner: boolean): Promise<Chain> {
  const { db } = server.database
  const partnerId = ofPartner ? await insertPartner(server.database) : null
  const account = async (role: Role, known: boolean, is_active = true): Promise<Account> => {
    const id = newId()
    const email = `${id}@rights.test`
    const password_hash = known ? knownHash : unknownHash
    const row = { id, partner_id: partnerId, email, full_name: 'Somebody', role, password_hash, is_active }
    await db.insertInto('users').values(row).execute()
    return { id, email, known }
  }
  const own = start.as === 'program' ? null : await account(start.as, true)
  const others = [await account('admin', false), await account('staff', false), await account('admin', true, false)]
  const accounts = own === null ? others : [own, ...others]
  const common = { server, partnerId, own, accounts, touched: new Set<string>(), refreshTokens: [] }
  if (start.as === 'program') {
    const token = await server.tokenFor(await insertClient(server.database, partnerId, { scopes: [...start.scopes] }))
    return { ...common, hands: [bearer(token)], allowed: new Set(start.scopes) }
  }
  const chain: Chain = { ...common, hands: [], allowed: rightsOf(start.as, partnerId) }
  await signIn(chain, own as Account)
  return chain
}

const rightsOf = (role: Role, partnerId: string | null) => new Set(scopesOf({ role, partnerId }, all))
const bearer = (token: string): Hand => ({ kind: 'token', headers: { authorization: `Bearer ${token}` } })

/** A call; the numbers choose among what is there when it is made. */
export interface Step {
  readonly call: keyof typeof calls
  readonly hand: number
  readonly target: number
  readonly role: Role
  readonly flag: boolean
  readonly scopes: readonly string[]
}

const chosen = <T>(list: readonly T[], at: number): T => list[at % list.length] as T

async function send(
  { server }: Chain,
  { headers }: Hand,
  method: string,
  path: string,
  body?: unknown,
): Promise<Reply> {
  return server.call(method, path, {
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body }),
  })
}

async function signIn(chain: Chain, { email }: Account): Promise<void> {
  const { status, body } = await chain.server.call('POST', '/v2/auth/login', { body: { email, password } })
  if (status !== 200) return
  chain.hands.push(bearer(body.access_token))
  chain.refreshTokens.push(body.refresh_token)
}

/** Nobody who wants more harms themselves. */
function victim({ accounts, own }: Chain, { target }: Step): Account {
  return chosen(
    accounts.filter((account) => account !== own),
    target,
  )
}

/** Changes an account as one of the hands; whoever can sign in afterwards is on their side where they know the password. */
async function change(chain: Chain, step: Step, method: string, version: string, body: object): Promise<void> {
  const harmless = !('role' in body) || body.role === 'admin'
  const account = harmless ? chosen(chain.accounts, step.target) : victim(chain, step)
  const content = method === 'PUT' ? { ...body, email: account.email } : body
  const reply = await send(chain, chosen(chain.hands, step.hand), method, `/${version}/users/${account.id}`, content)
  if (reply.status !== 200) return
  chain.touched.add(account.id)
  if ('password' in body) account.known = true
}

const calls = {
  async create(chain: Chain, { hand, role, flag }: Step) {
    const email = `${newId()}@rights.test`
    const body = { email, full_name: 'Somebody new', role, ...(flag ? { password } : {}) }
    const { status, body: created } = await send(chain, chosen(chain.hands, hand), 'POST', '/v2/users', body)
    if (status !== 201) return
    chain.accounts.push({ id: created.id, email, known: flag })
    chain.touched.add(created.id)
  },
  setRole: (chain: Chain, step: Step) => change(chain, step, 'PATCH', 'v2', { role: step.role }),
  setPassword: (chain: Chain, step: Step) => change(chain, step, 'PATCH', 'v2', { password }),
  setBoth: (chain: Chain, step: Step) =>
    change(chain, step, 'PATCH', 'v2', { password, role: step.role, is_active: true }),
  setActive: (chain: Chain, step: Step) => change(chain, step, 'PATCH', step.flag ? 'v2' : 'v1', { is_active: true }),
  replace: (chain: Chain, step: Step) =>
    change(chain, step, 'PUT', 'v2', { full_name: 'Somebody else', role: step.role }),
  async remove(chain: Chain, step: Step) {
    await send(chain, chosen(chain.hands, step.hand), 'DELETE', `/v2/users/${victim(chain, step).id}`)
  },
  login: (chain: Chain, { target }: Step) => {
    const known = chain.accounts.filter((account) => account.known)
    return known.length === 0 ? Promise.resolve() : signIn(chain, chosen(known, target))
  },
  async makeKey(chain: Chain, { hand, scopes, flag }: Step) {
    const some = scopes.filter((scope) => chain.allowed.has(scope))
    const wanted = flag || some.length === 0 ? [...chain.allowed] : some
    const body = { name: 'Key', scopes: wanted }
    const reply = await send(chain, chosen(chain.hands, hand), 'POST', '/v2/api-keys', body)
    if (reply.status === 201) chain.hands.push({ kind: 'key', headers: { 'x-api-key': reply.body.key } })
  },
  async refresh(chain: Chain, { target }: Step) {
    if (chain.refreshTokens.length === 0) return
    const refresh_token = chosen(chain.refreshTokens, target)
    const { status, body } = await chain.server.call('POST', '/v2/auth/refresh', { body: { refresh_token } })
    if (status !== 200) return
    chain.hands.push(bearer(body.access_token))
    chain.refreshTokens.push(body.refresh_token)
  },
  /** The merchant finds out: makes them staff, or shuts them out, and closes what they laid hands on. */
  async demote(chain: Chain, { flag, role }: Step) {
    const { server, own, partnerId, touched } = chain
    if (own === null) return
    const admin: Principal = { kind: 'user', id: defender, partnerId: null, scopes: everyScope, role: 'admin' }
    const token = await server.tokenFor(admin)
    const patch = (id: string, body: object) => server.call('PATCH', `/v2/users/${id}`, { token, body })
    const stays = flag || role === 'staff'
    await patch(own.id, stays ? { role: 'staff' } : { is_active: false })
    chain.allowed = stays && chain.allowed.size > 0 ? rightsOf('staff', partnerId) : new Set()
    for (const id of touched) if (id !== own.id) await patch(id, { is_active: false })
    touched.clear()
  },
}

const defender = newId()

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    call: fc.constantFrom(...(Object.keys(calls) as (keyof typeof calls)[]), 'makeKey', 'demote'),
    hand: fc.nat(9),
    target: fc.nat(9),
    role: fc.constantFrom(...roles),
    flag: fc.boolean(),
    scopes: fc.subarray(all, { minLength: 1 }),
  }),
  { minLength: 4, maxLength: 12, size: 'max' },
)

export async function take(chain: Chain, step: Step): Promise<void> {
  await calls[step.call](chain, step)
}

/** A request for each scope that tells whether its sender has it, and does nothing. */
const probes = new Map(
  all.flatMap((scope) => {
    const takes = ({ scopes }: (typeof routes)[number]) =>
      scopes?.length === 1 && (scopes as readonly string[])[0] === scope
    const found = routes.find((route) => takes(route) && (route.security as readonly string[]).includes('apiKey'))
    return found === undefined ? [] : [[scope, found] as const]
  }),
)

/** What a hand can do beyond what its holder may. */
async function excessOf(chain: Chain, hand: Hand): Promise<string[]> {
  const excess: string[] = []
  for (const [scope, { method, path }] of probes) {
    if (chain.allowed.has(scope)) continue
    const url = path.replace(/\{[^}]+\}/, 'no-id')
    const { status } = await send(chain, hand, method, url, method === 'GET' || method === 'DELETE' ? undefined : {})
    if (status !== 401 && status !== 403) excess.push(scope)
    if (status === 401) break
  }
  return excess
}

/** What they can do in the end, in any way, beyond what they may. */
export async function excess(chain: Chain): Promise<string[]> {
  for (const account of chain.accounts) if (account.known) await signIn(chain, account)
  const found = await Promise.all(chain.hands.map((hand) => excessOf(chain, hand)))
  return [...new Set(found.flat())]
}
