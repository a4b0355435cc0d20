/** What the generated types promise. The expectations are the type checker's: `npm run typecheck` reads this file. */
import {
  type CallOptions,
  createStockroom,
  type ErrorOf,
  type List,
  type Order,
  type OrderCreate,
  type Problem,
  type Product,
  type ProductList,
  type StockroomCode,
  StockroomError,
} from '@stockroom/sdk'
import type { CreateOrderResult, createOrder, ListOrdersQuery } from '@stockroom/sdk/v2/orders'
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

test('a code is known by its operation and status, and no other compiles', () => {
  const codes = (result: CreateOrderResult) => {
    if (result.ok) return
    // @ts-expect-error the API says STOCK_INSUFFICIENT
    if (result.code === 'OUT_OF_STOCK') return
    if (result.status !== 409) return
    expectTypeOf(result.code).toEqualTypeOf<
      'STOCK_INSUFFICIENT' | 'PRODUCT_INACTIVE' | 'IDEMPOTENCY_IN_PROGRESS' | 'HTTP_409'
    >()
    // @ts-expect-error no code of 409
    if (result.code === 'NOT_FOUND') return
    if (result.code === 'STOCK_INSUFFICIENT') expectTypeOf(result.error.problem).toEqualTypeOf<Problem | undefined>()
    expectTypeOf(result.error.code).toEqualTypeOf<typeof result.code>()
  }
  expect(codes).toBeTypeOf('function')
})

test('in catch too', () => {
  const caught = (error: unknown) => {
    if (!StockroomError.is(error)) throw error
    if (error.code === 'CUSTOMER_EMAIL_TAKEN' || error.code === 'TIMEOUT' || error.code === 'HTTP_502')
      return error.status
    // @ts-expect-error the API says CUSTOMER_EMAIL_TAKEN
    if (error.code === 'EMAIL_TAKEN') return 0
    switch (error.code) {
      case 'NOT_FOUND':
        return expectTypeOf(error.problem).toEqualTypeOf<Problem | undefined>()
      default:
        return undefined
    }
  }
  const ofOne = (error: unknown) => {
    if (!StockroomError.is<typeof stockroom.customers.create>(error)) throw error
    // @ts-expect-error another operation's code
    if (error.code === 'STOCK_INSUFFICIENT') return
    if (error.status === 409) expectTypeOf<'CUSTOMER_EMAIL_TAKEN'>().toExtend<typeof error.code>()
  }
  expectTypeOf<ErrorOf<CreateOrderResult>['code']>().toExtend<StockroomCode>()
  expectTypeOf<ErrorOf<typeof createOrder>>().toEqualTypeOf<ErrorOf<CreateOrderResult>>()
  expect([caught, ofOne]).toHaveLength(2)
})

test('304 is in the types of those who ask for it', () => {
  const get = async () => {
    expectTypeOf(await stockroom.orders.get('1')).toEqualTypeOf<Order>()
    expectTypeOf(await stockroom.orders.get('1', { timeout: 1 })).toEqualTypeOf<Order>()
    expectTypeOf(await stockroom.orders.get('1', { ifNoneMatch: '"1"' })).toEqualTypeOf<Order | undefined>()
    const { data } = await stockroom.orders.get.withResponse('1', { ifNoneMatch: '"1"' })
    expectTypeOf(data).toEqualTypeOf<Order | undefined>()
  }
  expect(get).toBeTypeOf('function')
})

test('optional members may be undefined in requests, under exactOptionalPropertyTypes too', () => {
  const body: OrderCreate = { customer_id: undefined, lines: [] }
  const options: CallOptions = { signal: undefined, timeout: undefined, retry: undefined, headers: undefined }
  expect([body, options]).toHaveLength(2)
})
