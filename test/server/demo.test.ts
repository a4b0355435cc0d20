import { describe, expect, it } from 'vitest'
import { listProducts } from '../../server/actions/products.ts'
import { passwordMatches } from '../../server/auth/passwords.ts'
import { secretMatches } from '../../server/auth/secrets.ts'
import { findClient, findPerson } from '../../server/db/queries/credentials.ts'
import { seedDemo } from '../../server/demo.ts'
import { useDatabase } from '../support/database.ts'
import { merchant } from '../support/store.ts'

const store = useDatabase()

describe('the demo data', () => {
  it('are put in once, however many nodes start however often', async () => {
    await Promise.all([seedDemo(store), seedDemo(store)])
    await seedDemo(store)
    const query = { limit: 1_000, cursor: null, sort: 'sku', status: null, sku: null } as const
    const { items } = await listProducts(store.lists(merchant), merchant, query)
    expect(items).toHaveLength(200)
    expect(new Set(items.map(({ name }) => name)).size).toBe(200)
    expect(items.filter(({ status, stock }) => status === 'active' && stock > 10).length).toBeGreaterThan(150)
  })

  it('hold a partner and a person who can sign in', async () => {
    const { client, person } = await seedDemo(store)
    const found = await findClient(store.reads, client.id)
    expect(secretMatches(found?.secretHashes ?? [], client.secret)).toBe(true)
    expect(found?.scopes).toContain('invoices:read')
    const admin = await findPerson(store.reads, person.email)
    expect(admin).toMatchObject({ role: 'admin', partnerId: null })
    expect(await passwordMatches(admin?.passwordHash ?? null, person.password)).toBe(true)
  })

  it('of an earlier version get the scopes of this one', async () => {
    const { client } = await seedDemo(store)
    const scopesNow = async () => (await findClient(store.reads, client.id))?.scopes
    const before = await scopesNow()
    await store.db
      .updateTable('oauth_clients')
      .set({ scopes: ['orders:read'] })
      .where('id', '=', client.id)
      .execute()
    await seedDemo(store)
    expect(await scopesNow()).toEqual(before)
  })

  it('know nobody else', async () => {
    expect(await findClient(store.reads, 'nobody')).toBeUndefined()
    expect(await findPerson(store.reads, 'nobody@stockroom.test')).toBeUndefined()
  })
})
