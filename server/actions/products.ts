import { v7 as newId } from 'uuid'
import type { ListReader, Reader, Transaction } from '../db/database.ts'
import * as lists from '../db/queries/product-lists.ts'
import * as slices from '../db/queries/product-slices.ts'
import * as rows from '../db/queries/products.ts'
import { changedMembers } from '../domain/audit-event.ts'
import { checkCurrency } from '../domain/currency.ts'
import { checkName } from '../domain/name.ts'
import type { Page, Slice, SliceRequest } from '../domain/page.ts'
import type { Actor, Principal } from '../domain/principal.ts'
import {
  type NewProduct,
  type Product,
  type ProductContent,
  type ProductPatch,
  type ProductStatus,
  patchedProduct,
} from '../domain/product.ts'
import type { Expected } from '../domain/version.ts'
import { refuseTaken } from './conflict.ts'
import { findOwn, lockOwn } from './own.ts'
import { recordEdit, recordedActor } from './record.ts'

export type { ProductQuery } from '../db/queries/product-lists.ts'

/** @throws Refusal CURSOR_INVALID */
export function listProducts(reader: ListReader, _: Principal, query: lists.ProductQuery): Promise<Page<Product>> {
  return lists.listProducts(reader, query)
}

/** A part of the list by position, the newest first, and how long the list is. */
export function sliceProducts(
  reader: ListReader,
  _: Principal,
  query: SliceRequest & { readonly status: ProductStatus | null },
): Promise<Slice<Product>> {
  return slices.sliceProducts(reader, query)
}

/** @throws Refusal NOT_FOUND */
export function getProduct(db: Reader, _: Principal, id: string): Promise<Product> {
  return findOwn('product', rows.products, db, id, null)
}

/** @throws Refusal SKU_TAKEN, VALIDATION_FAILED where the name is blank or the currency unknown */
export async function createProduct(trx: Transaction, actor: Actor, product: NewProduct): Promise<Product> {
  checkName('/name', product.name)
  checkCurrency('/price/currency', product.price.currency)
  const created = await refuseTaken(skuOf(product), rows.insertProduct(trx, newId(), product, recordedActor(actor)))
  await recordEdit(trx, actor, 'product', 'created', created.id, null, created)
  return created
}

/** @throws Refusal NOT_FOUND, PRECONDITION_FAILED, SKU_TAKEN, VALIDATION_FAILED */
export async function replaceProduct(
  trx: Transaction,
  actor: Actor,
  id: string,
  content: ProductContent,
  expected: Expected,
): Promise<Product> {
  return update(trx, actor, await lockProduct(trx, id, expected), content)
}

/** @throws Refusal NOT_FOUND, PRECONDITION_FAILED, SKU_TAKEN, VALIDATION_FAILED */
export async function patchProduct(
  trx: Transaction,
  actor: Actor,
  id: string,
  patch: ProductPatch,
  expected: Expected,
): Promise<Product> {
  const product = await lockProduct(trx, id, expected)
  return update(trx, actor, product, patchedProduct(product, patch))
}

/** @throws Refusal NOT_FOUND, PRECONDITION_FAILED */
export async function deleteProduct(trx: Transaction, actor: Actor, id: string, expected: Expected): Promise<void> {
  const product = await lockProduct(trx, id, expected)
  await rows.deleteProduct(trx, id)
  await recordEdit(trx, actor, 'product', 'deleted', id, product, null)
}

function lockProduct(trx: Transaction, id: string, expected: Expected): Promise<Product> {
  return lockOwn('product', rows.products, trx, id, null, expected)
}

async function update(trx: Transaction, actor: Actor, old: Product, content: ProductContent): Promise<Product> {
  if (content.name !== old.name) checkName('/name', content.name)
  const { currency } = content.price
  if (currency !== old.price.currency) checkCurrency('/price/currency', currency)
  const updated = await refuseTaken(skuOf(content), rows.updateProduct(trx, old.id, content))
  const { before, after } = changedMembers(old, updated)
  await recordEdit(trx, actor, 'product', 'updated', old.id, before, after)
  return updated
}

const skuOf = ({ sku }: ProductContent) => ({
  index: 'products_sku_live',
  code: 'SKU_TAKEN',
  pointer: '/sku',
  detail: `Another product has the SKU ${sku}.`,
})
