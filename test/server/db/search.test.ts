import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { listProducts, type ProductQuery } from '../../../server/actions/products.ts'
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

  it('minds no text whatever', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        expect(Array.isArray(await found(text.replaceAll('\0', '')))).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
