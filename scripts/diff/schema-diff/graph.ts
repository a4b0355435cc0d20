import { at, step } from '../../json-schema/pointer.ts'
import type { Schema } from '../../json-schema/question.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import { isHidden } from '../../openapi/hidden-members.ts'
import type { Loaded } from '../../openapi/load.ts'
import type { Located } from '../../openapi/model/located.ts'
import { subtypesOf } from '../../openapi/subtypes.ts'
import { annotationDifferences } from './annotation-differences.ts'
import { isAnnotation } from './annotations.ts'
import { branchesOf } from './branches.ts'
import type { Cause } from './cause.ts'
import { differencesOf } from './differences.ts'
import { areDisjoint, conjunctsOf } from './disjoint.ts'
import { newlyHidden } from './members.ts'
import { type Choices, isAlone, type Occurrences, occurrencesOf } from './occurrences.ts'
import { referredBy } from './referred.ts'
import type { Same } from './same.ts'
import type { Difference, Modes, SchemaPair } from './schema-pair.ts'
import { type Unwrapped, unwrap, unwrapBoth } from './unwrap.ts'
import { usesUnevaluated } from './uses-unevaluated.ts'

/** Two schemas of one value: what differs in them, and the pairs of its members and items that differ. */
export interface ValuePair {
  key: string
  base: string
  revision: string
  causes: Cause[]
  inside: Inside[]
}

export interface Inside {
  pair: ValuePair
  /** True where containment of the part implies containment of the whole. */
  monotone: boolean
  /** True where the inner pair describes the same value: without the annotations of its wrappers, or as an alternative. */
  itself?: true
  /** For an alternative that overlaps others: its index in the `oneOf` of the outer pair. */
  alternative?: { base: number; revision: number }
}

export type CompareSchemas = (base: Located, revision: Located) => ValuePair | undefined

