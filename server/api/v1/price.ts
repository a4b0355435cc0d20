/** Prices as decimal numbers in major units, and money as the domain has it: exact both ways, or refused. */
import type { Money } from '../../domain/money.ts'
import { Refusal } from '../../domain/refusal.ts'

/** The currencies whose minor unit is not a hundredth (ISO 4217, list one). `Intl` goes by what is in use, not by the list. */
const decimals: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries({
    0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
    3: 'BHD IQD JOD KWD LYD OMR TND',
    4: 'CLF UYW',
  }).flatMap(([digits, codes]) => codes.split(' ').map((code) => [code, Number(digits)])),
)

const decimalsOf = (currency: string): number => decimals[currency] ?? 2

/** What a price may be at most, in minor units of any currency. */
const most = 999_999_999

/**
 * @param price from 0.0001 to 999 999 999, where a number's shortest text has no exponent: what the caller wrote, unless it
 *   wrote more digits than a double holds
 * @throws Refusal VALIDATION_FAILED when it has more decimals than the currency, or is more than a price may be
 */
export function moneyOf(price: number, currency: string): Money {
  const digits = decimalsOf(currency)
  const [whole = '', fraction = ''] = String(price).split('.')
  if (fraction.length > digits) throw refused('MULTIPLE_OF', `has more decimals than ${currency} has, ${digits}`)
  const amount = Number(whole + fraction.padEnd(digits, '0'))
  if (amount > most) throw refused('MAXIMUM', `must be at most ${decimalOf({ amount: most, currency })} ${currency}`)
  return { amount, currency }
}

/** Exact up to 15 digits: the double nearest to such a text has it as its shortest text again. */
export function decimalOf({ amount, currency }: Money): number {
  const digits = decimalsOf(currency)
  if (digits === 0) return amount
  const text = String(amount).padStart(digits + 1, '0')
  return Number(`${text.slice(0, -digits)}.${text.slice(-digits)}`)
}

function refused(code: string, message: string): Refusal {
  return new Refusal('VALIDATION_FAILED', {
    detail: `The price ${message}.`,
    errors: [{ in: 'body', pointer: '/price', code, message }],
  })
}
