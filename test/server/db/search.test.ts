import fc from 'fast-check'
import { type CompiledQuery, sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { listProducts, type ProductQuery } from '../../../server/actions/products.ts'
import type { ListReader } from '../../../server/db/database.ts'
import { useDatabase } from '../../support/database.ts'
import { merchant, newProduct } from '../../support/store.ts'

const store = useDatabase()
beforeAll(async () => {
  await newProduct(store, { sku: 'LAMP-01', name: 'Desk lamp, oak', description: 'Warm\nlight (2700K); jointed arm' })
  await newProduct(store, { sku: 'LAMP.02', name: 'Floor lamp', description: null })
  await newProduct(store, { sku: 'X-9', name: 'Crème brûlée ÉCLAIR', description: 'for lamplight dinners' })
})

async function found(search: string, more: Partial<ProductQuery> = {}): Promise<string[]> {
  const query = { limit: 10, cursor: null, sort: 'sku', status: null, sku: null, ...more, search } as const
  return (await listProducts(store.lists(merchant), merchant, query)).items.map(({ sku }) => sku)
}

describe('searching products', () => {
  it.each([
    ['desk lamp', ['LAMP-01']],
    ['LAMP desk', ['LAMP-01']],
    ['lamp', ['LAMP-01', 'LAMP.02', 'X-9']],
    ['lamp-0', ['LAMP-01', 'LAMP.02']],
    ['lamp-01', ['LAMP-01']],
    ['2700k', ['LAMP-01']],
    ['light', ['LAMP-01']],
    ['éclair', ['X-9']],
    ['brû crème', ['X-9']],
    ['amp', []],
    ['desk sofa', []],
    ['--', []],
    ["'; drop table products; --", []],
  ])('for %j finds %j', async (search, want) => {
    expect(await found(search)).toEqual(want)
  })

  it('goes with the other filters, and from page to page', async () => {
    expect(await found('lamp', { sku: 'X-9' })).toEqual(['X-9'])
    const query = { limit: 2, cursor: null, sort: 'sku', status: 'active', sku: null, search: 'lamp' } as const
    const { nextCursor } = await listProducts(store.lists(merchant), merchant, query)
    const rest = await listProducts(store.lists(merchant), merchant, { ...query, cursor: nextCursor })
    expect(rest.items.map(({ sku }) => sku)).toEqual(['X-9'])
  })

  it('walks a list only for words that many have: else it would read every product to find none', async () => {
    await store.db.connection().execute((connection) =>
      sql`insert into products (id, sku, name, description, price_amount, price_currency, stock, status)
        select gen_random_uuid(), 'MANY-' || n, 'Rug', case when n <= 5 then 'few' end, 100, 'EUR', 1, 'active'
        from generate_series(1, 2001) n`.execute(connection),
    )
    const texts: string[] = []
    const spy: ListReader = {
      read: (list, statement) =>
        store.lists(merchant).read(list, (db) =>
          statement(
            new Proxy(db, {
              get: (target, name) => {
                const member = Reflect.get(target, name, target)
                if (name !== 'executeQuery') return typeof member === 'function' ? member.bind(target) : member
                return (query: CompiledQuery) => {
                  texts.push(query.sql)
                  return target.executeQuery(query)
                }
              },
            }),
          ),
        ),
    }
    const query = { limit: 3, cursor: null, sort: 'sku', status: 'active', sku: null } as const
    const walks = async (search: string) => {
      texts.length = 0
      const first = await listProducts(spy, merchant, { ...query, search })
      const second = await listProducts(spy, merchant, { ...query, search, cursor: first.nextCursor })
      const skus = [...first.items, ...second.items].map(({ sku }) => sku)
      return { skus, walked: !texts.at(-1)?.includes('find_products') }
    }
    const six = ['MANY-1', 'MANY-10', 'MANY-100', 'MANY-1000', 'MANY-1001', 'MANY-1002']
    expect(await walks('rug')).toEqual({ skus: six, walked: true })
    expect(await walks('few')).toEqual({
      skus: six.slice(0, 1).concat('MANY-2', 'MANY-3', 'MANY-4', 'MANY-5'),
      walked: false,
    })
    expect((await listProducts(spy, merchant, { ...query, search: 'none' })).items).toEqual([])
    expect(texts.at(-1)).toContain('find_products')
  })

  it('minds no text whatever', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        expect(Array.isArray(await found(text.replaceAll('\0', '')))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
