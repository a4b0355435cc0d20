import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimalOf, moneyOf } from '../../../../server/api/v1/price.ts'

const digitsOf: Record<string, number> = { JPY: 0, KRW: 0, EUR: 2, USD: 2, HUF: 2, BHD: 3, IQD: 3, CLF: 4 }
const currency = fc.constantFrom(...Object.keys(digitsOf))
const amount = fc.integer({ min: 1, max: 999_999_999 })

/** By text alone: nothing is multiplied. */
function written(minor: number, digits: number): string {
  const text = String(minor).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}

describe('a price', () => {
  it('is the money it was made of, to the last minor unit, over the wire and back', () => {
    fc.assert(
      fc.property(amount, currency, (minor, code) => {
        const money = { amount: minor, currency: code }
        const wire = JSON.stringify(decimalOf(money))
        expect(Number(wire)).toBe(Number(written(minor, digitsOf[code] as number)))
        expect(moneyOf(JSON.parse(wire) as number, code)).toEqual(money)
      }),
      { numRuns: 5_000 },
    )
  })

  it('is read as it is written, whatever binary makes of it', () => {
    fc.assert(
      fc.property(amount, currency, (minor, code) => {
        const text = written(minor, digitsOf[code] as number)
        expect(moneyOf(JSON.parse(text) as number, code).amount).toBe(minor)
      }),
      { numRuns: 5_000 },
    )
  })

  it.each([
    [1.005, 'BHD', 1005],
    [1.1, 'EUR', 110],
    [4.35, 'EUR', 435],
    [8.2, 'USD', 820],
    [0.29, 'EUR', 29],
    [1_999_999.99, 'EUR', 199_999_999],
    [999_999_999, 'JPY', 999_999_999],
    [0.0001, 'CLF', 1],
  ])('%f %s is %i', (price, code, minor) => {
    expect(moneyOf(price, code)).toEqual({ amount: minor, currency: code })
    expect(decimalOf({ amount: minor, currency: code })).toBe(price)
  })

  it.each([
    [19.999, 'EUR', 'MULTIPLE_OF'],
    [0.1 + 0.2, 'EUR', 'MULTIPLE_OF'],
    [1.5, 'JPY', 'MULTIPLE_OF'],
    [0.0001, 'EUR', 'MULTIPLE_OF'],
    [10_000_000, 'EUR', 'MAXIMUM'],
    [1_000_000, 'BHD', 'MAXIMUM'],
  ])('%f %s is refused rather than rounded', (price, code, reason) => {
    expect(() => moneyOf(price, code)).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED', errors: [expect.objectContaining({ code: reason })] }),
    )
  })
})
