import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sum, times } from '../../../server/domain/money.ts'

const eur = (amount: number) => ({ amount, currency: 'EUR' })

describe('money', () => {
  it('multiplies and adds without losing a unit', () => {
    const amount = fc.integer({ min: 1, max: 999_999_999 })
    const count = fc.integer({ min: 1, max: 10_000 })
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, count), { minLength: 1, maxLength: 100 }), (lines) => {
        const exact = lines.reduce((total, [price, pieces]) => total + BigInt(price) * BigInt(pieces), 0n)
        return BigInt(sum(lines.map(([price, pieces]) => times(eur(price), pieces))).amount) === exact
      }),
    )
  })

  it('refuses what it cannot count exactly', () => {
    expect(() => times(eur(Number.MAX_SAFE_INTEGER), 2)).toThrow(RangeError)
    expect(() => sum([eur(Number.MAX_SAFE_INTEGER), eur(1)])).toThrow(RangeError)
  })

  it('does not add different currencies, or nothing', () => {
    expect(() => sum([eur(1), { amount: 1, currency: 'USD' }])).toThrow(RangeError)
    expect(() => sum([])).toThrow(RangeError)
  })
})