/** Compares schemas once for each pair of places; recursive schemas give a graph with circles. */
export function comparer(base: Loaded, revision: Loaded, same: Same): CompareSchemas {
  const known = new Map<string, ValuePair>()
  const open: (() => void)[] = []

  /** Fills the pair in later, so that a deep document needs no deep stack. */
  const compare: CompareSchemas = (one, other) => {
    if (same(one.value, other.value)) return undefined
    const [a, b] = unwrapBoth(base, revision, one, other)
    const core = once('', a.located.pointer, b.located.pointer, (pair) => collect(a, b, pair))
    const { own, outer, overridden } = annotationDifferences(a, b, same)
    const inner = withAnnotations(`without ${overridden}`, own, a.located.pointer, b.located.pointer, core)
    return withAnnotations('around', outer, a.pointer, b.pointer, inner)
  }

  /** A pair around `inner` that holds the differences of annotations; `inner` itself where there are none. */
  function withAnnotations(
    what: string,
    annotations: Difference[],
    one: string,
    other: string,
    inner: ValuePair,
  ): ValuePair {
    if (annotations.length === 0) return inner
    return once(`${what} `, one, other, (pair) => {
      pair.causes.push(...annotations.map((facet) => placed(facet, one, other)))
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
      const side = (contract: Loaded, located: Located<JsonObject>): WalkSide => ({
        all: occurrencesOf(contract, located),
        choices: new Map(),
        whole: () => conjunctsOf(contract, located.value),
      })
      const sides = { base: side(base, a.located), revision: side(revision, b.located) }
      walk(a.located, b.located, { pair, monotone: true, met: new Set(), ...sides })
      const whole = { base: sides.base.whole, revision: sides.revision.whole }
      const hidden = newlyHidden({ whole, modes }, pair.causes)
      pair.causes.push(...hidden.map((facet) => placed(facet, a.located.pointer, b.located.pointer)))
      return
    }
    pair.causes.push(impossible(a, b))
  }

  /** Compares one schema object, and those that apply to the same value (`allOf`, `anyOf`, `oneOf`, `$ref`). */
  function walk(a: Located<JsonObject>, b: Located<JsonObject>, here: WalkState): void {
    const { pair, met } = here
    const place = `${a.pointer}\n${b.pointer}`
    if (met.has(place) || same(a.value, b.value)) return
    met.add(place)
    const pointers = { base: a.pointer, revision: b.pointer }
    const schemas: SchemaPair = {
      a: a.value,
      b: b.value,
      same,
      modes,
      conjunctsOf: held,
      whole: { base: here.base.whole, revision: here.revision.whole },
      usesUnevaluated: isUnevaluatedUsed,
      pointers,
    }
    const facets = differencesOf(schemas)
    pair.causes.push(...facets.map((facet) => placed(facet, a.pointer, b.pointer)))
    if (facets.some((facet) => facet.ops.some((op) => op.kind === 'replace'))) return
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const monotone = keyword !== 'oneOf' || (areDisjoint(base, a, keyword) && areDisjoint(revision, b, keyword))
      if (keyword === 'oneOf' && a.pointer === pair.base && isUnion(a.value) && isUnion(b.value)) {
        alternatives(a, b, schemas, monotone, pair)
        continue
      }
      for (const { base: left, revision: right } of branchesOf(schemas, keyword).pairs)
        branch(
          item(a, keyword, left),
          item(b, keyword, right),
          inBranch(here, keyword, a, left, b, right, monotone, held),
        )
    }
    if (typeof a.value.$ref === 'string' && typeof b.value.$ref === 'string') branch(refOf(a), refOf(b), here)
    for (const [name, one, other] of insideOf(a, b)) {
      const inner = compare(one, other)
      if (inner === undefined) continue
      const alone =
        isAlone(name, here.base.choices, here.base.all) && isAlone(name, here.revision.choices, here.revision.all)
      pair.inside.push({ pair: inner, monotone: here.monotone && alone })
    }
    // What the discriminator alone leads to, where the value is compared as a whole.
    if (a.pointer === pair.base)
      for (const [one, other] of subtypePairs(base, a, revision, b)) {
        const inner = compare(one, other)
        if (inner !== undefined) pair.inside.push({ pair: inner, monotone: false, itself: true })
      }
    for (const named of referredBy(a.value, b.value)) {
      const inner = compare(named, named)
      if (inner !== undefined) pair.inside.push({ pair: inner, monotone: false })
    }
  }

  /** Where the alternatives are disjoint, each is compared by itself. */
  function alternatives(
    a: Located<JsonObject>,
    b: Located<JsonObject>,
    schemas: SchemaPair,
    isDisjoint: boolean,
    pair: ValuePair,
  ): void {
    for (const alternative of branchesOf(schemas, 'oneOf').pairs) {
      const inner = compare(item(a, 'oneOf', alternative.base), item(b, 'oneOf', alternative.revision))
      if (inner === undefined) continue
      pair.inside.push({ pair: inner, monotone: isDisjoint, itself: true, ...(isDisjoint ? {} : { alternative }) })
    }
  }

  function branch(one: Located, other: Located, here: WalkState): void {
    if (same(one.value, other.value)) return
    const [x, y] = unwrapBoth(base, revision, one, other)
    const { own, outer } = annotationDifferences(x, y, same)
    here.pair.causes.push(...outer.map((facet) => placed(facet, x.pointer, y.pointer)))
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

/** The subtypes that both sides have. */
function subtypePairs(base: Loaded, a: Located<JsonObject>, revision: Loaded, b: Located<JsonObject>) {
  const theirs = new Set(subtypesOf(b.value, revision.document))
  const located = ({ document }: Loaded, name: string): Located => {
    const pointer = step('/components/schemas', name)
    return { value: at(document, pointer), pointer }
  }
  return subtypesOf(a.value, base.document)
    .filter((name) => theirs.has(name))
    .map((name) => [located(base, name), located(revision, name)] as const)
}

/** True for a schema that consists of a `oneOf`, at most a `type`, and annotations. */
const isUnion = (schema: JsonObject) =>
  Object.keys(schema).every((key) => key === 'oneOf' || key === 'type' || isAnnotation(key))

/** How the comparison came to a schema object. */
interface WalkState {
  pair: ValuePair
  monotone: boolean
  met: Set<string>
  base: WalkSide
  revision: WalkSide
}

interface WalkSide {
  all: Occurrences
  choices: Choices
  whole: () => JsonObject[]
}

function inBranch(
  here: WalkState,
  keyword: string,
  a: Located<JsonObject>,
  left: number,
  b: Located<JsonObject>,
  right: number,
  monotone: boolean,
  held: SchemaPair['conjunctsOf'],
): WalkState {
  if (keyword === 'allOf') return here
  const into = (name: 'base' | 'revision', located: Located<JsonObject>, index: number): WalkSide => ({
    all: here[name].all,
    choices: new Map([...here[name].choices, [step(located.pointer, keyword), index]]),
    whole: () => [...here[name].whole(), ...held(name, item(located, keyword, index).value)],
  })
  const sides = { base: into('base', a, left), revision: into('revision', b, right) }
  return { ...here, monotone: here.monotone && monotone, ...sides }
}

const placed = ({ path, keyword, ...facet }: Difference, base: string, revision: string): Cause => {
  const key = step('', ...(path ?? (keyword === undefined ? [] : [keyword])))
  return { ...facet, base, revision, key: { base: key, revision: key } }
}

/** The cause where only one of the two schemas accepts any value. */
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

/** The schemas of members and items that both sides have. */
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
  const { document } = contract
  return {
    readOnly: isHidden(schema as Schema, document, 'request'),
    writeOnly: isHidden(schema as Schema, document, 'response'),
    withDefault: { ...located.value, ...outer }.default !== undefined,
  }
}
