import type { Operations } from '../../../generated/v1/operations.ts'
import type { components } from '../../../generated/v1/types.ts'
import * as actions from '../../actions/products.ts'
import type { Transaction } from '../../db/database.ts'
import type { Actor } from '../../domain/principal.ts'
import type { Product } from '../../domain/product.ts'
import type { Expected } from '../../domain/version.ts'
import { answersOf } from '../answers.ts'
import type { Public, Read, Write } from '../context.ts'
import { expectedOf } from '../etag.ts'
import { products as v2 } from '../v2/products.ts'
import { pageOf, sliceOf } from './pages.ts'
import { decimalOf, moneyOf } from './price.ts'

/** @param currency of the products that are created here, which has no word for it */
export function productHandlers(currency: string) {
  return {
    async listProducts({ query }, { lists, principal }) {
      const status = query.active === undefined ? null : query.active ? 'active' : 'inactive'
      const slice = await actions.sliceProducts(lists, principal, { ...sliceOf(query), status })
      return { status: 200, body: pageOf(slice, encode) }
    },

    async createProduct({ body }, { principal, transaction }) {
      const { name, sku } = body
      const price = moneyOf(body.price, currency)
      const wanted = { name, sku, price, description: null, stock: 0, status: 'active' } as const
      return created(await transaction((trx) => actions.createProduct(trx, principal, wanted)))
    },

    async getProduct({ path }, { db, principal }) {
      return found(await actions.getProduct(db, principal, path.product_id))
    },

    async replaceProduct({ path, headers, body }, { principal, transaction }) {
      const expected = expectedOf(headers['if-match'])
      return found(await transaction((trx) => change(trx, principal, path.product_id, body, expected)))
    },

    async patchProduct({ path, headers, body }, { principal, transaction }) {
      const expected = expectedOf(headers['if-match'])
      return found(await transaction((trx) => change(trx, principal, path.product_id, body, expected)))
    },

    deleteProduct: v2.deleteProduct,
  } satisfies Partial<Operations<Read, Write, Public>>
}

/** Replacing, too, leaves alone what only v2 has: the currency, the description, the status. */
async function change(
  trx: Transaction,
  actor: Actor,
  id: string,
  { price, ...rest }: components['schemas']['ProductPatch'],
  expected: Expected,
): Promise<Product> {
  if (price === undefined) return actions.patchProduct(trx, actor, id, rest, expected)
  const { currency } = (await actions.getProduct(trx, actor, id)).price
  return actions.patchProduct(trx, actor, id, { ...rest, price: moneyOf(price, currency) }, expected)
}

const { found, created } = answersOf('/v1/products', encode)

function encode({ id, name, sku, price, stock }: Product): components['schemas']['Product'] {
  return { id, name, sku, price: decimalOf(price), in_stock: stock > 0 }
}
