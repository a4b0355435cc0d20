import { ANYTHING, makeNode } from '../canonical/built-nodes.ts'
import { follow, type SchemaNode, type TypeName } from '../read/node.ts'
import type { Atom, Item, MemberSchemas } from './item.ts'
import { negative, positive } from './literal.ts'

/**
 * One combination of the conditional parts of a schema that match, and the rule for what `unevaluated…` applies to
 * then.
 */
interface Case {
  items: Item[]
  /** The rule for unevaluated members or items; absent where all are evaluated. */
  rule?: (produced: boolean) => Atom
  broken?: Atom
  /** Set where the cases are too many or cannot be expressed. A built value is then evaluated as a whole. */
  isVague?: true
}

/** The members and items that the matching parts evaluate. */
interface Spoken {
  items: Item[]
  names: string[]
  patterns: string[]
  /** How many of the first items. */
  prefix: number
  /** The schemas of `contains`: items that match one are evaluated too. */
  contained: SchemaNode[]
  isAll: boolean
}

const CASES = 64

/**
 * `unevaluatedProperties` or `unevaluatedItems` by cases: what is evaluated depends on which conditional parts match.
 * Null where the schema has no such keyword.
 */
export function unevaluated(node: SchemaNode, type: TypeName): Case[] | null {
  const rest = type === 'object' ? node.object.unevaluated : type === 'array' ? node.array.unevaluated : null
  if (rest === null) return null
  const cases = casesWithin(node, type, 0, new Map())
  if (cases === null) return [{ items: [], isVague: true }]
  return cases.map((spoken) => {
    if (spoken.isAll) return { items: spoken.items }
    if (type === 'array') {
      const left = spoken.contained.length > 0 ? makeNode({ any: [[...spoken.contained, rest]] }) : rest
      const items = { prefix: Array.from({ length: spoken.prefix }, () => ANYTHING), items: left }
      return {
        items: spoken.items,
        rule: (produced) => ({ on: 'each', items, produced }),
        broken: { on: 'some', items },
      }
    }
    const members: MemberSchemas = {
      properties: new Map(spoken.names.map((name) => [name, ANYTHING])),
      hidden: new Set(),
      patterns: spoken.patterns.map((pattern) => [pattern, ANYTHING]),
      additional: rest,
    }
    return {
      items: spoken.items,
      rule: (produced) => ({ on: 'members', members, produced }),
      broken: { on: 'violates', members },
    }
  })
}

/** The cases of a schema, by how many levels it is below the first one. */
type KnownCases = Map<SchemaNode, (Spoken[] | null)[]>

/** Null where there are too many cases, or one that cannot be expressed. */
function casesWithin(given: SchemaNode, type: TypeName, depth: number, known: KnownCases): Spoken[] | null {
  const node = follow(given)
  if (depth > 8) return null
  const levels = known.get(node) ?? []
  known.set(node, levels)
  const level = levels[depth]
  if (level !== undefined) return level
  const cases = casesOf(node, type, depth, known)
  levels[depth] = cases
  return cases
}

function casesOf(node: SchemaNode, type: TypeName, depth: number, known: KnownCases): Spoken[] | null {
  let cases: Spoken[] | null = [own(node, type, depth)]
  const times = (next: (Spoken[] | null)[]): void => {
    cases = product(cases, next.some((part) => part === null) ? null : (next as Spoken[][]).flat())
  }
  const held = (child: SchemaNode): Spoken[] | null =>
    casesWithin(child, type, depth + 1, known)?.map((spoken) => ({
      ...spoken,
      items: [positive(child), ...spoken.items],
    })) ?? null
  const failed = (child: SchemaNode): Spoken[] => [{ ...NOTHING, items: [negative(child)] }]
  for (const child of node.all) times([held(child)])
  for (const branches of [...node.any, ...node.one]) for (const child of branches) times([held(child), failed(child)])
  for (const when of node.when) times([product(held(when.if), held(when.yes)), product(failed(when.if), held(when.no))])
  if (type === 'object')
    for (const [name, child] of node.object.dependentSchemas) {
      const has: Spoken = { ...NOTHING, items: [{ on: 'has', name, produced: false }] }
      times([product([has], held(child)), [{ ...NOTHING, items: [{ on: 'lacks', name, produced: false }] }]])
    }
  return cases
}

const NOTHING: Spoken = { items: [], names: [], patterns: [], prefix: 0, contained: [], isAll: false }

function own(node: SchemaNode, type: TypeName, depth: number): Spoken {
  const { array, object } = node
  if (type === 'array') {
    const isAll = array.items !== null || (depth > 0 && array.unevaluated !== null)
    return { ...NOTHING, prefix: array.prefix.length, contained: array.contains ? [array.contains] : [], isAll }
  }
  const isAll = object.additional !== null || (depth > 0 && object.unevaluated !== null)
  return {
    ...NOTHING,
    names: [...object.properties.keys()],
    patterns: object.patterns.map(([pattern]) => pattern),
    isAll,
  }
}

function product(left: Spoken[] | null, right: Spoken[] | null): Spoken[] | null {
  if (left === null || right === null || left.length * right.length > CASES) return null
  return left.flatMap((a) =>
    right.map((b) => ({
      items: [...a.items, ...b.items],
      names: [...new Set([...a.names, ...b.names])],
      patterns: [...new Set([...a.patterns, ...b.patterns])],
      prefix: Math.max(a.prefix, b.prefix),
      contained: [...a.contained, ...b.contained],
      isAll: a.isAll || b.isAll,
    })),
  )
}
