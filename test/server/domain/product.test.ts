import { describe, expect, it } from 'vitest'
import { type Product, patchedProduct } from '../../../server/domain/product.ts'
import { Refusal } from '../../../server/domain/refusal.ts'
import { checkVersion } from '../../../server/domain/version.ts'

const lamp: Product = {
  id: '1',
  sku: 'LAMP',
  name: 'Lamp',
  description: 'Bright',
  price: { amount: 100, currency: 'EUR' },
  stock: 3,
  status: 'active',
  createdAt: new Date(0),
  updatedAt: new Date(0),
  version: 4,
}
const { sku, name, description, price, status } = lamp
const content = { sku, name, description, price, status }

describe('a patched product', () => {
  it.each([
    ['nothing', {}, content],
    ['the name alone', { name: 'New' }, { ...content, name: 'New' }],
    ['the description away', { description: null }, { ...content, description: null }],
    ['a part of the price', { price: { amount: 5 } }, { ...content, price: { amount: 5, currency: 'EUR' } }],
    ['all', { ...content, status: 'inactive' as const }, { ...content, status: 'inactive' }],
  ])('has %s changed', (_, patch, want) => {
    expect(patchedProduct(lamp, patch)).toEqual(want)
  })
})

describe('an expected version', () => {
  it.each([[null], [[4]], [[3, 4]]])('of %j lets version 4 pass', (expected) => {
    expect(() => checkVersion(expected, 4)).not.toThrow()
  })

  it.each([[[]], [[3]], [[5, 6]]])('of %j refuses version 4', (expected) => {
    expect(() => checkVersion(expected, 4)).toThrow(Refusal)
  })
})
