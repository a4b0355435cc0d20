import type { Money } from './money.ts'

/** What is owed for an order; issued once, when it is paid, and never changed. */
export interface Invoice {
  readonly id: string
  /** Counts up from 1 without a gap. */
  readonly number: number
  readonly orderId: string
  readonly partnerId: string | null
  readonly customerId: string | null
  readonly total: Money
  readonly issuedAt: Date
}
