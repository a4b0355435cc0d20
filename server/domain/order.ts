import { type Money, sum, times } from './money.ts'
import type { Product } from './product.ts'
import { type Fault, Refusal } from './refusal.ts'

export type OrderStatus = 'pending' | ReachedStatus
/** What an order becomes after it was placed. */
export type ReachedStatus = 'paid' | 'fulfilled' | 'cancelled'

/** What was ordered, with the product's name and price as they were then. */
export interface OrderLine {
  readonly productId: string
  readonly sku: string
  readonly name: string
  readonly quantity: number
  readonly unitPrice: Money
  readonly total: Money
}

export interface Order {
  readonly id: string
  /** Null: an order of the merchant's own. */
  readonly partnerId: string | null
  readonly customerId: string | null
  /** Issued when the order is paid. */
  readonly invoiceId: string | null
  readonly status: OrderStatus
  readonly lines: readonly OrderLine[]
  readonly total: Money
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly version: number
}

export interface NewOrder {
  readonly customerId: string | null
  readonly lines: readonly NewOrderLine[]
}

export interface NewOrderLine {
  readonly productId: string
  readonly quantity: number
}

/** A merge patch, already read. */
export interface OrderPatch {
  readonly status?: OrderStatus
}

/** An order's life: from each status, those that may follow. */
export const orderLife: Readonly<Record<OrderStatus, readonly ReachedStatus[]>> = {
  pending: ['paid', 'cancelled'],
  paid: ['fulfilled', 'cancelled'],
  fulfilled: [],
  cancelled: [],
}

/** @throws Refusal ORDER_TRANSITION_INVALID */
export function checkOrderTransition(from: OrderStatus, to: OrderStatus): asserts to is ReachedStatus {
  if (orderLife[from].some((next) => next === to)) return
  const next = orderLife[from].join(' or ')
  const detail =
    next === '' ? `The order is ${from}, which is final.` : `The order is ${from} and can become ${next}, not ${to}.`
  throw new Refusal('ORDER_TRANSITION_INVALID', { detail })
}

export interface OrderDraft {
  readonly lines: readonly OrderLine[]
  readonly total: Money
}

/**
 * Prices the lines and sees whether all can be had; the faults name the lines.
 * @param products those of the lines that exist, by id
 * @throws Refusal REFERENCE_UNKNOWN, PRODUCT_INACTIVE, CURRENCY_MIXED, STOCK_INSUFFICIENT
 */
export function draftOrder(wanted: readonly NewOrderLine[], products: ReadonlyMap<string, Product>): OrderDraft {
  refuseWhere(wanted, 'REFERENCE_UNKNOWN', 'product_id', ({ productId }) =>
    products.has(productId) ? null : `there is no product ${productId}`,
  )
  const productOf = ({ productId }: NewOrderLine) => products.get(productId) as Product
  refuseWhere(wanted, 'PRODUCT_INACTIVE', 'product_id', (line) =>
    productOf(line).status === 'active' ? null : `${productOf(line).sku} is not for sale`,
  )
  const lines = wanted.map((line) => priceLine(line.quantity, productOf(line)))
  const currency = lines[0]?.unitPrice.currency
  refuseWhere(wanted, 'CURRENCY_MIXED', 'product_id', (line) => {
    const { sku, price } = productOf(line)
    return price.currency === currency ? null : `${sku} costs ${price.currency}, the first line ${currency}`
  })
  const all = pieces(wanted)
  refuseWhere(wanted, 'STOCK_INSUFFICIENT', 'quantity', (line) => {
    const { sku, stock } = productOf(line)
    const asked = all.get(line.productId) as number
    return asked <= stock ? null : `${asked} of ${sku} are wanted and ${stock} are left`
  })
  return { lines, total: sum(lines.map(({ total }) => total)) }
}

function priceLine(quantity: number, { id, sku, name, price }: Product): OrderLine {
  return { productId: id, sku, name, quantity, unitPrice: price, total: times(price, quantity) }
}

/** By product id; a product may stand on several lines. */
export function pieces(lines: readonly NewOrderLine[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { productId, quantity } of lines) counts.set(productId, (counts.get(productId) ?? 0) + quantity)
  return counts
}

function refuseWhere(
  lines: readonly NewOrderLine[],
  code: string,
  member: 'product_id' | 'quantity',
  mistake: (line: NewOrderLine) => string | null,
): void {
  const errors = lines.flatMap((line, index): Fault[] => {
    const message = mistake(line)
    return message === null ? [] : [{ in: 'body', pointer: `/lines/${index}/${member}`, code, message }]
  })
  if (errors.length === 0) return
  throw new Refusal(code, { detail: `${errors[0]?.message}.`, errors })
}
