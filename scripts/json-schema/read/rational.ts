/** An exact fraction, `d` > 0, in lowest terms: JSON numbers are decimals, and `multipleOf: 0.1` has to divide 0.3. */
export interface Rational {
  n: bigint
  d: bigint
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b))

export function ratio(n: bigint, d: bigint): Rational {
  const sign = d < 0n ? -1n : 1n
  const common = gcd(n, d) || 1n
  return { n: (sign * n) / common, d: (sign * d) / common }
}

/** The decimal that JavaScript prints for `x`, exactly. */
export function rational(x: number): Rational {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(x))
  if (!match) throw new RangeError(`not a finite number: ${x}`)
  const [, sign, whole = '0', fraction = '', exponent = '0'] = match
  const digits = BigInt(whole + fraction) * (sign ? -1n : 1n)
  const scale = Number(exponent) - fraction.length
  return scale >= 0 ? ratio(digits * 10n ** BigInt(scale), 1n) : ratio(digits, 10n ** BigInt(-scale))
}

/** The double that prints as exactly `r`; undefined where there is none. */
export function double(r: Rational): number | undefined {
  const x = Number(r.n) / Number(r.d)
  if (Number.isFinite(x) && equal(rational(x), r)) return x === 0 ? 0 : x
  const scaled = r.n * 10n ** 30n
  if (scaled % r.d !== 0n) return undefined
  const y = Number(`${scaled / r.d}e-30`)
  return Number.isFinite(y) && equal(rational(y), r) ? y : undefined
}

export const compare = (a: Rational, b: Rational): number => {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
export const equal = (a: Rational, b: Rational): boolean => a.n === b.n && a.d === b.d
export const times = (k: bigint, r: Rational): Rational => ratio(k * r.n, r.d)
export const plus = (a: Rational, b: Rational): Rational => ratio(a.n * b.d + b.n * a.d, a.d * b.d)
export const half = (a: Rational): Rational => ratio(a.n, a.d * 2n)
export const isMultiple = (value: Rational, of: Rational): boolean => (value.n * of.d) % (value.d * of.n) === 0n

/** Least common multiple of two positive fractions. */
export function lcm(a: Rational, b: Rational): Rational {
  const numerator = (a.n * b.n) / gcd(a.n, b.n)
  return ratio(numerator, gcd(a.d, b.d))
}

/** The largest integer k with k · step ≤ r, for a positive step. */
export function floorDivide(r: Rational, step: Rational): bigint {
  const n = r.n * step.d
  const d = r.d * step.n
  const quotient = n / d
  return n % d !== 0n && n < 0n ? quotient - 1n : quotient
}
export const ceilDivide = (r: Rational, step: Rational): bigint => -floorDivide({ n: -r.n, d: r.d }, step)
