import type { SchemaNode } from '../read/node.ts'
import type { Literal } from './literal.ts'
import type { Result } from './result.ts'
import type { Search } from './search.ts'

/**
 * Looks for one refusal that no value satisfies. It decides the goal, and saves trying the combinations of all
 * refusals.
 */
export function refusedAlone(search: Search, stated: readonly Literal[], refused: readonly Literal[]): Result | null {
  // An alternative must be chosen first.
  if (stated.length === 0 || stated.some(({ node }) => isOpen(node))) return null
  // The schema at the same place of the other contract is the most likely one to contain this one.
  const isPeer = ({ node }: Literal): boolean => stated.some((other) => other.node.pointer === node.pointer)
  const others = search.assumed ? [] : refused.filter((literal) => !isPeer(literal))
  for (const refusal of [...refused.filter(isPeer), ...others]) {
    const alone = search.solve([...stated, refusal])
    if (alone.kind === 'empty') return alone
  }
  return null
}

const isOpen = ({ any, one, when }: SchemaNode): boolean => any.length + one.length + when.length > 0
