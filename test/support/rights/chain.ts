/** Two partners and the merchant, their people and programs, and every hand on a door that a chain of calls gets hold of. */
import { hash } from '@node-rs/argon2'
import { v7 as newId } from 'uuid'
import { hashSecret } from '../../../server/auth/secrets.ts'
import type { Role } from '../../../server/domain/role.ts'
import type { Reply } from '../call.ts'
import { everyScope, insertPartner } from '../fixtures.ts'
import { keepSecret } from '../secrets.ts'
import type { TestServer } from '../server.ts'

/** Somebody who acts: a person by their account, or a program. */
export interface Holder {
  readonly kind: 'user' | 'client'
  readonly id: string
}

/** What lets its holder in. */
export interface Hand {
  readonly name: string
  readonly holder: Holder
  readonly kind: 'token' | 'key'
  /** That the token was issued with, or the key made with. */
  readonly scopes: ReadonlySet<string>
  readonly headers: Readonly<Record<string, string>>
  /** Of a key. */
  readonly keyId?: string
  /** Its account has changed since so that whoever signed in before must do so again. */
  ended: boolean
}

export interface Person {
  readonly id: string
  readonly email: string
}

export interface Program {
  readonly id: string
  readonly partnerId: string | null
  readonly scopes: ReadonlySet<string>
}

export interface Chain {
  readonly server: TestServer
  readonly programs: ReadonlyMap<string, Program>
  /** Of accounts, those that were asked for in vain included. */
  readonly addresses: Set<string>
  /** Whoever was last acted for or changed comes first. */
  readonly accounts: Person[]
  /** The newest first. */
  readonly hands: Hand[]
  /** Those who have not acted yet. */
  readonly waiting: Holder[]
  readonly refreshTokens: string[]
  /** What was done so far, and what came of it. */
  readonly story: string[]
}

export const password = 'the password of everybody'
export const secret = 'the secret of every program'

// Signing in takes as long as the hash says, and these are for signing in often.
const known = hash(password, { memoryCost: 8, timeCost: 1 })

/** Somebody of each role of each side, one admin who cannot sign in, one whose account is closed, and a program. */
export async function beginChain(server: TestServer, programScopes: readonly string[]): Promise<Chain> {
  const { db } = server.database
  keepSecret(password)
  const password_hash = await known
  const partners = [await insertPartner(server.database, 'A'), await insertPartner(server.database, 'B'), null]
  const account = (partner_id: string | null, role: Role, more: { password_hash?: null; is_active?: false } = {}) => {
    const id = newId()
    return { id, partner_id, email: newAddress(), full_name: 'Somebody', role, password_hash, is_active: true, ...more }
  }
  const people = partners.flatMap((partner) => [
    account(partner, 'admin'),
    account(partner, 'admin'),
    account(partner, 'staff'),
    account(partner, 'admin', { password_hash: null }),
    account(partner, 'admin', { is_active: false }),
  ])
  const programs = partners.map((partnerId) => ({
    id: `program-${newId()}`,
    partnerId,
    scopes: new Set(programScopes),
  }))
  await db.insertInto('users').values(people).execute()
  const secret_hashes = [hashSecret(secret)]
  const rows = programs.map(({ id, partnerId: partner_id, scopes }) => {
    return { id, partner_id, name: id, secret_hashes, scopes: [...scopes] }
  })
  await db.insertInto('oauth_clients').values(rows).execute()
  const tasks = people.map(({ id: owner_id }) => ({ id: newId(), title: 'Pack', status: 'pending' as const, owner_id }))
  await db.insertInto('tasks').values(tasks).execute()

  const canSignIn = people.filter((row) => row.is_active && row.password_hash !== null)
  return {
    server,
    programs: new Map(programs.map((program) => [program.id, program])),
    addresses: new Set(people.map(({ email }) => email)),
    accounts: people.map(({ id, email }) => ({ id, email })),
    hands: [],
    waiting: [
      ...canSignIn.map(({ id }): Holder => ({ kind: 'user', id })),
      ...programs.map(({ id }): Holder => ({ kind: 'client', id })),
    ],
    refreshTokens: [],
    story: [],
  }
}

export const newAddress = () => `${newId()}@rights.test`

/** Whoever was dealt with last comes first. */
export function attend({ accounts }: Chain, id: string): void {
  const at = accounts.findIndex((account) => account.id === id)
  accounts.unshift(...accounts.splice(at, 1))
}

export function take(chain: Chain, given: Omit<Hand, 'name' | 'ended'>): void {
  const name = `${given.kind} ${chain.hands.length} of ${given.holder.kind} ${given.holder.id}`
  chain.hands.unshift({ ...given, name, ended: false })
}

/** One that there is, or that of somebody who comes in now; who is shut out by then stands there with nothing. */
export async function handAt(chain: Chain, at: number): Promise<Hand> {
  const { hands, waiting, programs } = chain
  if (at < hands.length || waiting.length === 0) return hands[at % hands.length] as Hand
  const [holder] = waiting.splice((at - hands.length) % waiting.length, 1) as [Holder]
  const { id } = holder
  const scopes = programs.get(id)?.scopes
  const { status } = await (scopes === undefined ? signIn(chain, id) : askToken(chain, id, scopes))
  if (status !== 200) take(chain, { holder, kind: 'token', scopes: new Set(), headers: {} })
  return hands[0] as Hand
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** With the one password that anybody here has. @returns the answer, and the scopes that it gave */
export async function signIn(chain: Chain, id: string): Promise<Reply> {
  const { email } = chain.accounts.find((account) => account.id === id) as Person
  const reply = await chain.server.call('POST', '/v2/auth/login', { body: { email, password } })
  if (reply.status === 200) takeSession(chain, id, reply)
  return reply
}

export function takeSession(chain: Chain, id: string, { body }: Reply): void {
  const scopes = new Set<string>(body.scope.split(' '))
  take(chain, { holder: { kind: 'user', id }, kind: 'token', scopes, headers: bearer(body.access_token) })
  chain.refreshTokens.unshift(body.refresh_token)
}

/** @param scopes of a program, all or some of those that it has */
export async function askToken(chain: Chain, id: string, scopes: ReadonlySet<string>): Promise<Reply> {
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret, scope: [...scopes].join(' ') }
  const reply = await chain.server.call('POST', '/v2/oauth/token', {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  })
  if (reply.status !== 200) return reply
  const granted = new Set<string>(reply.body.scope.split(' '))
  take(chain, {
    holder: { kind: 'client', id },
    kind: 'token',
    scopes: granted,
    headers: bearer(reply.body.access_token),
  })
  return reply
}

export const allScopes: readonly string[] = [...everyScope]
