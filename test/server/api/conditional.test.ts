/** ETags on every resource: read again only what has changed, change only what one has read. */
import type { Stockroom } from '@stockroom/sdk'
import { describe, expect, it } from 'vitest'
import {
  type Actor,
  aCustomer,
  anInvoice,
  anOrder,
  aProduct,
  aTask,
  aUser,
  useWorld,
  type World,
} from '../../support/world.ts'

const world = useWorld()

interface Resource {
  readonly by?: Actor
  readonly given: (world: World, by: Actor) => Promise<{ id: string }>
  readonly calls: (sdk: Stockroom) => {
    // biome-ignore lint/suspicious/noExplicitAny: each resource's own SDK functions, which agree in what is used here.
    readonly [Verb in 'get' | 'patch' | 'replace' | 'delete']?: any
  }
  /** Two changes, either of which can be made to what is given. */
  readonly changes?: readonly [object, object]
  readonly replacement?: object
}

const newEmail = () => `${crypto.randomUUID()}@example.com`
const named = [{ name: 'Ada' }, { name: 'Bob' }] as const

const resources: Readonly<Record<string, Resource>> = {
  products: {
    given: aProduct,
    calls: ({ products }) => products,
    changes: named,
    replacement: { sku: 'REPLACED', name: 'Ada', price: { amount: 1, currency: 'EUR' } },
  },
  customers: {
    given: aCustomer,
    calls: ({ customers }) => customers,
    changes: named,
    replacement: { email: newEmail(), name: 'Ada' },
  },
  orders: { given: anOrder, calls: ({ orders }) => orders, changes: [{ status: 'paid' }, { status: 'cancelled' }] },
  users: {
    given: aUser,
    calls: ({ users }) => users,
    changes: [{ is_active: false }, { full_name: 'Ada Lovelace' }],
    replacement: { email: newEmail(), full_name: 'Ada Lovelace' },
  },
  tasks: {
    by: 'ada',
    given: aTask,
    calls: ({ tasks }) => tasks,
    changes: [{ description: null }, { status: 'in_progress' }],
    replacement: { title: 'Ada', status: 'pending' },
  },
  invoices: { given: anInvoice, calls: ({ invoices }) => invoices },
  'stock adjustments': {
    by: 'admin',
    given: async ({ as, ...rest }) => {
      const { id } = await aProduct({ as, ...rest })
      return as.admin.stockAdjustments.create({ product_id: id, quantity: 1, reason: 'received' })
    },
    calls: ({ stockAdjustments }) => stockAdjustments,
  },
  'audit events': {
    by: 'admin',
    given: async (all) => {
      const { data } = await all.as.admin.auditEvents.list({ object_id: (await anOrder(all)).id })
      return data[0] as { id: string }
    },
    calls: ({ auditEvents }) => auditEvents,
  },
  'API keys': {
    given: ({ as }) => as.partner.apiKeys.create({ name: 'Scanner', scopes: ['orders:read'] }),
    calls: ({ apiKeys }) => apiKeys,
  },
}

async function begin({ by = 'partner', given, calls }: Resource) {
  const { id } = await given(world, by)
  const verbs = calls(world.as[by])
  const etag = async () => (await verbs.get.withResponse(id)).headers.get('etag') as string
  return { id, etag, ...verbs }
}

const writable = Object.entries(resources).filter(([, { changes }]) => changes !== undefined)
const replaceable = Object.entries(resources).filter(([, { replacement }]) => replacement !== undefined)
const deletable = Object.entries(resources).filter(
  ([name]) => replaceable.some(([other]) => other === name) || name === 'API keys',
)

describe.each(Object.entries(resources))('%s', (_, resource) => {
  it('have a strong ETag, and are not sent again to whoever has them', async () => {
    const { id, etag, get } = await begin(resource)
    const tag = await etag()
    expect(tag).toMatch(/^"[^"]+"$/)
    for (const ifNoneMatch of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      expect(await get.safe(id, { ifNoneMatch })).toMatchObject({ ok: true, status: 304, data: undefined })
    }
    expect(await get.safe(id, { ifNoneMatch: '"other"' })).toMatchObject({ ok: true, status: 200, data: { id } })
  })
})

describe.each(writable)('%s', (_, resource) => {
  const [one, other] = resource.changes as readonly [object, object]

  it('are changed by one of two who have read the same', async () => {
    const { id, etag, patch } = await begin(resource)
    const ifMatch = await etag()
    const results = await Promise.all([one, other].map((change) => patch.safe(id, change, { ifMatch })))
    expect(results.map(({ status }) => status).sort()).toEqual([200, 412])
    const now = await etag()
    expect(now).not.toBe(ifMatch)
    expect(results.find(({ ok }) => ok).headers.get('etag')).toBe(now)
    expect(results.find(({ ok }) => !ok).code).toBe('PRECONDITION_FAILED')
  })

  it.each(['*', 'one of several'])('are changed under If-Match: %s', async (kind) => {
    const { id, etag, patch } = await begin(resource)
    const ifMatch = kind === '*' ? kind : `"99", ${await etag()}`
    expect(await patch.safe(id, one, { ifMatch })).toMatchObject({ ok: true, status: 200 })
  })

  it('are left alone under a tag that is weak, old or none of ours', async () => {
    const { id, etag, patch } = await begin(resource)
    const tag = await etag()
    for (const ifMatch of [`W/${tag}`, '"99"', '"x"', tag.slice(1, -1)]) {
      expect(await patch.safe(id, one, { ifMatch })).toMatchObject({ ok: false, status: 412 })
    }
    expect(await etag()).toBe(tag)
  })
})

describe.each(replaceable)('%s', (_, resource) => {
  it('are replaced only as they were read', async () => {
    const { id, etag, replace } = await begin(resource)
    const ifMatch = await etag()
    expect(await replace.safe(id, resource.replacement, { ifMatch: '"99"' })).toMatchObject({ status: 412 })
    expect(await replace.safe(id, resource.replacement, { ifMatch })).toMatchObject({ status: 200 })
    expect(await replace.safe(id, resource.replacement, { ifMatch })).toMatchObject({ status: 412 })
  })
})

describe.each(deletable)('%s', (_, resource) => {
  it('are deleted only as they were read, and then answer 404 to every verb', async () => {
    const { id, etag, get, patch, replace, delete: remove } = await begin(resource)
    expect(await remove.safe(id, { ifMatch: '"99"' })).toMatchObject({ status: 412 })
    expect(await remove.safe(id, { ifMatch: await etag() })).toMatchObject({ ok: true, status: 204 })
    const gone = { ok: false, status: 404, code: 'NOT_FOUND' }
    expect(await get.safe(id)).toMatchObject(gone)
    expect(await remove.safe(id, { ifMatch: '*' })).toMatchObject(gone)
    if (patch !== undefined) expect(await patch.safe(id, {})).toMatchObject(gone)
    if (replace !== undefined) expect(await replace.safe(id, resource.replacement)).toMatchObject(gone)
  })
})
