import type { Json } from '../question.ts'
import { follow, type SchemaNode } from '../read/node.ts'
import { evaluate, schemasOf } from './evaluate.ts'

/**
 * How often a validator without memory evaluates some value under some schema, at most. A schema that several levels
 * share counts each time. This function has a memory, so that it finds 2^30 after 30 steps.
 */
export function costOf(node: SchemaNode, value: Json): number {
  const known = new Map<SchemaNode, Map<Json, number>>()

  function cost(given: SchemaNode, value: Json): number {
    const node = follow(given)
    const ofNode = known.get(node) ?? new Map<Json, number>()
    known.set(node, ofNode)
    const held = ofNode.get(value)
    if (held !== undefined) return held
    // A schema that applies itself to the same value counts once. `cut-loops.ts` removes it.
    ofNode.set(value, 1)
    const parts = [...evaluatedInPlace(node, value).map((child) => cost(child, value)), ...inside(node, value)]
    const sum = parts.reduce((sum, part) => sum + part, 1)
    ofNode.set(value, sum)
    return sum
  }

  function* inside({ array, object }: SchemaNode, value: Json): Iterable<number> {
    if (typeof value !== 'object' || value === null) return
    for (const [name, member] of Object.entries(value)) {
      const children = Array.isArray(value)
        ? [array.prefix[Number(name)] ?? array.items, array.contains, array.unevaluated]
        : [...schemasOf(object, name), object.unevaluated]
      for (const child of children) if (child) yield cost(child, member as Json)
      if (object.names && !Array.isArray(value)) yield cost(object.names, name)
    }
  }

  return cost(node, value)
}

function evaluatedInPlace(node: SchemaNode, value: Json): SchemaNode[] {
  const has = (name: string): boolean => typeof value === 'object' && value !== null && Object.hasOwn(value, name)
  return [
    ...node.all,
    ...node.any.flat(),
    ...node.one.flat(),
    ...node.not,
    ...node.when.flatMap((when) => [when.if, evaluate(when.if, value).truth === true ? when.yes : when.no]),
    ...node.object.dependentSchemas.filter(([name]) => has(name)).map(([, child]) => child),
  ]
}
