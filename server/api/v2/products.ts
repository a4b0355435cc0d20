import type { Operations } from '../../../generated/v2/operations.ts'
import type { components } from '../../../generated/v2/types.ts'
import * as actions from '../../actions/products.ts'
import type { Product } from '../../domain/product.ts'
import { answersOf, deleted } from '../answers.ts'
import type { Public, Read, Write } from '../context.ts'
import { expectedOf } from '../etag.ts'
import { pageRequestOf } from '../list.ts'

export const products = {
  async listProducts({ query }, { lists, principal }) {
    const { status = null, sku = null, q: search = null } = query
    return page(await actions.listProducts(lists, principal, { ...pageRequestOf(query), status, sku, search }))
  },

  async createProduct({ body }, { principal, transaction }) {
    const { description = null, ...rest } = body
    return created(await transaction((trx) => actions.createProduct(trx, principal, { ...rest, description })))
  },

  async getProduct({ path }, { db, principal }) {
    return found(await actions.getProduct(db, principal, path.product_id))
  },

  async replaceProduct({ path, headers, body }, { principal, transaction }) {
    const { description = null, ...rest } = body
    const content = { ...rest, description }
    const expected = expectedOf(headers['if-match'])
    return found(await transaction((trx) => actions.replaceProduct(trx, principal, path.product_id, content, expected)))
  },

  async patchProduct({ path, headers, body }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    return found(await transaction((trx) => actions.patchProduct(trx, principal, path.product_id, body, expected)))
  },

  async deleteProduct({ path, headers }, { principal, transaction }) {
    const expected = expectedOf(headers['if-match'])
    await transaction((trx) => actions.deleteProduct(trx, principal, path.product_id, expected))
    return deleted
  },
} satisfies Partial<Operations<Read, Write, Public>>

const { page, found, created } = answersOf('/v2/products', encode)

function encode(product: Product): components['schemas']['Product'] {
  const { id, sku, name, description, price, stock, status, createdAt, updatedAt } = product
  return {
    id,
    sku,
    name,
    description,
    price,
    stock,
    status,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }
}
