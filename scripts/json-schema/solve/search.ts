import type { Literal } from './literal.ts'
import type { Result } from './result.ts'

/** One search for a value of conjunctions of literals; its memory serves all questions of one pair of documents. */
export interface Search {
  /** Producers' objects may carry what they do not declare. */
  open: boolean
  /** A value of all the literals, or the proof that there is none. */
  solve(goal: readonly Literal[]): Result
  steps: number
  budget: number
  memory: Map<string, Result>
  /** Goals under way, with their depth. */
  path: Map<string, number>
  /** Answers that hang on a goal under way; `frames[depth]` lists those that fall with the goal of that depth. */
  held: Map<string, Result>
  frames: string[][]
  /** How deep goals may stand inside each other. */
  limit: number
  /** Goals that were not settled within so many levels below them. */
  cut: Map<string, number>
  /** While several goals are proved together: those met on the way, which are taken to be empty. */
  assumed: Map<string, Literal[]> | null
  /** What was found meanwhile, which is worth something only if the proof succeeds. */
  supposed: Map<string, Result> | null
}

export class OutOfBudget extends Error {}

export function spend(search: Search, steps: number): void {
  search.steps += steps
  if (search.steps > search.budget) throw new OutOfBudget()
}
