import { v7 as newId } from 'uuid'
import type { Reader, Transaction } from '../db/database.ts'
import { brokenUniqueness } from '../db/errors.ts'
import * as lists from '../db/queries/product-lists.ts'
import * as products from '../db/queries/products.ts'
import { refuseAbsent } from '../domain/ownership.ts'
import type { Page } from '../domain/page.ts'
import type { Principal } from '../domain/principal.ts'
import {
  type NewProduct,
  type Product,
  type ProductContent,
  type ProductPatch,
  patchedProduct,
} from '../domain/product.ts'
import { Refusal } from '../domain/refusal.ts'
import { checkVersion, type Expected } from '../domain/version.ts'

export type { ProductQuery } from '../db/queries/product-lists.ts'

/** @throws Refusal CURSOR_INVALID */
export function listProducts(db: Reader, _: Principal, query: lists.ProductQuery): Promise<Page<Product>> {
  return lists.listProducts(db, query)
}

/** @throws Refusal NOT_FOUND */
export async function getProduct(db: Reader, _: Principal, id: string): Promise<Product> {
  return (await products.findProduct(db, id)) ?? refuseAbsent('product', id, false)
}

/** @throws Refusal SKU_TAKEN */
export function createProduct(trx: Transaction, _: Principal, product: NewProduct): Promise<Product> {
  return withFreeSku(product.sku, () => products.insertProduct(trx, newId(), product))
}

/** @throws Refusal NOT_FOUND, PRECONDITION_FAILED, SKU_TAKEN */
export async function replaceProduct(
  trx: Transaction,
  principal: Principal,
  id: string,
  content: ProductContent,
  expected: Expected,
): Promise<Product> {
  await lockProduct(trx, principal, id, expected)
  return withFreeSku(content.sku, () => products.updateProduct(trx, id, content))
}

/** @throws Refusal NOT_FOUND, PRECONDITION_FAILED, SKU_TAKEN */
export async function patchProduct(
  trx: Transaction,
  principal: Principal,
  id: string,
  patch: ProductPatch,
  expected: Expected,
): Promise<Product> {
  const content = patchedProduct(await lockProduct(trx, principal, id, expected), patch)
  return withFreeSku(content.sku, () => products.updateProduct(trx, id, content))
}

/** @throws Refusal NOT_FOUND, PRECONDITION_FAILED */
export async function deleteProduct(
  trx: Transaction,
  principal: Principal,
  id: string,
  expected: Expected,
): Promise<void> {
  await lockProduct(trx, principal, id, expected)
  await products.deleteProduct(trx, id)
}

async function lockProduct(trx: Transaction, _: Principal, id: string, expected: Expected): Promise<Product> {
  const product = (await products.lockProducts(trx, [id])).get(id) ?? refuseAbsent('product', id, false)
  checkVersion(expected, product.version)
  return product
}

async function withFreeSku<T>(sku: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (brokenUniqueness(error) !== 'products_sku_live') throw error
    throw new Refusal('SKU_TAKEN', {
      detail: `Another product has the SKU ${sku}.`,
      errors: [{ in: 'body', pointer: '/sku', code: 'SKU_TAKEN', message: 'another product has it' }],
    })
  }
}
