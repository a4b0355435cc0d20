/** Choices that a seed decides: the same seed makes the same choices, on every machine. */

export interface Random {
  /** From 0 to 1, without 1. */
  next(): number
  /** From 0 to `below`, without it. */
  int(below: number): number
  chance(probability: number): boolean
  /** @throws Error for an empty list */
  pick<T>(list: readonly T[]): T
  /** The heavier, the more often. @throws Error for an empty list */
  weighted<T>(list: readonly T[], weightOf: (item: T) => number): T
}

/** Mulberry32, stirred with as many numbers as name the stream. */
export function createRandom(...seeds: readonly number[]): Random {
  let state = seeds.reduce((mixed, seed) => stir(mixed ^ Math.trunc(seed)) >>> 0, 0x9e3779b9)
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    return stir(state) / 0x1_0000_0000
  }
  const int = (below: number) => Math.floor(next() * below)
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new Error('nothing to pick from')
    return list[int(list.length)] as T
  }
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick,
    weighted(list, weightOf) {
      let left = next() * list.reduce((sum, item) => sum + weightOf(item), 0)
      for (const item of list) {
        left -= weightOf(item)
        if (left < 0) return item
      }
      return pick(list)
    },
  }
}

function stir(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 15), value | 1)
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
  return (mixed ^ (mixed >>> 14)) >>> 0
}
