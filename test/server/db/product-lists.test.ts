import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listProducts, type ProductQuery } from '../../../server/actions/products.ts'
import { openDatabase } from '../../../server/db/database.ts'
import type { Product } from '../../../server/domain/product.ts'
import { createTestDatabase, useDatabase } from '../../support/database.ts'
import { merchant, newProduct, refusalOf } from '../../support/store.ts'

const store = useDatabase()
const first: ProductQuery = { limit: 3, cursor: null, sort: 'created_at', status: null, sku: null }

async function walk(query: Partial<ProductQuery>, between: () => Promise<void> = async () => {}): Promise<Product[]> {
  const seen: Product[] = []
  for (let cursor: string | null = null; ; await between()) {
    const page: Awaited<ReturnType<typeof listProducts>> = await listProducts(store.lists(merchant), merchant, {
      ...first,
      ...query,
      cursor,
    })
    seen.push(...page.items)
    cursor = page.nextCursor
    if (cursor === null) return seen
  }
}

describe('a list of products', () => {
  it('gives every row once, in the order that was asked for, whatever the page size', async () => {
    const names = ['b', 'a', 'a', 'a', 'c', 'ä', 'B', 'a']
    const made: Product[] = []
    for (const name of names) made.push(await newProduct(store, { name }))
    const compare = {
      name: (a: Product, b: Product) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1),
      sku: (a: Product, b: Product) => (a.sku < b.sku ? -1 : 1),
      created_at: (a: Product, b: Product) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1),
    }
    for (const [name, order] of Object.entries(compare) as [keyof typeof compare, typeof compare.name][]) {
      const want = made.toSorted(order).map(({ id }) => id)
      for (const limit of [1, 2, 3, 7, 8, 9, 100]) {
        expect((await walk({ sort: name, limit })).map(({ id }) => id)).toEqual(want)
        expect((await walk({ sort: `-${name}`, limit })).map(({ id }) => id)).toEqual(want.toReversed())
      }
    }
  })

  it('keeps to its filters', async () => {
    const off = await newProduct(store, { status: 'inactive', sku: 'OFF' })
    expect((await walk({ status: 'inactive' })).map(({ id }) => id)).toEqual([off.id])
    expect((await walk({ sku: 'OFF' })).map(({ id }) => id)).toEqual([off.id])
    expect(await walk({ sku: 'OFF', status: 'active' })).toEqual([])
    expect((await walk({ status: 'active' })).every(({ status }) => status === 'active')).toBe(true)
  })

  it('goes on only under the sort and the filters it began with', async () => {
    const { nextCursor: cursor } = await listProducts(store.lists(merchant), merchant, first)
    const others: Partial<ProductQuery>[] = [
      { sort: '-created_at' },
      { sort: 'name' },
      { status: 'active' },
      { sku: 'x' },
    ]
    for (const other of others) {
      expect(await refusalOf(listProducts(store.lists(merchant), merchant, { ...first, ...other, cursor }))).toBe(
        'CURSOR_INVALID',
      )
    }
    expect(await refusalOf(listProducts(store.lists(merchant), merchant, { ...first, limit: 5, cursor }))).toBe(
      'not refused',
    )
  })

  it('misses and repeats none of the rows that stay, while others come and go', async () => {
    const step = fc.record({
      limit: fc.integer({ min: 1, max: 7 }),
      insert: fc.nat(3),
      remove: fc.nat(2),
      seed: fc.nat(),
    })
    const sorts = fc.constantFrom<ProductQuery['sort']>('created_at', '-created_at', 'name', '-name', 'sku', '-sku')
    await fc.assert(
      fc.asyncProperty(
        sorts,
        fc.constantFrom(null, 'active' as const),
        step,
        async (sort, status, { limit, insert, remove, seed }) => {
          const old = await walk({ limit: 100, status })
          const removed = new Set<string>()
          let turn = seed
          const seen = await walk({ sort, limit, status }, async () => {
            if (turn++ - seed > 12) return
            for (let count = 0; count < insert; count++)
              await newProduct(store, { name: String.fromCharCode(97 + (turn % 26)) })
            for (let count = 0; count < remove; count++)
              removed.add((old[(turn * 7 + count) % old.length] as Product).id)
            const gone = [...removed]
            if (gone.length > 0)
              await store.db.updateTable('products').set({ deleted_at: new Date() }).where('id', 'in', gone).execute()
          })
          const ids = seen.map(({ id }) => id)
          expect(new Set(ids).size).toBe(ids.length)
          expect(old.filter(({ id }) => !removed.has(id) && !ids.includes(id))).toEqual([])
        },
      ),
      { numRuns: 25 },
    )
  }, 60_000)

  it('is empty where there is nothing', async () => {
    const fresh = await createTestDatabase()
    const { lists, close } = openDatabase({ url: fresh.url })
    expect(await listProducts(lists(merchant), merchant, first)).toEqual({ items: [], nextCursor: null })
    await close()
    await fresh.drop()
  })
})
