import { ANYTHING, valuesNode } from '../canonical/built-nodes.ts'
import { canonical } from '../canonical-json.ts'
import type { Json } from '../question.ts'
import type { SchemaNode } from '../read/node.ts'
import type { Atom, ItemSchemas } from './item.ts'
import { type Literal, negative, positive } from './literal.ts'
import { alsoOn, anyOf, built, EMPTY, isProof, type Result, unknown } from './result.ts'
import { type Search, spend } from './search.ts'

/** The literals of single items, by index. */
type PlacedItems = ReadonlyMap<number, readonly Literal[]>
/** A demand that one of several items has to satisfy. */
type ItemDemand = { kind: 'break'; items: ItemSchemas } | { kind: 'hold'; literal: Literal } | { kind: 'duplicates' }

interface ListConditions {
  min: number
  max: number
  each: { items: ItemSchemas; produced: boolean }[]
  demands: ItemDemand[]
  atMost: { node: SchemaNode; count: number }[]
  isUnique: boolean
}

const LONGEST = 2000
const COPIES = 24

/** Builds a list that satisfies the conditions. */
export function solveList(search: Search, atoms: readonly Atom[], isProduced: boolean): Result {
  const conditions = collect(atoms)
  const { demands, each } = conditions
  const hasDuplicates = demands.some(({ kind }) => kind === 'duplicates')
  if (conditions.min > conditions.max || (hasDuplicates && conditions.isUnique)) return EMPTY
  const prefix = Math.max(
    0,
    ...each.map(({ items }) => items.prefix.length),
    ...demands.map((demand) => (demand.kind === 'break' ? demand.items.prefix.length : 0)),
  )
  // Positions beyond every prefix are equal, so that as many of them as there are demands cover all cases.
  const candidates = Array.from({ length: prefix + demands.length + (hasDuplicates ? 1 : 0) }, (_, at) => at).filter(
    (at) => at < conditions.max,
  )
  return place(0, new Map(), null)

  function place(index: number, placed: PlacedItems, duplicates: readonly [number, number] | null): Result {
    spend(search, 1)
    const demand = demands[index]
    if (!demand) return finish(placed, duplicates)
    if (demand.kind === 'duplicates') {
      const pairs = candidates.flatMap((a) => candidates.filter((b) => b > a).map((b) => [a, b] as const))
      return anyOf(pairs, (pair) => place(index + 1, placed, pair))
    }
    return anyOf(places(demand, placed), ({ at, literal }) => {
      const next = new Map(placed).set(at, [...(placed.get(at) ?? []), literal])
      const alone = search.solve(literalsAt(at, next))
      return alone.kind === 'empty' ? alone : place(index + 1, next, duplicates)
    })
  }

  function places(demand: ItemDemand, placed: PlacedItems): { at: number; literal: Literal }[] {
    if (demand.kind === 'hold') {
      const copies = [...placed].filter(([, literals]) => literals.includes(demand.literal)).map(([at]) => at)
      return candidates.filter((at) => at > Math.max(-1, ...copies)).map((at) => ({ at, literal: demand.literal }))
    }
    if (demand.kind !== 'break') return []
    const { prefix, items } = demand.items
    const early = prefix.map((node, at) => ({ at, literal: negative(node) }))
    return items
      ? [...early, ...candidates.filter((at) => at >= prefix.length).map((at) => ({ at, literal: negative(items) }))]
      : early
  }

  function literalsAt(index: number, placed: PlacedItems): Literal[] {
    const byPosition = each.flatMap(({ items, produced }) => {
      const node = items.prefix[index] ?? items.items
      return node ? [positive(node, produced)] : []
    })
    return [...(isProduced ? [positive(ANYTHING, true)] : []), ...byPosition, ...(placed.get(index) ?? [])]
  }

  function finish(placed: PlacedItems, duplicates: readonly [number, number] | null): Result {
    const length = Math.max(conditions.min, ...[...placed.keys(), ...(duplicates ?? [])].map((index) => index + 1))
    if (length > conditions.max) return EMPTY
    if (length > LONGEST) return unknown('a list would have to be too long')
    const relaxed = fill(length, placed, duplicates, () => [])
    if (conditions.atMost.length === 0 || relaxed.kind !== 'value') return relaxed
    return limit(length, placed, duplicates)
  }

  /** For `maxContains`: items that need not match `contains` must not match it. */
  function limit(length: number, placed: PlacedItems, duplicates: readonly [number, number] | null): Result {
    const kept: { node: SchemaNode; free: Set<number> }[] = []
    for (const { node, count } of conditions.atMost) {
      const forced = candidates
        .concat(length > candidates.length ? [length - 1] : [])
        .filter((at) => at < length && isProof(search.solve([...literalsAt(at, placed), negative(node)])))
      const beyond = forced.includes(length - 1) && length > candidates.length ? length - candidates.length - 1 : 0
      if (forced.length + beyond > count) return unknownUnless(count === 0 || duplicates === null)
      kept.push({ node, free: new Set(forced) })
    }
    const strict = fill(length, placed, duplicates, (at) =>
      kept.filter(({ free }) => !free.has(at)).map(({ node }) => negative(node)),
    )
    return strict.kind === 'empty'
      ? alsoOn(unknownUnless(conditions.atMost.every(({ count }) => count === 0)), strict)
      : strict
  }

  function fill(
    length: number,
    placed: PlacedItems,
    duplicates: readonly [number, number] | null,
    kept: (at: number) => Literal[],
  ): Result {
    const values: Json[] = []
    const keys = new Set<string>()
    let doubt: Result | null = null
    for (let index = 0; index < length; index++) {
      let literals = [...literalsAt(index, placed), ...kept(index)]
      const duplicate = duplicates?.[0] === index ? duplicates[1] : duplicates?.[1] === index ? duplicates[0] : null
      if (duplicate !== null && duplicate !== undefined) literals = [...literals, ...literalsAt(duplicate, placed)]
      let result = search.solve(literals)
      if (result.kind === 'value' && conditions.isUnique && keys.has(canonical(result.value))) {
        result = search.solve([...literals, negative(valuesNode([...values]))])
        if (result.kind === 'empty' && !isUniform(placed))
          result = alsoOn(unknown('the items could not be produced distinct'), result)
      }
      if (result.kind === 'empty') return result
      if (result.kind === 'unknown') doubt ??= result
      else {
        values.push(result.value)
        keys.add(canonical(result.value))
      }
    }
    return doubt ?? built(values)
  }

  /** True where all positions have the same conditions, so that a greedy choice misses no arrangement. */
  function isUniform(placed: PlacedItems): boolean {
    return placed.size === 0 && each.every(({ items }) => items.prefix.length === 0)
  }
}

