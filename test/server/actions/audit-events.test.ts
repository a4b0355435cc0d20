import { describe, expect, it } from 'vitest'
import { listAuditEvents } from '../../../server/actions/audit-events.ts'
import type { ListReader } from '../../../server/db/database.ts'
import { useDatabase } from '../../support/database.ts'
import { merchant } from '../../support/fixtures.ts'
import { newProduct } from '../../support/store.ts'

const store = useDatabase()
const all = { objectId: null, actorSubject: null, createdFrom: null, createdBefore: null }
const query = { ...all, limit: 20, cursor: null, sort: '-created_at' } as const

describe('an action and the kind of an object', () => {
  it('that do not go together are known to have no events, without a look', async () => {
    const reader: ListReader = { read: () => expect.unreachable('nothing is to be read') }
    for (const objectType of ['product', 'invoice', 'api_key'] as const) {
      const page = await listAuditEvents(reader, merchant, { ...query, action: 'order.paid', objectType })
      expect(page).toEqual({ items: [], nextCursor: null })
    }
  })

  it('that go together are one condition, and its pages go on', async () => {
    for (let turn = 0; turn < 3; turn++) await newProduct(store)
    const wanted = { ...query, limit: 2, action: 'product.created', objectType: 'product' } as const
    const first = await listAuditEvents(store.lists(merchant), merchant, wanted)
    const cursor = first.nextCursor
    const second = await listAuditEvents(store.lists(merchant), merchant, { ...wanted, cursor })
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null])
    expect(new Set([...first.items, ...second.items].map(({ action }) => action))).toEqual(new Set(['product.created']))
  })
})
