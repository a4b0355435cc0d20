import { describe, expect, it } from 'vitest'
import { rankSum } from '../../support/rank-sum.ts'

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at)

describe('the rank-sum test that login times are put to', () => {
  it('counts the pairs of which the first is larger', () => {
    const first = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3]
    const second = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
    const larger = first.flatMap((one) => second.filter((other) => one > other)).length
    // Two ties within the second sample take 12 of 18 × 17 × 19 from the variance.
    const deviation = Math.sqrt(((9 * 9) / 12) * (19 - 12 / (18 * 17)))
    expect(rankSum(first, second).z).toBeCloseTo((larger - 81 / 2) / deviation, 10)
  })

  it.each([
    [1.959964, 0.05],
    [2.575829, 0.01],
    [3.290527, 0.001],
  ])('gives z = %f the two-sided p of %f', (wanted, p) => {
    // Samples whose z comes closest to the wanted one.
    const base = range(0, 400)
    const shifts = range(0, 200).map((shift) =>
      rankSum(
        base.map((value) => value + shift / 2 + 0.25),
        base,
      ),
    )
    const nearest = shifts.toSorted((a, b) => Math.abs(a.z - wanted) - Math.abs(b.z - wanted))[0]
    expect(nearest?.p).toBeCloseTo(p, 2)
  })

  it('tells a shift of a quarter of the spread from none over 200 tries, and nothing from itself', () => {
    const base = range(0, 200)
    expect(rankSum(base, base)).toEqual({ z: 0, p: expect.closeTo(1, 6) })
    expect(
      rankSum(
        base,
        base.map((value) => value + 50),
      ).p,
    ).toBeLessThan(0.001)
    expect(
      rankSum(
        base.map((value) => value + 50),
        base,
      ).z,
    ).toBeGreaterThan(3)
    expect(rankSum([1, 1, 1], [1, 1, 1]).z).toBe(0)
  })
})
