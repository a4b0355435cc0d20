import type { Money } from './money.ts'

export type ProductStatus = 'active' | 'inactive'

export interface Product {
  readonly id: string
  readonly sku: string
  readonly name: string
  readonly description: string | null
  readonly price: Money
  /** Pieces that can be ordered now; never below zero. */
  readonly stock: number
  readonly status: ProductStatus
  readonly createdAt: Date
  readonly updatedAt: Date
  /** Goes up by one with each change, of the stock too. */
  readonly version: number
}

/** All that a caller can set of a product that exists; its stock moves by orders and adjustments. */
export interface ProductContent {
  readonly sku: string
  readonly name: string
  readonly description: string | null
  readonly price: Money
  readonly status: ProductStatus
}

export interface NewProduct extends ProductContent {
  readonly stock: number
}

/** A merge patch, already read: what is absent stays as it is, a part of the price too. */
export interface ProductPatch {
  readonly sku?: string
  readonly name?: string
  readonly description?: string | null
  readonly price?: Partial<Money>
  readonly status?: ProductStatus
}

export function patchedProduct(product: Product, { price, ...members }: ProductPatch): ProductContent {
  const { sku, name, description, status } = { ...product, ...members }
  return { sku, name, description, status, price: { ...product.price, ...price } }
}
