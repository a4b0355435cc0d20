import type { Json } from './types.ts'

/**
 * What a search came to. `low`: the depth of the shallowest unfinished goal that was assumed empty on the way, Infinity
 * where there is none; such a result is only worth as much as that assumption.
 */
export type Result =
  | { kind: 'value'; value: Json }
  | { kind: 'empty'; low: number }
  | { kind: 'unknown'; reason: string; pointer: string; low: number }

export const EMPTY: Result = { kind: 'empty', low: Number.POSITIVE_INFINITY }
export const unknown = (reason: string, pointer = ''): Result => ({
  kind: 'unknown',
  reason,
  pointer,
  low: Number.POSITIVE_INFINITY,
})
export const found = (value: Json): Result => ({ kind: 'value', value })

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
