import type { SchemaNode } from '../read/node.ts'
import type { Literal } from './literal.ts'
import type { Result } from './result.ts'
import type { Search } from './search.ts'

/** Of several refusals, one that nothing can meet is enough; looking for it first keeps their combinations away. */
export function refusedAlone(search: Search, stated: readonly Literal[], refused: readonly Literal[]): Result | null {
  // Which of its alternatives is meant has to be known first.
  if (stated.length === 0 || stated.some(({ node }) => isOpen(node))) return null
  // What stands at the same place is most likely what became of it, and what may be supposed to be contained.
  const isPeer = ({ node }: Literal): boolean => stated.some((other) => other.node.pointer === node.pointer)
  const others = search.assumed ? [] : refused.filter((literal) => !isPeer(literal))
  for (const refusal of [...refused.filter(isPeer), ...others]) {
    const alone = search.solve([...stated, refusal])
    if (alone.kind === 'empty') return alone
  }
  return null
}

const isOpen = ({ any, one, when }: SchemaNode): boolean => any.length + one.length + when.length > 0
