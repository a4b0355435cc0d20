import { type Expression, sql } from 'kysely'
import type { Page, PageRequest } from '../../domain/page.ts'
import type { Product, ProductStatus } from '../../domain/product.ts'
import type { ListReader } from '../database.ts'
import { keysetList } from '../keyset.ts'
import { statement, type Value } from '../statement.ts'
import { type ProductRow, productColumns, productOf, selectProducts } from './product-rows.ts'
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

/** So many are sorted in a moment; of words that more have, the order is walked until the page is full. */
const most = 2_000

const foundBy = (text: Expression<unknown>, most: Expression<unknown>) =>
  sql<ProductRow>`find_products(to_tsquery('simple', ${text}), ${most})`

const counted = statement((db, value: Value<{ text: string }>) =>
  db
    .selectFrom(foundBy(sql`${value('text')}`, sql.lit(most + 1)).as('products'))
    .select(sql<boolean>`count(*) <= ${sql.lit(most)}`.as('few')),
)

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
  search: {
    name: 'search',
    few: async (db, text) => (await counted(db, { text }))[0]?.few === true,
    among: (db, text) => db.selectFrom(foundBy(text, sql.lit(most)).as('products')).select(productColumns),
  },
  select: selectProducts,
  item: productOf,
})

/** @throws Refusal CURSOR_INVALID */
export function listProducts(reader: ListReader, { search = null, ...query }: ProductQuery): Promise<Page<Product>> {
  return list(reader, { ...query, search: search === null ? null : wordsQuery(search) })
}
