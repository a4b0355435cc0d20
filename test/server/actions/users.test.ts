import { describe, expect, it } from 'vitest'
import * as users from '../../../server/actions/users.ts'
import { allScopes } from '../../../server/api/scopes.ts'
import { transact } from '../../../server/db/database.ts'
import { findPerson } from '../../../server/db/queries/credentials.ts'
import type { UserPatch } from '../../../server/domain/user.ts'
import { useDatabase } from '../../support/database.ts'
import { actorOf, eventsOf, merchant, newPartner, newUser, refusalOf } from '../../support/store.ts'

const store = useDatabase()
const patch = (id: string, change: UserPatch, expected: number[] | null = null) =>
  transact(store.db, (trx) => users.patchUser(trx, merchant, id, change, expected, allScopes))

describe('a user', () => {
  it('is read as created, and by itself', async () => {
    const user = await newUser(store, { email: 'Grace@Example.com' })
    expect(await users.getUser(store.reads, merchant, user.id)).toEqual(user)
    expect(await users.getCurrentUser(store.reads, actorOf(user))).toEqual(user)
    expect(await refusalOf(users.getCurrentUser(store.reads, await newPartner(store)))).toBe('NOT_FOUND')
  })

  it('signs in by an address of any case, while active and not deleted', async () => {
    const { id } = await newUser(store, { email: 'Sign.In@Example.com' })
    const found = async () => (await findPerson(store.reads, 'sign.in@example.com'))?.passwordHash
    expect(await found()).toBeNull()
    await patch(id, { passwordHash: 'hash' })
    expect(await found()).toBe('hash')
    await patch(id, { isActive: false })
    expect(await found()).toBeUndefined()
    await patch(id, { isActive: true })
    await transact(store.db, (trx) => users.deleteUser(trx, merchant, id, null))
    expect(await found()).toBeUndefined()
    expect(await refusalOf(users.getUser(store.reads, merchant, id))).toBe('NOT_FOUND')
  })

  it('keeps its password when it is replaced, and never shows its hash', async () => {
    const { id } = await newUser(store, { email: 'kept@example.com' })
    await patch(id, { passwordHash: 'secret-hash' })
    const content = { email: 'kept@example.com', fullName: 'New Name', role: 'admin', isActive: true } as const
    const replaced = await transact(store.db, (trx) => users.replaceUser(trx, merchant, id, content, [2], allScopes))
    expect(replaced).toMatchObject({ ...content, version: 3 })
    expect((await findPerson(store.reads, 'kept@example.com'))?.passwordHash).toBe('secret-hash')
    const events = await eventsOf(store, id)
    expect(events.map(({ action, after }) => [action, after])).toMatchObject([
      ['user.created', { full_name: 'Grace Hopper', is_active: true }],
      ['user.updated', { password: 'changed' }],
      ['user.updated', { full_name: 'New Name', role: 'admin' }],
    ])
    expect(JSON.stringify([replaced, events])).not.toContain('secret-hash')
  })

  it('has an address of its own', async () => {
    const { id } = await newUser(store, { email: 'one@example.com' })
    expect(await refusalOf(newUser(store, { email: 'ONE@example.com' }))).toBe('USER_EMAIL_TAKEN')
    const other = await newUser(store)
    expect(await refusalOf(patch(other.id, { email: 'oNe@example.com' }))).toBe('USER_EMAIL_TAKEN')
    await transact(store.db, (trx) => users.deleteUser(trx, merchant, id, null))
    expect(await refusalOf(patch(other.id, { email: 'One@example.com' }))).toBe('not refused')
  })

  it('is listed by role, activity and address', async () => {
    const base = { limit: 100, cursor: null, sort: 'full_name', createdFrom: null, createdBefore: null } as const
    const made = [
      await newUser(store, { fullName: 'zz A', role: 'admin', email: 'zz@example.com' }),
      await newUser(store, { fullName: 'zz B', isActive: false }),
    ]
    const listed = async (filters: object) => {
      const query = { ...base, role: null, isActive: null, email: null, ...filters }
      const { items } = await users.listUsers(store.lists(merchant), merchant, query)
      return items.filter(({ fullName }) => fullName.startsWith('zz')).map(({ id }) => id)
    }
    const [admin, idle] = made.map(({ id }) => id)
    expect(await listed({})).toEqual([admin, idle])
    expect(await listed({ role: 'admin' })).toEqual([admin])
    expect(await listed({ isActive: false })).toEqual([idle])
    expect(await listed({ email: 'ZZ@EXAMPLE.COM' })).toEqual([admin])
    expect(await listed({ role: 'staff', isActive: true })).toEqual([])
  })

  it('leaves a trace when it signs in', async () => {
    const user = await newUser(store)
    await transact(store.db, (trx) => users.recordSignIn(trx, actorOf(user)))
    const [, signedIn] = await eventsOf(store, user.id)
    expect(signedIn).toMatchObject({
      action: 'user.signed_in',
      actor: { kind: 'user', subject: user.id },
      requestId: 'request-1',
    })
  })
})
