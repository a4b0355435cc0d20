import {
  ceilDivide,
  compare,
  double,
  equal,
  floorDivide,
  half,
  isMultiple,
  lcm,
  plus,
  type Rational,
  ratio,
  rational,
  times,
} from '../read/rational.ts'
import type { Atom } from './item.ts'
import { EMPTY, found, type Result, unknown } from './result.ts'

interface Bound {
  value: Rational
  open: boolean
}

interface Range {
  low: Bound | null
  high: Bound | null
  step: Rational | null
  /** False for the points and multiples that are excluded. */
  isFree(value: Rational): boolean
  excludedSteps: Rational[]
}

const SCAN = 3000
/** The range of a producer's integers, unless its format or bounds set another. */
const WIDEST = rational(2 ** 63)

/** Finds a number that satisfies the conditions: exact, except for numbers that no double represents. */
export function solveNumber(atoms: readonly Atom[], isProduced: boolean): Result {
  const range = collect(atoms, isProduced)
  return range.step ? onGrid(range, range.step) : onLine(range)
}

function collect(atoms: readonly Atom[], isProduced: boolean): Range {
  let low: Bound | null = null
  let high: Bound | null = null
  let step: Rational | null = null
  const excludedSteps: Rational[] = []
  const points: Rational[] = []
  for (const atom of atoms) {
    if (atom.on === 'low') low = tighter(low, { value: atom.bound, open: atom.open }, 1)
    if (atom.on === 'high') high = tighter(high, { value: atom.bound, open: atom.open }, -1)
    if (atom.on === 'multiple') step = step ? lcm(step, atom.of) : atom.of
    if (atom.on === 'notMultiple') excludedSteps.push(atom.of)
    if (atom.on === 'notNumber') points.push(atom.value)
  }
  if (isProduced && step?.d === 1n) {
    low ??= { value: ratio(-WIDEST.n, 1n), open: false }
    high ??= { value: WIDEST, open: false }
  }
  const isFree = (value: Rational): boolean =>
    !points.some((point) => equal(point, value)) && !excludedSteps.some((of) => isMultiple(value, of))
  return { low, high, step, isFree, excludedSteps }
}

function tighter(known: Bound | null, next: Bound, side: 1 | -1): Bound {
  if (!known) return next
  const order = compare(next.value, known.value) * side
  return order > 0 || (order === 0 && next.open) ? next : known
}

function onGrid({ low, high, isFree, excludedSteps }: Range, step: Rational): Result {
  if (excludedSteps.some((of) => isMultiple(step, of))) return EMPTY
  let first = low ? ceilDivide(low.value, step) : null
  if (low?.open && first !== null && equal(times(first, step), low.value)) first += 1n
  let last = high ? floorDivide(high.value, step) : null
  if (high?.open && last !== null && equal(times(last, step), high.value)) last -= 1n
  if (first !== null && last !== null && first > last) return EMPTY
  const start = first !== null && first > 0n ? first : last !== null && last < 0n ? last : 0n
  let isComplete = true
  for (let distance = 0n; distance < SCAN; distance++) {
    const candidates = distance === 0n ? [start] : [start + distance, start - distance]
    const inside = candidates.filter((k) => (first === null || k >= first) && (last === null || k <= last))
    if (inside.length === 0) return isComplete ? EMPTY : unknown('no double is a multiple within the bounds')
    for (const k of inside) {
      const value = times(k, step)
      if (!isFree(value)) continue
      const exact = double(value)
      if (exact !== undefined) return found(exact)
      isComplete = false
    }
  }
  return unknown('too many multiples are excluded')
}

function onLine({ low, high, isFree, excludedSteps }: Range): Result {
  if (low && high) {
    const order = compare(low.value, high.value)
    if (order > 0 || (order === 0 && (low.open || high.open))) return EMPTY
    if (order === 0) {
      const only = double(low.value)
      return !isFree(low.value) ? EMPTY : only === undefined ? unknown('no double is that number') : found(only)
    }
  }
  const isInside = (value: Rational): boolean => {
    const fromLow = low ? compare(value, low.value) : 1
    const fromHigh = high ? compare(high.value, value) : 1
    return (low?.open ? fromLow > 0 : fromLow >= 0) && (high?.open ? fromHigh > 0 : fromHigh >= 0)
  }
  for (const value of candidates(low, high, excludedSteps)) {
    if (!isInside(value) || !isFree(value)) continue
    const exact = double(value)
    if (exact !== undefined) return found(exact)
  }
  return unknown('no double was found between the bounds')
}

/** Integers next to 0, then next to the bounds, then fractions. Next to a large bound, validators round. */
function* candidates(low: Bound | null, high: Bound | null, steps: readonly Rational[]): Iterable<Rational> {
  const one = rational(1)
  const anchors = [rational(0)]
  if (low) anchors.push(times(ceilDivide(low.value, one), one), low.value)
  if (high) anchors.push(times(floorDivide(high.value, one), one), high.value)
  for (const near of [anchors.slice(0, 1), anchors.slice(1)])
    for (let distance = 0n; distance <= 40n; distance++)
      for (const anchor of near) {
        yield plus(anchor, ratio(distance, 1n))
        yield plus(anchor, ratio(-distance, 1n))
      }
  // Next to a bound with many digits there may be no other double, but further away there is.
  for (const bound of [low, high]) if (bound) for (const factor of [2n, 10n, -2n]) yield times(factor, bound.value)
  const middle = low && high ? half(plus(low.value, high.value)) : null
  for (const denominator of [2n, 10n, 100n, 3000n, 7000n, 1000000n])
    for (const anchor of middle ? [...anchors, middle] : anchors) {
      yield plus(anchor, ratio(1n, denominator))
      yield plus(anchor, ratio(-1n, denominator))
    }
  for (const step of steps)
    for (const anchor of anchors) {
      yield plus(anchor, half(step))
      yield plus(anchor, times(-1n, half(step)))
    }
  if (middle && low) {
    yield middle
    for (let at = middle, count = 0; count < 20; count++) {
      at = half(plus(low.value, at))
      yield at
    }
  }
}
