import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkOrderTransition,
  draftOrder,
  type NewOrderLine,
  type OrderStatus,
  orderLife,
  pieces,
} from '../../../server/domain/order.ts'
import type { Product } from '../../../server/domain/product.ts'
import { Refusal } from '../../../server/domain/refusal.ts'

const statuses = Object.keys(orderLife) as OrderStatus[]

function product(id: string, change: Partial<Product> = {}): Product {
  const price = { amount: 250, currency: 'EUR' }
  const time = new Date(0)
  const rest = {
    description: null,
    price,
    stock: 5,
    status: 'active',
    createdAt: time,
    updatedAt: time,
    version: 1,
  } as const
  return { id, sku: `SKU-${id}`, name: `Product ${id}`, ...rest, ...change }
}

const catalogue = (...products: Product[]) => new Map(products.map((each) => [each.id, each]))

function refusal(run: () => unknown): Refusal {
  try {
    run()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('the life of an order', () => {
  const legal = ['pending→paid', 'pending→cancelled', 'paid→fulfilled', 'paid→cancelled']
  const steps = statuses.flatMap((from) => statuses.map((to) => [from, to] as const))

  it.each(steps.filter(([from, to]) => legal.includes(`${from}→${to}`)))('leads from %s to %s', (from, to) => {
    expect(() => checkOrderTransition(from, to)).not.toThrow()
  })

  it.each(steps.filter(([from, to]) => !legal.includes(`${from}→${to}`)))('does not lead from %s to %s', (from, to) => {
    const { code, detail } = refusal(() => checkOrderTransition(from, to))
    expect(code).toBe('ORDER_TRANSITION_INVALID')
    expect(detail).toContain(from)
  })
})

describe('a draft', () => {
  it('copies sku, name and price, and adds up', () => {
    const products = catalogue(product('a'), product('b', { price: { amount: 99, currency: 'EUR' } }))
    const lines = [
      { productId: 'a', quantity: 2 },
      { productId: 'b', quantity: 3 },
    ]
    const draft = draftOrder(lines, products)
    expect(draft.total).toEqual({ amount: 797, currency: 'EUR' })
    expect(draft.lines[1]).toEqual({
      productId: 'b',
      sku: 'SKU-b',
      name: 'Product b',
      quantity: 3,
      unitPrice: { amount: 99, currency: 'EUR' },
      total: { amount: 297, currency: 'EUR' },
    })
  })

  it.each([
    [
      'REFERENCE_UNKNOWN',
      '/lines/1/product_id',
      [
        { productId: 'a', quantity: 1 },
        { productId: 'x', quantity: 1 },
      ],
    ],
    ['PRODUCT_INACTIVE', '/lines/0/product_id', [{ productId: 'retired', quantity: 1 }]],
    [
      'CURRENCY_MIXED',
      '/lines/1/product_id',
      [
        { productId: 'a', quantity: 1 },
        { productId: 'yen', quantity: 1 },
      ],
    ],
    ['STOCK_INSUFFICIENT', '/lines/0/quantity', [{ productId: 'a', quantity: 6 }]],
  ])('is refused with %s at %s', (code, pointer, lines) => {
    const retired = product('retired', { status: 'inactive' })
    const yen = product('yen', { price: { amount: 1, currency: 'JPY' } })
    const { code: refused, errors } = refusal(() => draftOrder(lines, catalogue(product('a'), retired, yen)))
    expect(refused).toBe(code)
    expect(errors?.map((error) => error.pointer)).toEqual([pointer])
  })

  it('counts a product that stands on several lines together, and names each of them', () => {
    const lines = [
      { productId: 'a', quantity: 3 },
      { productId: 'b', quantity: 1 },
      { productId: 'a', quantity: 3 },
    ]
    const { code, errors } = refusal(() => draftOrder(lines, catalogue(product('a'), product('b'))))
    expect(code).toBe('STOCK_INSUFFICIENT')
    expect(errors?.map((error) => error.pointer)).toEqual(['/lines/0/quantity', '/lines/2/quantity'])
  })

  it('takes exactly what was asked for, or nothing', () => {
    const ids = ['a', 'b', 'c']
    const line = fc.record({ productId: fc.constantFrom(...ids), quantity: fc.integer({ min: 1, max: 10_000 }) })
    const stocks = fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 3, maxLength: 3 })
    const amounts = fc.array(fc.integer({ min: 1, max: 999_999_999 }), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 100 }), stocks, amounts, (lines, stock, amount) => {
        const products = ids.map((id, at) =>
          product(id, { stock: stock[at] as number, price: { amount: amount[at] as number, currency: 'EUR' } }),
        )
        const wanted = (id: string) =>
          sumOf(
            lines.filter((each) => each.productId === id),
            (each) => each.quantity,
          )
        const possible = products.every(({ id, stock }) => wanted(id) <= stock)
        if (!possible) return refusal(() => draftOrder(lines, catalogue(...products))).code === 'STOCK_INSUFFICIENT'
        const draft = draftOrder(lines, catalogue(...products))
        const total = sumOf(lines, (each) => each.quantity * (amount[ids.indexOf(each.productId)] as number))
        return draft.total.amount === total && ids.every((id) => (pieces(draft.lines).get(id) ?? 0) === wanted(id))
      }),
    )
  })
})

function sumOf(lines: readonly NewOrderLine[], value: (line: NewOrderLine) => number): number {
  return lines.reduce((total, line) => total + value(line), 0)
}
