import { sql } from 'kysely'
import type { PageRequest } from '../../domain/page.ts'
import type { Product, ProductStatus } from '../../domain/product.ts'
import { keysetList } from '../keyset.ts'
import { type ProductRow, productColumns, productOf } from './product-rows.ts'

export interface ProductFilters {
  readonly status: ProductStatus | null
  readonly sku: string | null
}

export interface ProductQuery extends PageRequest, ProductFilters {
  readonly sort: 'created_at' | '-created_at' | 'name' | '-name' | 'sku' | '-sku'
}

export const listProducts = keysetList<ProductRow, ProductFilters, Product>({
  name: 'products',
  idColumn: 'id',
  keys: {
    created_at: { column: 'created_at', of: (row) => row.created_at.toISOString() },
    name: { column: 'name', of: (row) => row.name },
    sku: { column: 'sku', of: (row) => row.sku },
  },
  filters: {
    status: (value) => sql`status = ${value}`,
    sku: (value) => sql`sku = ${value}`,
  },
  select: (db) => db.selectFrom('products').select(productColumns).where('deleted_at', 'is', null),
  item: productOf,
})
