import type { Json } from '../question.ts'

/**
 * What a search came to. `low`: the depth of the shallowest unfinished goal that was assumed empty on the way, Infinity
 * where there is none; such a result is only worth as much as that assumption.
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

/** Values with more parts than this are none that anybody wants to see, or that can be written down. */
const largest = 20_000
const sizes = new WeakMap<object, number>()

/** A value that was put together of others: two of each in each, and forty deep is more than fits into memory. */
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

/** The first alternative with a value; empty only if all of them are. */
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

/** What is left of `result` if it also hangs on `other`. */
export function alsoOn(result: Result, other: Result): Result {
  return result.kind === 'value' ? result : { ...result, low: Math.min(result.low, lowOf(other)) }
}

/** A proof that hangs on nothing that is still under way. */
export const isProof = (result: Result): boolean => result.kind === 'empty' && result.low === Number.POSITIVE_INFINITY
