import type { Json } from '../question.ts'

/**
 * The result of a search. `low`: the depth of the shallowest unfinished goal that it assumes to be empty; Infinity
 * where it assumes none. The result holds only if that assumption does.
 */
export type Result =
  | { kind: 'value'; value: Json }
  | { kind: 'empty'; low: number }
  | { kind: 'unknown'; reason: string; pointer: string; low: number; isOutOfBudget?: true }

export const EMPTY: Result = { kind: 'empty', low: Number.POSITIVE_INFINITY }
export const unknown = (reason: string, pointer = ''): Result => ({
  kind: 'unknown',
  reason,
  pointer,
  low: Number.POSITIVE_INFINITY,
})
export const found = (value: Json): Result => ({ kind: 'value', value })

/** The most parts of a value. Nobody would read a larger one. */
const largest = 20_000
const sizes = new WeakMap<object, number>()

/** A value built from others; unknown where it is too large. Values that share parts can grow exponentially. */
export function built(value: Json): Result {
  return sizeOf(value) > largest ? unknown('a value would have to be too large') : found(value)
}

function sizeOf(value: Json): number {
  if (typeof value !== 'object' || value === null) return 1
  const known = sizes.get(value)
  if (known !== undefined) return known
  const size = Object.values(value).reduce<number>((sum, part) => sum + sizeOf(part as Json), 1)
  sizes.set(value, size)
  return size
}

const lowOf = (result: Result): number => (result.kind === 'value' ? Number.POSITIVE_INFINITY : result.low)

/** The result of the first alternative that has a value; empty only where all are. */
export function anyOf<T>(alternatives: Iterable<T>, attempt: (alternative: T) => Result): Result {
  let low = Number.POSITIVE_INFINITY
  let doubt: Result | null = null
  for (const alternative of alternatives) {
    const result = attempt(alternative)
    if (result.kind === 'value') return result
    low = Math.min(low, result.low)
    if (result.kind === 'unknown') doubt ??= result
  }
  return doubt && doubt.kind === 'unknown' ? { ...doubt, low } : { kind: 'empty', low }
}

/** The result, if it also depends on `other`. */
export function alsoOn(result: Result, other: Result): Result {
  return result.kind === 'value' ? result : { ...result, low: Math.min(result.low, lowOf(other)) }
}

/** True for a proof that depends on no unfinished goal. */
export const isProof = (result: Result): boolean => result.kind === 'empty' && result.low === Number.POSITIVE_INFINITY
