/** What the generated types promise. The expectations are the type checker's: `npm run typecheck` reads this file. */
import {
  type CallOptions,
  createStockroom,
  type List,
  type Order,
  type OrderCreate,
  type Product,
  type ProductList,
} from '@stockroom/sdk'
import type { CreateOrderResult, ListOrdersQuery } from '@stockroom/sdk/v2/orders'
import { expect, expectTypeOf, test } from 'vitest'

const stockroom = createStockroom({ baseUrl: 'http://127.0.0.1' })

test('a call takes plain members and gives plain members', () => {
  expectTypeOf(stockroom.orders.create).parameters.toEqualTypeOf<
    [body: OrderCreate, options?: CallOptions | undefined]
  >()
  expectTypeOf(stockroom.orders.create).returns.toEqualTypeOf<Promise<Order>>()
  expectTypeOf(stockroom.products.list).returns.toEqualTypeOf<List<Product, ProductList>>()
  expectTypeOf(stockroom.products.delete).returns.toEqualTypeOf<Promise<void>>()
  expectTypeOf<Order['total']>().toEqualTypeOf<{ amount: number; currency: string }>()
})

test('enums are closed in requests and open in responses', () => {
  expectTypeOf<NonNullable<ListOrdersQuery['status']>>().toEqualTypeOf<'pending' | 'paid' | 'fulfilled' | 'cancelled'>()
  expectTypeOf<'on_hold'>().toExtend<Order['status']>()
  const wrong = () => {
    // @ts-expect-error no such status can be asked for
    void stockroom.orders.list({ status: 'on_hold' })
    // @ts-expect-error nor set
    void stockroom.orders.patch('1', { status: 'on_hold' })
    // @ts-expect-error requests are closed: no such member
    void stockroom.orders.create({ lines: [], note: 'x' })
    // @ts-expect-error a required member
    void stockroom.orders.create({})
    // @ts-expect-error a required path parameter
    void stockroom.orders.get()
  }
  expect(wrong).toBeTypeOf('function')
})

test('a code is known by its status, and may be one that comes later', () => {
  const codes = (result: CreateOrderResult) => {
    if (result.ok || result.status !== 409) return
    expectTypeOf<'STOCK_INSUFFICIENT'>().toExtend<typeof result.code>()
    expectTypeOf<'LATER'>().toExtend<typeof result.code>()
    if (result.code === 'STOCK_INSUFFICIENT') expectTypeOf(result.error.problem?.errors).not.toBeAny()
  }
  expect(codes).toBeTypeOf('function')
})

test('optional members may be undefined in requests, under exactOptionalPropertyTypes too', () => {
  const body: OrderCreate = { customer_id: undefined, lines: [] }
  const options: CallOptions = { signal: undefined, timeout: undefined, retry: undefined, headers: undefined }
  expect([body, options]).toHaveLength(2)
})
