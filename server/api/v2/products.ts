import type { Operations } from '../../../generated/v2/operations.ts'
import type { components } from '../../../generated/v2/types.ts'
import * as actions from '../../actions/products.ts'
import type { Product } from '../../domain/product.ts'
import type { Public, Read, Write } from '../context.ts'
import { etagOf, expectedOf } from '../etag.ts'
import { pageOf } from '../page.ts'

export const products = {
  async listProducts({ query }, { db, principal }) {
    const { limit, cursor = null, status = null, sku = null, sort } = query
    const page = await actions.listProducts(db, principal, { limit, cursor, status, sku, sort })
    return { status: 200, body: pageOf(page, encode) }
  },

  async createProduct({ body }, { principal, transaction }) {
    const { description = null, ...rest } = body
    const product = await transaction((trx) => actions.createProduct(trx, principal, { ...rest, description }))
    const headers = { location: `/v2/products/${product.id}`, etag: etagOf(product) }
    return { status: 201, headers, body: encode(product) }
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
    return { status: 204 }
  },
} satisfies Partial<Operations<Read, Write, Public>>

const found = (product: Product) =>
  ({ status: 200, headers: { etag: etagOf(product) }, body: encode(product) }) as const

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
