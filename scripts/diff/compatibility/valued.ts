import type { Cause } from '../schema-diff/cause.ts'
import type { ValuePair } from '../schema-diff/graph.ts'

/** The pairs at or below one that have a cause which may change their values: all others differ in words at most. */
export function valuedBelow(start: ValuePair, isValued: (cause: Cause) => boolean): Set<ValuePair> {
  const around = new Map<ValuePair, ValuePair[]>([[start, []]])
  for (const [pair] of around)
    for (const { pair: inner } of pair.inside) {
      const outer = around.get(inner)
      if (outer === undefined) around.set(inner, [pair])
      else outer.push(pair)
    }
  const valued = new Set([...around.keys()].filter(({ causes }) => causes.some(isValued)))
  for (const pair of valued) for (const outer of around.get(pair) ?? []) valued.add(outer)
  return valued
}
