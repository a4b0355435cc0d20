/** What is so between two calls: accounts, keys and tasks as they are kept, and by the rules what each hand may do then. */
import { sql } from 'kysely'
import type { Role } from '../../../server/domain/role.ts'
import { lackedBy, type Position, reachOf } from '../matrix/rules.ts'
import { allScopes, type Chain, type Hand, type Holder } from './chain.ts'

export interface Account {
  readonly id: string
  readonly partnerId: string | null
  readonly role: Role
  readonly passwordHash: string | null
  readonly isActive: boolean
  readonly isDeleted: boolean
}

export interface Key {
  readonly id: string
  readonly partnerId: string | null
  readonly scopes: readonly string[]
  readonly maker: string | null
  readonly isRevoked: boolean
}

export interface State {
  readonly accounts: ReadonlyMap<string, Account>
  readonly keys: ReadonlyMap<string, Key>
  /** Whose each task is, by its id. */
  readonly tasks: ReadonlyMap<string, string>
}

export type Scopes = ReadonlySet<string>
const nothing: Scopes = new Set()

export async function stateOf({ server, accounts, addresses, programs, hands }: Chain): Promise<State> {
  const { db } = server.database
  const known = accounts.map(({ id }) => id)
  const named = sql<boolean>`(id in (${sql.join(known)}) or lower(email) in (${sql.join([...addresses])}) and deleted_at is null)`
  const users = await db.selectFrom('users').selectAll().where(named).execute()
  const ids = users.map(({ id }) => id)
  const made = hands.flatMap(({ keyId }) => keyId ?? [])
  const [keys, tasks] = await Promise.all([
    db
      .selectFrom('api_keys')
      .selectAll()
      .where(({ or, eb }) =>
        or([
          eb('user_id', 'in', ids),
          eb('client_id', 'in', [...programs.keys()]),
          ...(made.length === 0 ? [] : [eb('id', 'in', made)]),
        ]),
      )
      .execute(),
    db.selectFrom('tasks').select(['id', 'owner_id']).where('owner_id', 'in', ids).execute(),
  ])
  return {
    accounts: new Map(
      users.map((row) => [
        row.id,
        {
          id: row.id,
          partnerId: row.partner_id,
          role: row.role,
          passwordHash: row.password_hash,
          isActive: row.is_active,
          isDeleted: row.deleted_at !== null,
        },
      ]),
    ),
    keys: new Map(
      keys.map((row) => [
        row.id,
        {
          id: row.id,
          partnerId: row.partner_id,
          scopes: row.scopes,
          maker: row.user_id ?? row.client_id,
          isRevoked: row.revoked_at !== null,
        },
      ]),
    ),
    tasks: new Map(tasks.map(({ id, owner_id }) => [id, owner_id])),
  }
}

const positionOf = (partnerId: string | null, acts: 'admin' | 'staff' | 'program'): Position =>
  `${partnerId === null ? 'merchant' : 'partner'} ${acts}`

/** What a role gives, whether anybody can sign in or not. */
export function rightsOf({ partnerId, role }: Account): Scopes {
  const lacked = lackedBy(positionOf(partnerId, role))
  return new Set(allScopes.filter((scope) => !lacked.has(scope)))
}

/** What whoever signs in to the account may do. */
export function openTo(account: Account): Scopes {
  return isUsable(account) && account.passwordHash !== null ? rightsOf(account) : nothing
}

export function isUsable({ isActive, isDeleted }: Account): boolean {
  return isActive && !isDeleted
}

/** What the holder may do now, whatever they hold in their hands. */
export function mayDo({ kind, id }: Holder, { accounts }: State, { programs }: Chain): Scopes {
  if (kind === 'client') return programs.get(id)?.scopes ?? nothing
  const account = accounts.get(id)
  return account !== undefined && isUsable(account) ? rightsOf(account) : nothing
}

/** What a hand lets its holder do now. */
export function heldBy({ holder, scopes, keyId, ended }: Hand, state: State, chain: Chain): Scopes {
  if (ended || (keyId !== undefined && state.keys.get(keyId)?.isRevoked !== false)) return nothing
  const now = mayDo(holder, state, chain)
  return new Set([...scopes].filter((scope) => now.has(scope)))
}

export function partnerOf({ kind, id }: Holder, { accounts }: State, { programs }: Chain): string | null {
  return (kind === 'user' ? accounts.get(id) : programs.get(id))?.partnerId as string | null
}

/** Whether a holder reaches what is of this account: by its partner, or as a task of its own. */
export function reaches(holder: Holder, resource: 'users' | 'tasks', id: string, state: State, chain: Chain): boolean {
  const partnerId = partnerOf(holder, state, chain)
  const acts = holder.kind === 'client' ? 'program' : (state.accounts.get(holder.id) as Account).role
  const reach = reachOf(positionOf(partnerId, acts), resource)
  if (reach === 'none' || reach === 'all') return reach === 'all'
  return reach === 'own' ? id === holder.id : state.accounts.get(id)?.partnerId === partnerId
}
