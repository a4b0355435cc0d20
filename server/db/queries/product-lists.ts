import { sql } from 'kysely'
import type { Page, PageRequest } from '../../domain/page.ts'
import type { Product, ProductStatus } from '../../domain/product.ts'
import type { ListReader } from '../database.ts'
import { keysetList } from '../keyset.ts'
import { type ProductRow, productOf, selectProducts } from './product-rows.ts'
import { wordsQuery } from './search.ts'

export interface ProductFilters {
  readonly status: ProductStatus | null
  readonly sku: string | null
  /** Words that its name, SKU or description has, or has longer ones beginning with. */
  readonly search?: string | null
}

export interface ProductQuery extends PageRequest, ProductFilters {
  readonly sort: 'created_at' | '-created_at' | 'name' | '-name' | 'sku' | '-sku'
}

const list = keysetList<ProductRow, ProductFilters, Product>({
  name: 'products',
  keys: {
    created_at: { column: 'created_at', of: (row) => row.created_at.toISOString() },
    name: { column: 'name', of: (row) => row.name },
    sku: { column: 'sku', unique: true, of: (row) => row.sku },
  },
  equals: { status: 'status', sku: 'sku' },
  kinds: ['status'],
  others: { search: (value) => sql`product_words(name, sku, description) @@ to_tsquery('simple', ${value})` },
  select: selectProducts,
  item: productOf,
})

/** @throws Refusal CURSOR_INVALID */
export function listProducts(reader: ListReader, { search = null, ...query }: ProductQuery): Promise<Page<Product>> {
  return list(reader, { ...query, search: search === null ? null : wordsQuery(search) })
}
