import type { Cause } from '../schema-diff/cause.ts'
import type { ValuePair } from '../schema-diff/graph.ts'

/** The pairs at or below one that have a cause which may change their values: all others differ in words at most. */
export function valuedBelow(start: ValuePair, isValued: (cause: Cause) => boolean): Set<ValuePair> {
  const holders = new Map<ValuePair, ValuePair[]>([[start, []]])
  for (const [pair] of holders)
    for (const { pair: inner } of pair.inside) {
      const outer = holders.get(inner)
      if (outer === undefined) holders.set(inner, [pair])
      else outer.push(pair)
    }
  const valued = new Set([...holders.keys()].filter(({ causes }) => causes.some(isValued)))
  for (const pair of valued) for (const outer of holders.get(pair) ?? []) valued.add(outer)
  return valued
}
