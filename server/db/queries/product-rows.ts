import type { Product } from '../../domain/product.ts'
import type { Reader } from '../database.ts'

export const productColumns = [
  'id',
  'sku',
  'name',
  'description',
  'price_amount',
  'price_currency',
  'stock',
  'status',
  'created_at',
  'updated_at',
  'version',
] as const

export interface ProductRow {
  id: string
  sku: string
  name: string
  description: string | null
  price_amount: number
  price_currency: string
  stock: number
  status: Product['status']
  created_at: Date
  updated_at: Date
  version: number
}

export function selectProducts(db: Reader) {
  return db.selectFrom('products').select(productColumns).where('deleted_at', 'is', null)
}

export function productOf(row: ProductRow): Product {
  return {
    id: row.id,
    sku: row.sku,
    name: row.name,
    description: row.description,
    price: { amount: row.price_amount, currency: row.price_currency },
    stock: row.stock,
    status: row.status,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}
