/**
 * Mann-Whitney's U by its normal approximation with ties: whether one sample tends to be larger than the other.
 * @returns z, positive where the first is larger, and the two-sided p
 */
export function rankSum(first: readonly number[], second: readonly number[]): { z: number; p: number } {
  const all = [...first.map((value) => ({ value, own: true })), ...second.map((value) => ({ value, own: false }))]
  all.sort((a, b) => a.value - b.value)
  let ranks = 0
  let ties = 0
  for (let from = 0; from < all.length; ) {
    let to = from
    while (to < all.length && all[to]?.value === all[from]?.value) to++
    const group = all.slice(from, to)
    ranks += group.filter(({ own }) => own).length * ((from + 1 + to) / 2)
    ties += group.length ** 3 - group.length
    from = to
  }
  const [m, n, total] = [first.length, second.length, all.length]
  const u = ranks - (m * (m + 1)) / 2
  const variance = ((m * n) / 12) * (total + 1 - ties / (total * (total - 1)))
  const z = variance === 0 ? 0 : (u - (m * n) / 2) / Math.sqrt(variance)
  return { z, p: 2 * (1 - normal(Math.abs(z))) }
}

/** The standard normal's distribution function (Abramowitz and Stegun 7.1.26), right to seven digits. */
function normal(x: number): number {
  const y = x / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * y)
  const series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
  return 1 - (series * Math.exp(-y * y)) / 2
}
