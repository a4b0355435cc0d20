/** What a node remembers of accounts and keys, while they change. */
import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import { hashApiKey, makeApiKey } from '../../../server/auth/api-key.ts'
import { createKeyCheck } from '../../../server/auth/key-check.ts'
import { createStanding } from '../../../server/auth/standing.ts'
import type { Database } from '../../../server/db/database.ts'
import type { Principal } from '../../../server/domain/principal.ts'
import { useDatabase } from '../../support/database.ts'
import { insertClient } from '../../support/fixtures.ts'

const store = useDatabase()

/** Reads whose answers are on their way until they are let go. */
function slowReads() {
  const found = Promise.withResolvers<void>()
  const letGo = Promise.withResolvers<void>()
  const reads = store.reads.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      found.resolve()
      await letGo.promise
      return result
    },
  })
  return { reads, found: found.promise, letGo: letGo.resolve }
}

interface Checked {
  good(): Promise<boolean>
  forget(): void
}

const of: Record<string, (client: Principal, reads: Database['reads'], now: () => number) => Promise<Checked>> = {
  async 'an account'(client, reads, now) {
    const { check, forget } = createStanding(reads, now)
    return { good: async () => check(client), forget }
  },
  async 'a key'(client, reads, now) {
    const key = makeApiKey()
    const { id: client_id, partnerId: partner_id } = client
    const row = { id: newId(), partner_id, client_id, name: 'Key', prefix: 'stk_', hash: hashApiKey(key), scopes: [] }
    await store.db.insertInto('api_keys').values(row).execute()
    const { authenticate, forget } = createKeyCheck({ db: store.db, reads }, [], now)
    return { good: async () => (await authenticate(key, async () => {})) !== null, forget }
  },
}

describe.each(Object.entries(of))('of %s', (_, checkedOf) => {
  const close = ({ id }: Principal) =>
    store.db.updateTable('oauth_clients').set({ is_active: false }).where('id', '=', id).execute()

  it('is forgotten although the answer was on its way', async () => {
    const client = await insertClient(store, null)
    const { reads, found, letGo } = slowReads()
    const { good, forget } = await checkedOf(client, reads, () => 0)
    const asking = good()
    await found
    await close(client)
    forget()
    letGo()
    expect(await asking).toBe(true)
    expect(await good()).toBe(false)
  })

  it('holds three seconds from when it was asked for', async () => {
    const client = await insertClient(store, null)
    const { reads, found, letGo } = slowReads()
    let time = 0
    const { good } = await checkedOf(client, reads, () => time)
    const asking = good()
    await found
    await close(client)
    time = 2_000
    letGo()
    expect(await asking).toBe(true)
    time = 2_999
    expect(await good()).toBe(true)
    time = 3_001
    expect(await good()).toBe(false)
  })
})
