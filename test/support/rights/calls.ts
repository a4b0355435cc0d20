/** The calls of a chain: each account operation of the contract, by any hand, on anybody. */
import fc from 'fast-check'
import { v7 as newId } from 'uuid'
import type { Role } from '../../../server/domain/role.ts'
import type { Reply } from '../call.ts'
import {
  allScopes,
  askToken,
  attend,
  type Chain,
  type Hand,
  handAt,
  newAddress,
  password,
  signIn,
  take,
  takeSession,
} from './chain.ts'

/** A call; the numbers choose among what is there when it is made, and small ones what was dealt with last. */
export interface Step {
  readonly call: keyof typeof calls
  readonly hand: number
  readonly target: number
  readonly role: Role
  readonly flag: boolean
  readonly scopes: readonly string[]
}

/** What was sent by which hand, and what came back. */
export interface Sent {
  /** Null: it came with a password, a secret or a refresh token. */
  readonly hand: Hand | null
  /** That the operation takes; null: none. */
  readonly scope: string | null
  readonly what: string
  /** Whom it was about, where that is one account. */
  readonly target?: string
  readonly reply: Reply
}

const chosen = <T>(list: readonly T[], at: number): T => list[at % list.length] as T

async function send(
  chain: Chain,
  hand: Hand,
  scope: string,
  method: string,
  path: string,
  body?: object,
): Promise<Sent & { hand: Hand }> {
  const type = body === undefined ? {} : { 'content-type': 'application/json' }
  const headers = { ...hand.headers, ...type }
  const reply = await chain.server.call(method, path, { headers, ...(body === undefined ? {} : { body }) })
  if (hand.holder.kind === 'user') attend(chain, hand.holder.id)
  return { hand, scope, what: `${method} ${path} ${JSON.stringify(body ?? {})}`, reply }
}

async function change(chain: Chain, step: Step, method: string, version: string, body?: object): Promise<Sent> {
  const { id: target, email } = chosen(chain.accounts, step.target)
  const content = method === 'PUT' ? { ...body, email } : body
  const sent = await send(
    chain,
    await handAt(chain, step.hand),
    'users:admin',
    method,
    `/${version}/users/${target}`,
    content,
  )
  attend(chain, target)
  return { ...sent, target }
}

