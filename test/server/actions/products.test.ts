import { describe, expect, it } from 'vitest'
import * as products from '../../../server/actions/products.ts'
import { transact } from '../../../server/db/database.ts'
import { useDatabase } from '../../support/database.ts'
import { merchant, newProduct, refusalOf } from '../../support/store.ts'

const store = useDatabase()
const read = (id: string) => products.getProduct(store.reads, merchant, id)
const unknown = '019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f'

describe('a product', () => {
  it('is read as it was created', async () => {
    const created = await newProduct(store, { name: 'Straße ☂', description: 'a\nb', stock: 1_000_000_000 })
    expect(await read(created.id)).toEqual(created)
    expect(created).toMatchObject({
      name: 'Straße ☂',
      description: 'a\nb',
      stock: 1_000_000_000,
      version: 1,
      status: 'active',
    })
  })

  it('is absent where it never was', async () => {
    expect(await refusalOf(read(unknown))).toBe('NOT_FOUND')
  })

  it('is replaced whole, its stock aside', async () => {
    const { id, sku } = await newProduct(store, { description: 'old', stock: 7 })
    const content = {
      sku,
      name: 'New',
      description: null,
      price: { amount: 5, currency: 'USD' },
      status: 'inactive',
    } as const
    const replaced = await transact(store.db, (trx) => products.replaceProduct(trx, merchant, id, content, null))
    expect(replaced).toMatchObject({ ...content, stock: 7, version: 2 })
    expect(await read(id)).toEqual(replaced)
  })

  it('is patched only where the patch says so', async () => {
    const before = await newProduct(store, { description: 'old', stock: 7 })
    const after = await transact(store.db, (trx) =>
      products.patchProduct(trx, merchant, before.id, { price: { amount: 1 } }, null),
    )
    expect(after).toEqual({ ...before, price: { amount: 1, currency: 'EUR' }, version: 2, updatedAt: after.updatedAt })
  })

  it('is gone once deleted, and frees its SKU', async () => {
    const { id, sku } = await newProduct(store)
    await transact(store.db, (trx) => products.deleteProduct(trx, merchant, id, null))
    expect(await refusalOf(read(id))).toBe('NOT_FOUND')
    expect(await refusalOf(transact(store.db, (trx) => products.deleteProduct(trx, merchant, id, null)))).toBe(
      'NOT_FOUND',
    )
    expect((await newProduct(store, { sku })).sku).toBe(sku)
  })
})

describe('a SKU', () => {
  it('cannot be taken twice', async () => {
    const { sku } = await newProduct(store)
    expect(await refusalOf(newProduct(store, { sku }))).toBe('SKU_TAKEN')
  })

  it('cannot be taken from another by replacing or patching', async () => {
    const [{ sku }, other] = [await newProduct(store), await newProduct(store)]
    const { id, name, description, price, status } = other
    const replace = transact(store.db, (trx) =>
      products.replaceProduct(trx, merchant, id, { sku, name, description, price, status }, null),
    )
    expect(await refusalOf(replace)).toBe('SKU_TAKEN')
    expect(await refusalOf(transact(store.db, (trx) => products.patchProduct(trx, merchant, id, { sku }, null)))).toBe(
      'SKU_TAKEN',
    )
    expect(await read(id)).toEqual(other)
  })

  it('goes to one of many who ask at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => refusalOf(newProduct(store, { sku: 'WANTED' }))))
    expect(outcomes.filter((code) => code === 'not refused')).toHaveLength(1)
    expect(outcomes.filter((code) => code === 'SKU_TAKEN')).toHaveLength(7)
  })
})

describe('an expected version', () => {
  it('stops a change of something else than what was read', async () => {
    const { id } = await newProduct(store)
    const patch = (expected: number[]) =>
      refusalOf(transact(store.db, (trx) => products.patchProduct(trx, merchant, id, { name: 'x' }, expected)))
    expect(await patch([1])).toBe('not refused')
    expect(await patch([1])).toBe('PRECONDITION_FAILED')
    expect(await refusalOf(transact(store.db, (trx) => products.deleteProduct(trx, merchant, id, [1])))).toBe(
      'PRECONDITION_FAILED',
    )
    expect((await read(id)).version).toBe(2)
  })

  it('lets one of many concurrent changes through', async () => {
    const { id } = await newProduct(store)
    const patches = Array.from({ length: 10 }, (_, index) =>
      refusalOf(transact(store.db, (trx) => products.patchProduct(trx, merchant, id, { name: `${index}` }, [1]))),
    )
    const outcomes = await Promise.all(patches)
    expect(outcomes.filter((code) => code === 'not refused')).toHaveLength(1)
    expect((await read(id)).version).toBe(2)
  })
})
