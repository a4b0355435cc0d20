import type { Product, ProductStatus } from '../../domain/product.ts'
import { sliceList } from '../slice.ts'
import { type ProductRow, productOf, selectProducts } from './product-rows.ts'

export const sliceProducts = sliceList<ProductRow, { readonly status: ProductStatus | null }, Product>({
  name: 'products',
  equals: { status: 'status' },
  select: selectProducts,
  item: productOf,
})
