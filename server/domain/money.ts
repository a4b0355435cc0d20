/** `amount` counts minor units (cents, yen) and is a safe integer; `currency` is an ISO 4217 code. */
export interface Money {
  readonly amount: number
  readonly currency: string
}

export function times({ amount, currency }: Money, count: number): Money {
  return { amount: exact(amount * count), currency }
}

/** Of amounts in one currency, at least one. */
export function sum(amounts: readonly Money[]): Money {
  const [first] = amounts
  if (first === undefined || amounts.some(({ currency }) => currency !== first.currency)) {
    throw new RangeError('a sum takes at least one amount, all in one currency')
  }
  return { amount: exact(amounts.reduce((total, { amount }) => total + amount, 0)), currency: first.currency }
}

function exact(amount: number): number {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} minor units cannot be counted exactly`)
  return amount
}
