import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import type { RecordedActor } from '../../domain/audit-event.ts'
import type { NewProduct, Product, ProductContent } from '../../domain/product.ts'
import type { Transaction } from '../database.ts'
import { ownedBy } from '../owned.ts'
import { statement, type Value } from '../statement.ts'
import { deletion, only, touched } from './common.ts'
import { productColumns, productOf, selectProducts } from './product-rows.ts'

interface ById {
  id: string
}

export const products = ownedBy({ select: selectProducts, ownerColumn: null, item: productOf })

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

interface Initial {
  stock: number
  adjustmentId: string
  kind: RecordedActor['kind']
  subject: string
}

/** With the adjustment that its first stock is. */
const inserted = statement((db, value: Value<ById & Columns & Initial>) =>
  db
    .with('created', (cte) =>
      cte
        .insertInto('products')
        .values({ id: value('id'), stock: value('stock'), ...columns(value) })
        .returning(productColumns),
    )
    .with('adjusted', (cte) =>
      cte
        .insertInto('stock_adjustments')
        .columns(['id', 'product_id', 'quantity', 'stock_after', 'reason', 'actor_kind', 'actor_subject'])
        .expression(
          sql`select ${value('adjustmentId')}::uuid, id, stock, stock, 'initial', ${value('kind')}, ${value('subject')}
            from created where stock > 0`,
        ),
    )
    .selectFrom('created')
    .select(productColumns),
)

export async function insertProduct(
  trx: Transaction,
  id: string,
  { price, ...product }: NewProduct,
  actor: RecordedActor,
): Promise<Product> {
  return productOf(only(await inserted(trx, { id, adjustmentId: newId(), ...product, ...price, ...actor })))
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
  db.updateTable('products').set(deletion).where('id', '=', value('id')),
)

/** It stays for the orders that name it, and its SKU is free again. */
export async function deleteProduct(trx: Transaction, id: string): Promise<void> {
  await deleted(trx, { id })
}
