import { step } from '../../json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import type { Loaded } from '../../openapi/load.ts'
import type { Located } from '../../openapi/model/located.ts'
import { isAnnotation } from './annotations.ts'
import { branchesOf } from './branches.ts'
import type { Cause } from './cause.ts'
import { differencesOf } from './differences.ts'
import { areDisjoint, conjunctsOf } from './disjoint.ts'
import { type Choices, isAlone, type Occurrences, occurrencesOf } from './occurrences.ts'
import { referredBy } from './referred.ts'
import type { Same } from './same.ts'
import type { Difference, Modes, SchemaPair } from './schema-pair.ts'
import { type Unwrapped, unwrap, unwrapBoth } from './unwrap.ts'
import { usesUnevaluated } from './uses-unevaluated.ts'
import { wordsOf } from './words.ts'

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
  /** True where it is not a part but the same value: without the annotations around it, or an alternative. */
  itself?: true
  /** Of an alternative that overlaps others: which one, in the `oneOf` of the outer pair. */
  alternative?: { base: number; revision: number }
}

export type CompareSchemas = (base: Located, revision: Located) => ValuePair | undefined

/** Compares schemas once for each pair of places; recursive schemas give a graph with circles. */
export function comparer(base: Loaded, revision: Loaded, same: Same): CompareSchemas {
  const known = new Map<string, ValuePair>()
  const open: (() => void)[] = []

  /** The pair is filled in later, so that a deep document needs no deep stack. */
  const compare: CompareSchemas = (one, other) => {
    if (same(one.value, other.value)) return undefined
    const [a, b] = unwrapBoth(base, revision, one, other)
    const core = once('', a.located.pointer, b.located.pointer, (pair) => collect(a, b, pair))
    const { own, around, overridden } = wordsOf(a, b, same)
    const told = said(`without ${overridden}`, own, a.located.pointer, b.located.pointer, core)
    return said('around', around, a.pointer, b.pointer, told)
  }

  /** The pair that differs in words, too. */
  function said(what: string, words: Difference[], one: string, other: string, inner: ValuePair): ValuePair {
    if (words.length === 0) return inner
    return once(`${what} `, one, other, (pair) => {
      pair.causes.push(...words.map((facet) => placed(facet, one, other)))
      pair.inside.push({ pair: inner, monotone: true, itself: true })
    })
  }

  function once(what: string, one: string, other: string, fill: (pair: ValuePair) => void): ValuePair {
    const key = `${what}${one}\n${other}`
    const held = known.get(key)
    if (held !== undefined) return held
    const pair: ValuePair = { key, base: one, revision: other, causes: [], inside: [] }
    known.set(key, pair)
    open.push(() => fill(pair))
    return pair
  }

  const isUnevaluatedUsed = [base, revision].some(({ document }) => usesUnevaluated(document))
  const sideOf = (side: 'base' | 'revision') => (side === 'base' ? base : revision)
  const modes: SchemaPair['modes'] = (side, schema) => modesOf(sideOf(side), schema)
  const held: SchemaPair['conjunctsOf'] = (side, schema) => conjunctsOf(sideOf(side), schema)

  function collect(a: Unwrapped, b: Unwrapped, pair: ValuePair): void {
    if (a.possible === b.possible) {
      const side = (contract: Loaded, located: Located<JsonObject>) => ({
        all: occurrencesOf(contract, located),
        choices: new Map(),
      })
      const sides = { base: side(base, a.located), revision: side(revision, b.located) }
      walk(a.located, b.located, { pair, monotone: true, met: new Set(), ...sides })
      return
    }
    pair.causes.push(impossible(a, b))
  }

  /** One schema object and those that apply in place to the same value. */
  function walk(a: Located<JsonObject>, b: Located<JsonObject>, here: WalkState): void {
    const { pair, met } = here
    const place = `${a.pointer}\n${b.pointer}`
    if (met.has(place) || same(a.value, b.value)) return
    met.add(place)
    const pointers = { base: a.pointer, revision: b.pointer }
    const two: SchemaPair = {
      a: a.value,
      b: b.value,
      same,
      modes,
      conjunctsOf: held,
      usesUnevaluated: isUnevaluatedUsed,
      pointers,
    }
    const facets = differencesOf(two)
    pair.causes.push(...facets.map((facet) => placed(facet, a.pointer, b.pointer)))
    if (facets.some((facet) => facet.ops.some((op) => op.kind === 'replace'))) return
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const monotone = keyword !== 'oneOf' || (areDisjoint(base, a, keyword) && areDisjoint(revision, b, keyword))
      if (keyword === 'oneOf' && a.pointer === pair.base && isUnion(a.value) && isUnion(b.value)) {
        alternatives(a, b, two, monotone, pair)
        continue
      }
      for (const { base: left, revision: right } of branchesOf(two, keyword).pairs)
        branch(item(a, keyword, left), item(b, keyword, right), inBranch(here, keyword, a, left, b, right, monotone))
    }
    if (typeof a.value.$ref === 'string' && typeof b.value.$ref === 'string') branch(refOf(a), refOf(b), here)
    for (const [name, one, other] of insideOf(a, b)) {
      const inner = compare(one, other)
      if (inner === undefined) continue
      const alone =
        isAlone(name, here.base.choices, here.base.all) && isAlone(name, here.revision.choices, here.revision.all)
      pair.inside.push({ pair: inner, monotone: here.monotone && alone })
    }
    for (const named of referredBy(a.value, b.value)) {
      const inner = compare(named, named)
      if (inner !== undefined) pair.inside.push({ pair: inner, monotone: false })
    }
  }

  /** Each value matches one alternative and no other, so that each can be looked at by itself. */
  function alternatives(
    a: Located<JsonObject>,
    b: Located<JsonObject>,
    two: SchemaPair,
    apart: boolean,
    pair: ValuePair,
  ): void {
    for (const alternative of branchesOf(two, 'oneOf').pairs) {
      const inner = compare(item(a, 'oneOf', alternative.base), item(b, 'oneOf', alternative.revision))
      if (inner === undefined) continue
      pair.inside.push({ pair: inner, monotone: apart, itself: true, ...(apart ? {} : { alternative }) })
    }
  }

  function branch(one: Located, other: Located, here: WalkState): void {
    if (same(one.value, other.value)) return
    const [x, y] = unwrapBoth(base, revision, one, other)
    const { own, around } = wordsOf(x, y, same)
    here.pair.causes.push(...around.map((facet) => placed(facet, x.pointer, y.pointer)))
    if (x.possible !== y.possible) here.pair.causes.push(impossible(x, y))
    else if (!here.met.has(`${x.located.pointer}\n${y.located.pointer}`)) {
      here.pair.causes.push(...own.map((facet) => placed(facet, x.located.pointer, y.located.pointer)))
      walk(x.located, y.located, here)
    }
  }

  return (one, other) => {
    const pair = compare(one, other)
    for (let fill = open.pop(); fill !== undefined; fill = open.pop()) fill()
    return pair
  }
}

