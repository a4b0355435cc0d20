import type { Json } from '../question.ts'
import type { Literal } from './literal.ts'
import type { Result } from './result.ts'

/** A search for values of conjunctions of literals. Its memory serves all questions about two documents. */
export interface Search {
  /** True where producers' objects may hold members that they do not declare. */
  open: boolean
  /** Finds a value that satisfies all literals, or proves that there is none. */
  solve(goal: readonly Literal[]): Result
  /** Values that are tried before anything is searched for. */
  hints: readonly Json[]
  steps: number
  budget: number
  memory: Map<string, Result>
  /** Unfinished goals, with their depth. */
  path: Map<string, number>
  /** Results that depend on an unfinished goal. `frames[depth]` lists those that depend on the goal of that depth. */
  held: Map<string, Result>
  frames: string[][]
  /** How deep goals may nest. */
  limit: number
  /** For goals that are undecided: how many levels below them were searched. */
  cut: Map<string, number>
  /** While several goals are proved together: the goals that are assumed to be empty. */
  assumed: Map<string, Literal[]> | null
  /** The results found meanwhile, which hold only if the proof succeeds. */
  supposed: Map<string, Result> | null
}

export class OutOfBudget extends Error {}

export function spend(search: Search, steps: number): void {
  search.steps += steps
  if (search.steps > search.budget) throw new OutOfBudget()
}
