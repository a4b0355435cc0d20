/** Whether a call, and a whole chain of them, gave anybody more than those who acted held. */
import { routes } from '../../../generated/v2/operations.ts'
import type { Sent } from './calls.ts'
import type { Chain, Hand } from './chain.ts'
import {
  type Account,
  heldBy,
  isUsable,
  openTo,
  partnerOf,
  reaches,
  rightsOf,
  type Scopes,
  type State,
} from './state.ts'

const beyond = (scopes: Iterable<string>, held: Scopes) => [...scopes].filter((scope) => !held.has(scope))

/** What is wrong with a call, by what was so before it and after it. */
export function faultsOf(chain: Chain, { hand, scope, target, reply }: Sent, before: State, after: State): string[] {
  if (hand === null) return reply.status === 200 ? faultsOfSignIn(reply.body.scope, target, before) : []
  const held = heldBy(hand, before, chain)
  const faults: string[] = []
  const isLetIn = ![401, 403, 429].includes(reply.status)
  if (isLetIn && scope !== null && !held.has(scope)) faults.push(`was let in without ${scope}`)
  for (const account of after.accounts.values()) {
    const old = before.accounts.get(account.id)
    if (old !== undefined && JSON.stringify(old) === JSON.stringify(account)) continue
    if (!reaches(hand.holder, 'users', account.id, after, chain)) faults.push(`changed ${account.id} of somebody else`)
    const gained = beyond(gainedBy(old, account), held)
    if (gained.length > 0) faults.push(`gave ${account.id} ${gained.join(' ')}`)
  }
  for (const key of after.keys.values()) {
    const old = before.keys.get(key.id)
    if (old?.isRevoked === key.isRevoked) continue
    const partner = partnerOf(hand.holder, before, chain)
    if (partner !== null && key.partnerId !== partner) faults.push(`changed the key ${key.id} of somebody else`)
    if (old !== undefined) continue
    if (key.maker !== hand.holder.id || key.partnerId !== partner) faults.push(`made a key for somebody else`)
    const gained = beyond(key.scopes, held)
    if (gained.length > 0) faults.push(`gave a key ${gained.join(' ')}`)
  }
  for (const [id, owner] of after.tasks) {
    const from = before.tasks.get(id)
    if (from === undefined || from === owner) continue
    for (const one of [from, owner]) {
      if (!reaches(hand.holder, 'tasks', one, before, chain)) faults.push(`moved a task of ${from} to ${owner}`)
    }
  }
  return faults.map((fault) => `${hand.name} ${fault}`)
}

/** @param old undefined: it is new, so that whoever can sign in could not before, as after a change of its password */
function gainedBy(old: Account | undefined, account: Account): Iterable<string> {
  if (old === undefined || old.passwordHash !== account.passwordHash) return openTo(account)
  return beyond(openTo(account), openTo(old))
}

function faultsOfSignIn(scope: string, target: string | undefined, before: State): string[] {
  if (target === undefined) return []
  const account = before.accounts.get(target) as Account
  const given = beyond(scope.split(' '), openTo(account))
  return given.length === 0 ? [] : [`signing in to ${target} gave ${given.join(' ')}`]
}

/** Sessions that end with a change of their account (server/SECURITY.md, API2:2023). */
export function endSessions({ hands }: Chain, before: State, after: State): void {
  for (const hand of hands) {
    const [old, now] = [before.accounts.get(hand.holder.id), after.accounts.get(hand.holder.id)]
    if (hand.kind !== 'token' || old === undefined || now === undefined) continue
    const lost = beyond(rightsOf(old), rightsOf(now)).length > 0
    if (lost || !isUsable(now) || old.passwordHash !== now.passwordHash) hand.ended = true
  }
}

type Route = (typeof routes)[number]
const schemeOf = ({ kind, holder }: Hand) =>
  kind === 'key' ? 'apiKey' : holder.kind === 'user' ? 'personToken' : 'clientCredentials'

/** A request that tells whether its sender has a scope, and does nothing. */
function probeOf(scope: string, scheme: string): Route | undefined {
  return routes.find(({ scopes, security }) => {
    const takes = scopes?.length === 1 && (scopes as readonly string[])[0] === scope
    return takes && (security as readonly string[]).includes(scheme)
  })
}

/** What nobody's hand may do who does not hold it, whatever the hand was made with. */
const probed = ['users:admin', 'audit-events:admin', 'products:write', 'orders:read']

/** What a hand can do in truth beyond what it may. */
export async function excessOf(chain: Chain, hand: Hand, state: State): Promise<string[]> {
  const held = heldBy(hand, state, chain)
  const faults: string[] = []
  for (const scope of beyond([...hand.scopes, ...probed], held)) {
    const route = probeOf(scope, schemeOf(hand))
    if (route === undefined) continue
    const body = route.method === 'GET' || route.method === 'DELETE' ? {} : { body: '{}' }
    const headers = { ...hand.headers, 'content-type': 'application/json' }
    const path = route.path.replace(/\{[^}]+\}/, 'no-id')
    const { status } = await chain.server.call(route.method, path, { headers, ...body })
    if (status === 401) break
    if (status !== 403) faults.push(`${hand.name} does ${scope}`)
  }
  return [...faults, ...(await unreached(chain, hand, state, held))]
}

/** Accounts and tasks that a hand is shown and does not reach. */
async function unreached(chain: Chain, hand: Hand, state: State, held: Scopes): Promise<string[]> {
  const { holder, headers, name } = hand
  const list = async (resource: 'users' | 'tasks'): Promise<{ id: string }[]> => {
    if (!held.has(resource === 'users' ? 'users:admin' : 'tasks:read')) return []
    const { body } = await chain.server.call('GET', `/v2/${resource}?limit=100`, { headers })
    return body?.data ?? []
  }
  const [users, tasks] = [await list('users'), await list('tasks')]
  const seen = [
    ...users.map(({ id }) => ['users', id] as const),
    ...tasks.flatMap(({ id }) => (state.tasks.has(id) ? [['tasks', state.tasks.get(id) as string] as const] : [])),
  ]
  return seen
    .filter(([resource, id]) => state.accounts.has(id) && !reaches(holder, resource, id, state, chain))
    .map(([resource, id]) => `${name} sees ${resource} of ${id}`)
}
