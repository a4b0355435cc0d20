import { sql } from 'kysely'
import type { NewProduct, Product, ProductContent } from '../../domain/product.ts'
import type { Reader, Transaction } from '../database.ts'
import { statement, type Value } from '../statement.ts'
import { only, touched } from './common.ts'
import { productColumns, productOf } from './product-rows.ts'

interface ById {
  id: string
}

const live = statement((db, value: Value<ById>) =>
  db.selectFrom('products').select(productColumns).where('id', '=', value('id')).where('deleted_at', 'is', null),
)

export async function findProduct(reader: Reader, id: string): Promise<Product | undefined> {
  const [row] = await live(reader, { id })
  return row && productOf(row)
}

const locked = statement((db, value: Value<{ ids: readonly string[] }>) =>
  db
    .selectFrom('products')
    .select(productColumns)
    .where(sql<boolean>`id = any(${value('ids')}::uuid[])`)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .forUpdate(),
)

/** Those of the ids that exist. Nobody else changes them until the end; the order of the locks keeps two callers from waiting for each other. */
export async function lockProducts(trx: Transaction, ids: readonly string[]): Promise<Map<string, Product>> {
  const rows = await locked(trx, { ids })
  return new Map(rows.map((row) => [row.id, productOf(row)]))
}

type Columns = Omit<ProductContent, 'price'> & ProductContent['price']

const columns = (value: Value<Columns>) => ({
  sku: value('sku'),
  name: value('name'),
  description: value('description'),
  price_amount: value('amount'),
  price_currency: value('currency'),
  status: value('status'),
})

const inserted = statement((db, value: Value<ById & Columns & { stock: number }>) =>
  db
    .insertInto('products')
    .values({ id: value('id'), stock: value('stock'), ...columns(value) })
    .returning(productColumns),
)

export async function insertProduct(trx: Transaction, id: string, { price, ...product }: NewProduct): Promise<Product> {
  return productOf(only(await inserted(trx, { id, ...product, ...price })))
}

const updated = statement((db, value: Value<ById & Columns>) =>
  db
    .updateTable('products')
    .set({ ...columns(value), ...touched })
    .where('id', '=', value('id'))
    .returning(productColumns),
)

export async function updateProduct(
  trx: Transaction,
  id: string,
  { price, ...content }: ProductContent,
): Promise<Product> {
  return productOf(only(await updated(trx, { id, ...content, ...price })))
}

const deleted = statement((db, value: Value<ById>) =>
  db
    .updateTable('products')
    .set({ ...touched, deleted_at: sql`now()` })
    .where('id', '=', value('id')),
)

/** It stays for the orders that name it, and its SKU is free again. */
export async function deleteProduct(trx: Transaction, id: string): Promise<void> {
  await deleted(trx, { id })
}

/** Locks in the order of the ids, as `lockProducts` does; deleted products too, whose stock may come back from an order. */
const moved = statement((db, value: Value<{ ids: readonly string[]; pieces: readonly number[] }>) =>
  db
    .with('move', (cte) =>
      cte
        .selectFrom('products')
        .innerJoin(
          sql<{
            id: string
            pieces: number
          }>`unnest(${value('ids')}::uuid[], ${value('pieces')}::bigint[])`.as<'wanted'>(sql`wanted(id, pieces)`),
          'wanted.id',
          'products.id',
        )
        .select(['products.id', 'wanted.pieces'])
        .orderBy('products.id')
        .forUpdate('products'),
    )
    .updateTable('products')
    .from('move')
    .set({ ...touched, stock: sql`products.stock + move.pieces` })
    .whereRef('products.id', '=', 'move.id'),
)

/** @param moves by product id, pieces to add */
export async function moveStock(trx: Transaction, moves: ReadonlyMap<string, number>): Promise<void> {
  await moved(trx, { ids: [...moves.keys()], pieces: [...moves.values()] })
}