const calls = {
  async create(chain: Chain, step: Step) {
    const email = newAddress()
    const common = { email, full_name: 'Somebody new' }
    chain.addresses.add(email)
    const { role, flag, scopes } = step
    const isOld = scopes.length % 4 === 0
    const body = isOld ? common : { ...common, role, ...(flag ? { password } : {}) }
    const path = isOld ? '/v1/users' : '/v2/users'
    const sent = await send(chain, await handAt(chain, step.hand), 'users:admin', 'POST', path, body)
    if (sent.reply.status === 201) chain.accounts.unshift({ id: sent.reply.body.id, email })
    return sent
  },
  setRole: (chain: Chain, step: Step) => change(chain, step, 'PATCH', 'v2', { role: step.role }),
  setPassword: (chain: Chain, step: Step) => change(chain, step, 'PATCH', 'v2', { password }),
  setBoth: (chain: Chain, step: Step) =>
    change(chain, step, 'PATCH', 'v2', { password, role: step.role, is_active: true }),
  close: (chain: Chain, step: Step) => change(chain, step, 'PATCH', step.flag ? 'v2' : 'v1', { is_active: false }),
  reopen: (chain: Chain, step: Step) => change(chain, step, 'PATCH', step.flag ? 'v2' : 'v1', { is_active: true }),
  replace: (chain: Chain, step: Step) =>
    change(chain, step, 'PUT', step.flag ? 'v2' : 'v1', {
      full_name: 'Somebody else',
      ...(step.flag ? { role: step.role } : {}),
    }),
  remove: (chain: Chain, step: Step) => change(chain, step, 'DELETE', step.flag ? 'v2' : 'v1'),
  async login(chain: Chain, { target }: Step): Promise<Sent> {
    const { id } = chosen(chain.accounts, target)
    return { hand: null, scope: null, what: `login of ${id}`, target: id, reply: await signIn(chain, id) }
  },
  async refresh(chain: Chain, { hand }: Step): Promise<Sent> {
    const refresh_token = chosen(chain.refreshTokens, hand)
    const reply = await chain.server.call('POST', '/v2/auth/refresh', { body: { refresh_token } })
    if (reply.status !== 200) return { hand: null, scope: null, what: 'refresh', reply }
    const [, claims = ''] = reply.body.access_token.split('.')
    const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString())
    takeSession(chain, sub, reply)
    return { hand: null, scope: null, what: `refresh of ${sub}`, target: sub, reply }
  },
  /** A program asks for less than it has, as a careful one does, or for more. */
  async askToken(chain: Chain, { target, scopes, flag }: Step): Promise<Sent> {
    const [id, program] = chosen([...chain.programs], target)
    const wanted = flag ? scopes : scopes.filter((scope) => program.scopes.has(scope))
    const reply = await askToken(chain, id, new Set(wanted))
    return { hand: null, scope: null, what: `token of ${id} for ${wanted.join(' ')}`, reply }
  },
  async makeKey(chain: Chain, step: Step) {
    const hand = await handAt(chain, step.hand)
    const had = hand.scopes
    const some = step.scopes.filter((scope) => had.has(scope))
    // Now and then it wants more than it has.
    const wanted = step.scopes.length % 4 === 0 ? step.scopes : step.flag || some.length === 0 ? [...had] : some
    const sent = await send(chain, hand, 'api-keys:write', 'POST', '/v2/api-keys', { name: 'Key', scopes: wanted })
    if (sent.reply.status === 201) {
      const { id: keyId, key } = sent.reply.body
      take(chain, { holder: hand.holder, kind: 'key', scopes: new Set(wanted), headers: { 'x-api-key': key }, keyId })
    }
    return sent
  },
  async revokeKey(chain: Chain, step: Step) {
    const ids = chain.hands.flatMap(({ keyId }) => keyId ?? [])
    const id = ids.length === 0 ? newId() : chosen(ids, step.target)
    return send(chain, await handAt(chain, step.hand), 'api-keys:write', 'DELETE', `/v2/api-keys/${id}`)
  },
  async handOver(chain: Chain, step: Step) {
    const { id: owner_id } = chosen(chain.accounts, step.target)
    const { id: from } = chosen(chain.accounts, step.scopes.length)
    const { db } = chain.server.database
    const task = await db.selectFrom('tasks').select('id').where('owner_id', '=', from).executeTakeFirst()
    return send(chain, await handAt(chain, step.hand), 'tasks:write', 'PATCH', `/v2/tasks/${task?.id ?? newId()}`, {
      owner_id,
    })
  },
} satisfies Record<string, (chain: Chain, step: Step) => Promise<Sent>>

export const callNames = Object.keys(calls) as (keyof typeof calls)[]

export const perform = (chain: Chain, step: Step): Promise<Sent> => calls[step.call](chain, step)

/** Mostly what was dealt with last, so that calls build on each other. */
const choice = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.nat(2) },
  { weight: 3, arbitrary: fc.nat(24) },
)

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    call: fc.constantFrom(...callNames, 'makeKey' as const, 'setRole' as const, 'setRole' as const),
    hand: choice,
    target: choice,
    role: fc.constantFrom('admin', 'staff'),
    flag: fc.boolean(),
    scopes: fc.subarray([...allScopes], { minLength: 1 }),
  }),
  { minLength: 3, maxLength: 10, size: 'max' },
)

/** Of the programs: they can do something with accounts, or with keys. */
export const programScopes: fc.Arbitrary<string[]> = fc
  .subarray([...allScopes])
  .map((some) => [...new Set([...some, 'users:admin', 'api-keys:write'])])
