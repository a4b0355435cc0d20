import { isNode, type Node } from '../load/grammar.ts'
import type { Loaded } from '../load/load.ts'
import { step } from '../load/pointer.ts'
import type { Spot } from '../normalise/spot.ts'
import { annotations } from './annotations.ts'
import { branchesOf } from './branches.ts'
import type { Cause } from './cause.ts'
import { type Facet, facetsOf, type Modes, type Two } from './facets.ts'
import type { Same } from './same.ts'
import { unwrap } from './unwrap.ts'

/** Two schemas that describe one value: what differs in them, and which values inside it differ. */
export interface ValuePair {
  key: string
  base: string
  revision: string
  causes: Cause[]
  inside: Inside[]
}

export interface Inside {
  pair: ValuePair
  /** True where containment of the part gives containment of the whole. */
  monotone: boolean
}

export type Compare = (base: Spot, revision: Spot) => ValuePair | undefined

/** Compares schemas once for each pair of places; recursive schemas give a graph with circles. */
export function comparer(base: Loaded, revision: Loaded, same: Same): Compare {
  const known = new Map<string, ValuePair>()
  const compare: Compare = (one, other) => {
    if (same(one.value, other.value)) return undefined
    const [a, b] = [unwrap(base, one), unwrap(revision, other)]
    const key = `${a.spot.pointer}\n${b.spot.pointer}\n${a.pointer === a.spot.pointer && b.pointer === b.spot.pointer ? '' : `${a.pointer}\n${b.pointer}`}`
    const held = known.get(key)
    if (held !== undefined) return held
    const pair: ValuePair = { key, base: a.spot.pointer, revision: b.spot.pointer, causes: [], inside: [] }
    known.set(key, pair)
    collect(a, b, pair)
    return pair
  }

  const modes: Two['modes'] = (side, schema) => modesOf(side === 'base' ? base : revision, schema)

  function collect(a: ReturnType<typeof unwrap>, b: ReturnType<typeof unwrap>, pair: ValuePair): void {
    const outer = outerFacets(a, b, same, modes)
    pair.causes.push(...outer.map((facet) => placed(facet, a.pointer, b.pointer)))
    if (a.possible !== b.possible) {
      const aspect = b.possible ? 'allowed' : 'disallowed'
      const facet: Facet = { aspect, from: a.possible, to: b.possible, ops: [{ kind: 'replace' }] }
      pair.causes.push(placed(facet, a.pointer, b.pointer))
    } else walk(a.spot, b.spot, pair, true, new Set(), new Set())
  }

  /** One schema object and those that apply in place to the same value. */
  function walk(
    a: Spot<Node>,
    b: Spot<Node>,
    pair: ValuePair,
    monotone: boolean,
    met: Set<string>,
    names: Set<string>,
  ): void {
    const here = `${a.pointer}\n${b.pointer}`
    if (met.has(here) || same(a.value, b.value)) return
    met.add(here)
    const two: Two = { a: a.value, b: b.value, same, modes }
    const facets = facetsOf(two)
    pair.causes.push(...facets.map((facet) => placed(facet, a.pointer, b.pointer)))
    if (facets.some((facet) => facet.ops.some((op) => op.kind === 'replace'))) return
    for (const keyword of ['allOf', 'anyOf', 'oneOf'])
      for (const { base: left, revision: right } of branchesOf(two, keyword).pairs) {
        const [one, other] = [item(a, keyword, left), item(b, keyword, right)]
        if (same(one.value, other.value)) continue
        const [x, y] = [unwrap(base, one), unwrap(revision, other)]
        pair.causes.push(...outerFacets(x, y, same, modes).map((facet) => placed(facet, x.pointer, y.pointer)))
        if (x.possible === y.possible) walk(x.spot, y.spot, pair, monotone && keyword !== 'oneOf', met, names)
      }
    if (typeof a.value.$ref === 'string' && typeof b.value.$ref === 'string') {
      const [x, y] = [unwrap(base, refOf(a)), unwrap(revision, refOf(b))]
      walk(x.spot, y.spot, pair, monotone, met, names)
    }
    for (const [name, one, other] of insideOf(a, b)) {
      const inner = compare(one, other)
      if (inner === undefined) continue
      pair.inside.push({ pair: inner, monotone: monotone && !names.has(name) })
      names.add(name)
    }
  }

  return compare
}

const placed = ({ path, keyword, ...facet }: Facet, base: string, revision: string): Cause => {
  const key = (path ?? (keyword === undefined ? [] : [keyword])).reduce(step, '')
  return { ...facet, base, revision, key: { base: key, revision: key } }
}

/** What the wrappings say that were taken off: only annotations are left of them. */
function outerFacets(
  a: ReturnType<typeof unwrap>,
  b: ReturnType<typeof unwrap>,
  same: Same,
  modes: Two['modes'],
): Facet[] {
  if (Object.keys(a.outer).length === 0 && Object.keys(b.outer).length === 0) return []
  if (same(a.outer, b.outer)) return []
  const full = (side: typeof a) => ({ ...pickAnnotations(side.spot.value), ...side.outer })
  return annotations({ a: full(a), b: full(b), same, modes })
}

function pickAnnotations(schema: Node): Node {
  return Object.fromEntries(
    Object.entries(schema).filter(
      ([key]) => ['title', 'description', 'default', 'deprecated'].includes(key) || key.startsWith('x-'),
    ),
  )
}

const item = (spot: Spot<Node>, keyword: string, index: number): Spot => ({
  value: (spot.value[keyword] as unknown[])[index],
  pointer: step(step(spot.pointer, keyword), index),
})

const refOf = (spot: Spot<Node>): Spot => ({ value: { $ref: spot.value.$ref }, pointer: spot.pointer })

/** The schemas of values inside the value that both sides have one for. */
function* insideOf(a: Spot<Node>, b: Spot<Node>): Generator<[string, Spot, Spot]> {
  for (const keyword of ['properties', 'patternProperties']) {
    const [left, right] = [a.value[keyword], b.value[keyword]]
    if (!isNode(left) || !isNode(right)) continue
    for (const key of Object.keys(left))
      if (Object.hasOwn(right, key)) yield [`${keyword}/${key}`, member(a, keyword, key), member(b, keyword, key)]
  }
  const [left, right] = [a.value.prefixItems, b.value.prefixItems]
  if (Array.isArray(left) && Array.isArray(right))
    for (let index = 0; index < Math.min(left.length, right.length); index++)
      yield [`prefixItems/${index}`, item(a, 'prefixItems', index), item(b, 'prefixItems', index)]
  for (const keyword of ['items', 'additionalProperties'])
    if (isNode(a.value[keyword]) && isNode(b.value[keyword])) yield [keyword, member(a, keyword), member(b, keyword)]
}

const member = (spot: Spot<Node>, keyword: string, key?: string): Spot => {
  const value = spot.value[keyword]
  const pointer = step(spot.pointer, keyword)
  return key === undefined ? { value, pointer } : { value: (value as Node)[key], pointer: step(pointer, key) }
}

function modesOf(contract: Loaded, schema: unknown): Modes {
  const { spot, outer } = unwrap(contract, { value: schema, pointer: '' })
  const full = { ...spot.value, ...outer }
  return {
    readOnly: full.readOnly === true,
    writeOnly: full.writeOnly === true,
    withDefault: full.default !== undefined,
  }
}
