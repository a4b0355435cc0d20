/** Where the referee is known to read the contract otherwise than its text, each with the reason why ours stands. */
import type { Content } from './body.ts'
import type { ValidationError } from './version.ts'

export interface Difference {
  readonly url: string
  readonly content: Content | null
  /** Null: the referee accepts. */
  readonly verdict: string | null
  /** What our validator found; empty: it accepts. */
  readonly faults: readonly ValidationError[]
}

interface Known {
  readonly why: string
  readonly applies: (difference: Difference) => boolean
}

const parameters = new Set(['path', 'query', 'headers', 'cookies'])

export const knownDifferences: readonly Known[] = [
  {
    why: 'It coerces parameters as JavaScript does (0x10, 1e1, " 5", Infinity); the contract takes decimal digits only.',
    applies: ({ verdict, faults }) =>
      verdict === null &&
      faults.length > 0 &&
      faults.every((fault) => parameters.has(fault.in) && fault.code === 'TYPE'),
  },
  {
    why: 'It refuses a raw ":", "," or other reserved character in a query value; RFC 3986 §3.4 permits them.',
    applies: ({ verdict, faults }) => faults.length === 0 && /must be url encoded/.test(verdict ?? ''),
  },
]

export function explains(difference: Difference): boolean {
  return knownDifferences.some(({ applies }) => applies(difference))
}
