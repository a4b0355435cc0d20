import { evaluate } from '../evaluate/evaluate.ts'
import type { Json } from '../question.ts'
import { follow, type SchemaNode } from '../read/node.ts'
import type { Truth } from '../read/scalars.ts'
import type { Literal } from './literal.ts'
import type { Search } from './search.ts'

/** The truth of all literals for a value; undefined where it depends on an unknown keyword or format. */
export function holds(search: Search, literals: readonly Literal[], value: Json): Truth {
  let truth: Truth = true
  for (const { sign, node } of literals) {
    const held = evaluate(node, value, sign).truth
    if (held === !sign) return false
    truth = truth && (held === undefined ? undefined : true)
  }
  const makers = literals.filter(({ produced }) => produced).map(({ node }) => node)
  return makers.length > 0 && !isDeclared(search, makers, value) ? false : truth
}

/** True where the producer's schemas declare all members of the value, at every depth. */
function isDeclared(search: Search, makers: readonly SchemaNode[], value: Json): boolean {
  if (typeof value !== 'object' || value === null) return true
  const declared = Map.groupBy(
    makers.flatMap((node) => evaluate(node, value, true).annotations),
    ({ name }) => name,
  )
  return Object.entries(value).every(([name, member]) => {
    const of = declared.get(name) ?? []
    if (of.some(({ isHidden }) => isHidden) || (of.length === 0 && !search.open && !Array.isArray(value))) return false
    return isDeclared(search, [...new Set(of.flatMap(({ node }) => (node ? follow(node) : [])))], member)
  })
}
