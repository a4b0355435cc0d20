import type { Literal } from './literal.ts'
import { EMPTY, type Result, unknown } from './result.ts'
import { OutOfBudget, type Search } from './search.ts'

/** The default budget of each attempt at a question. */
const BUDGET = 40_000
/** The first depths look for a small value; */
const SHALLOW = [1, 2, 3, 4, 5, 6, 8, 10]
/** the next ones, where there is neither value nor proof yet, for any value. */
const DEEP = [20, 400]

/** Solves a goal. Each attempt has the whole budget. */
export function solveWithin(search: Search, budget: number | undefined, literals: readonly Literal[]): Result {
  let result: Result = unknown('nothing was tried')
  for (const limit of SHALLOW) {
    result = attempt(search, budget, limit, () => search.solve(literals))
    if (result.kind !== 'unknown' || result.low >= 0) return result
    if (search.steps > search.budget) break
  }
  if (proveTogether(search, budget, literals)) return EMPTY
  for (const limit of DEEP) {
    result = attempt(search, budget, limit, () => search.solve(literals))
    if (result.kind !== 'unknown' || result.low >= 0) return result
  }
  return result
}

function attempt(search: Search, budget: number | undefined, limit: number, work: () => Result): Result {
  search.steps = 0
  search.budget = budget ?? BUDGET
  search.limit = limit
  try {
    return work()
  } catch (error) {
    if (error instanceof OutOfBudget)
      return {
        kind: 'unknown',
        reason: `not decided within ${search.budget} steps`,
        pointer: '',
        low: -1,
        isOutOfBudget: true,
      }
    if (error instanceof RangeError)
      return { kind: 'unknown', reason: 'the schemas are nested too deep', pointer: '', low: -1 }
    throw error
  } finally {
    search.path.clear()
    search.held.clear()
    search.frames.length = 0
  }
}

/**
 * Proves a goal empty together with all goals that it leads to, breadth first: if each is empty where the goals below
 * are, then none has a smallest value. Needs no depth, even where thousands of schemas refer to each other.
 */
function proveTogether(search: Search, budget: number | undefined, literals: readonly Literal[]): boolean {
  const supposed = new Map<string, Result>()
  search.supposed = supposed
  search.assumed = new Map()
  let isProved = true
  const result = attempt(search, budget, DEEP.at(-1) as number, () => {
    let goals: (readonly Literal[])[] = [literals]
    const seen = new Set<string>()
    while (isProved && goals.length > 0) {
      search.assumed?.clear()
      for (const goal of goals) isProved &&= search.solve(goal).kind === 'empty'
      const next = [...(search.assumed ?? [])].filter(([key]) => !seen.has(key))
      for (const [key] of next) seen.add(key)
      goals = next.map(([, goal]) => goal)
    }
    return EMPTY
  })
  search.assumed = null
  search.supposed = null
  isProved &&= result.kind === 'empty'
  if (isProved) for (const [key, answer] of supposed) search.memory.set(key, answer)
  return isProved
}