/** A `oneOf` beside which nothing else is said of the value. */
const isUnion = (schema: JsonObject) =>
  Object.keys(schema).every((key) => key === 'oneOf' || key === 'type' || isAnnotation(key))

/** How the walk came to a schema object. */
interface WalkState {
  pair: ValuePair
  monotone: boolean
  met: Set<string>
  base: { all: Occurrences; choices: Choices }
  revision: { all: Occurrences; choices: Choices }
}

function inBranch(
  here: WalkState,
  keyword: string,
  a: Located,
  left: number,
  b: Located,
  right: number,
  monotone: boolean,
): WalkState {
  if (keyword === 'allOf') return here
  const into = (side: WalkState['base'], located: Located, index: number) => ({
    ...side,
    choices: new Map([...side.choices, [step(located.pointer, keyword), index]]),
  })
  const sides = { base: into(here.base, a, left), revision: into(here.revision, b, right) }
  return { ...here, monotone: here.monotone && monotone, ...sides }
}

const placed = ({ path, keyword, ...facet }: Difference, base: string, revision: string): Cause => {
  const key = step('', ...(path ?? (keyword === undefined ? [] : [keyword])))
  return { ...facet, base, revision, key: { base: key, revision: key } }
}

/** The one side takes nothing at all. */
const impossible = (a: Unwrapped, b: Unwrapped): Cause => {
  const aspect = b.possible ? 'allowed' : 'disallowed'
  return placed({ aspect, from: a.possible, to: b.possible, ops: [{ kind: 'replace' }] }, a.pointer, b.pointer)
}

const item = (located: Located<JsonObject>, keyword: string, index: number): Located => ({
  value: (located.value[keyword] as unknown[])[index],
  pointer: step(step(located.pointer, keyword), index),
})

const refOf = (located: Located<JsonObject>): Located => ({
  value: { $ref: located.value.$ref },
  pointer: located.pointer,
})

/** The schemas of values inside the value that both sides have one for. */
function* insideOf(a: Located<JsonObject>, b: Located<JsonObject>): Generator<[string, Located, Located]> {
  for (const keyword of ['properties', 'patternProperties']) {
    const [left, right] = [a.value[keyword], b.value[keyword]]
    if (!isJsonObject(left) || !isJsonObject(right)) continue
    for (const key of Object.keys(left))
      if (Object.hasOwn(right, key)) yield [`${keyword}/${key}`, member(a, keyword, key), member(b, keyword, key)]
  }
  const [left, right] = [a.value.prefixItems, b.value.prefixItems]
  if (Array.isArray(left) && Array.isArray(right))
    for (let index = 0; index < Math.min(left.length, right.length); index++)
      yield [`prefixItems/${index}`, item(a, 'prefixItems', index), item(b, 'prefixItems', index)]
  const isBoth = (keyword: string, is: (schema: unknown) => boolean) => is(a.value[keyword]) && is(b.value[keyword])
  if (isBoth('items', (schema) => schema !== undefined)) yield ['items', member(a, 'items'), member(b, 'items')]
  const rest = 'additionalProperties'
  if (isBoth(rest, isJsonObject)) yield [rest, member(a, rest), member(b, rest)]
}

const member = (located: Located<JsonObject>, keyword: string, key?: string): Located => {
  const value = located.value[keyword]
  const pointer = step(located.pointer, keyword)
  return key === undefined ? { value, pointer } : { value: (value as JsonObject)[key], pointer: step(pointer, key) }
}

function modesOf(contract: Loaded, schema: unknown): Modes {
  const { located, outer } = unwrap(contract, { value: schema, pointer: '' })
  const full = { ...located.value, ...outer }
  return {
    readOnly: full.readOnly === true,
    writeOnly: full.writeOnly === true,
    withDefault: full.default !== undefined,
  }
}