const unknownUnless = (isProof: boolean): Result => (isProof ? EMPTY : unknown('maxContains could not be met'))

function collect(atoms: readonly Atom[]): ListConditions {
  const conditions: ListConditions = {
    min: 0,
    max: Number.POSITIVE_INFINITY,
    each: [],
    demands: [],
    atMost: [],
    isUnique: false,
  }
  for (const atom of atoms) {
    if (atom.on === 'size') {
      conditions.min = Math.max(conditions.min, Math.ceil(atom.min))
      conditions.max = Math.min(conditions.max, Math.floor(atom.max))
    }
    if (atom.on === 'each') conditions.each.push(atom)
    if (atom.on === 'some') conditions.demands.push({ kind: 'break', items: atom.items })
    if (atom.on === 'atLeast') {
      conditions.min = Math.max(conditions.min, atom.count)
      const literal = positive(atom.node, atom.produced)
      for (let copy = 0; copy < Math.min(atom.count, COPIES); copy++) conditions.demands.push({ kind: 'hold', literal })
    }
    if (atom.on === 'atMost') conditions.atMost.push(atom)
    if (atom.on === 'unique' && atom.sign) conditions.isUnique = true
    if (atom.on === 'unique' && !atom.sign) conditions.demands.push({ kind: 'duplicates' })
  }
  return conditions
}
