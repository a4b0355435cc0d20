import { valuesNode } from '../canonical/built-nodes.ts'
import { identified } from '../canonical/identify.ts'
import { canonical, isListed } from '../canonical-json.ts'
import type { Json } from '../question.ts'
import { admits, follow, type SchemaNode, typeOf } from '../read/node.ts'
import { isNumber, isText, type Truth } from '../read/scalars.ts'
import { expression } from '../regex/pattern.ts'

/** A member or item to which a valid schema applies a sub-schema. */
export interface Annotation {
  name: string
  node: SchemaNode | null
  /** Set where only `required`, `enum` or `const` names it: that declares it, but does not evaluate it. */
  isOnlyNamed?: true
  /** Set where a producer never sends it. */
  isHidden?: true
}

export interface Evaluation {
  truth: Truth
  annotations: readonly Annotation[]
}

interface OpenEvaluation {
  truth: Truth
  annotations: Annotation[]
}

const FAILED: Evaluation = { truth: false, annotations: [] }
const ofValues = [
  new WeakMap<object, Map<SchemaNode, Evaluation>>(),
  new WeakMap<object, Map<SchemaNode, Evaluation>>(),
] as const
const ofScalars = [
  new WeakMap<SchemaNode, Map<Json, Evaluation>>(),
  new WeakMap<SchemaNode, Map<Json, Evaluation>>(),
] as const

/**
 * Evaluates a value exactly. Returns its truth, and the members and items that valid schemas apply to (the
 * annotations of JSON Schema 2020-12). `isFormatTaken`: a text counts as valid under an unknown format.
 */
export function evaluate(given: SchemaNode, value: Json, isFormatTaken = false): Evaluation {
  const node = follow(given)
  const way = isFormatTaken ? 1 : 0
  const judged = (): Evaluation => evaluateNode(node, value, isFormatTaken)
  return typeof value === 'object' && value !== null
    ? remembered(ofValues[way], value, node, judged)
    : remembered(ofScalars[way], node, value, judged)
}

/** Evaluates a schema that others share once for each value. */
function remembered<A extends object, B>(
  memory: WeakMap<A, Map<B, Evaluation>>,
  of: A,
  key: B,
  judged: () => Evaluation,
) {
  const known = memory.get(of) ?? new Map<B, Evaluation>()
  memory.set(of, known)
  const outcome = known.get(key) ?? judged()
  known.set(key, outcome)
  return outcome
}

function evaluateNode(node: SchemaNode, value: Json, isFormatTaken: boolean): Evaluation {
  if (node.never || node.alias || !admits(node, typeOf(value))) return FAILED
  if (node.values && !isListed(node.values, value)) return FAILED
  if (typeof value === 'number' && !isNumber(node, value)) return FAILED
  const text = typeof value === 'string' ? isText(node, value, isFormatTaken) : true
  if (text === false) return FAILED
  const draft: OpenEvaluation = { truth: node.unread.length > 0 ? undefined : text, annotations: [] }
  if (node.values) draft.annotations.push(...listed(value))
  combine(draft, node, (child) => evaluate(child, value, isFormatTaken))
  if (draft.truth !== false && Array.isArray(value)) items(draft, node, value, isFormatTaken)
  else if (draft.truth !== false && typeof value === 'object' && value !== null)
    members(draft, node, value as ObjectValue, isFormatTaken)
  return draft.truth === false ? FAILED : { truth: draft.truth, annotations: distinct(draft.annotations) }
}

/** The annotations without duplicates, which would otherwise double from level to level. */
function distinct(annotations: Annotation[]): Annotation[] {
  if (annotations.length < 2) return annotations
  const known = new Map<string, Annotation>()
  for (const each of annotations) known.set(annotationKey(each), each)
  return known.size === annotations.length ? annotations : [...known.values()]
}

const annotationKey = ({ name, node, isOnlyNamed, isHidden }: Annotation): string =>
  `${node ? identified(node).id : ''} ${isOnlyNamed ?? ''} ${isHidden ?? ''} ${name}`

/** An `enum` or `const` declares the members of its values. */
const listed = (value: Json): Annotation[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).map(([name, member]) => ({ name, node: valuesNode([member]), isOnlyNamed: true }))

type ObjectValue = { [name: string]: Json }

const both = (a: Truth, b: Truth): Truth => (a === false || b === false ? false : a && b)
const negate = (a: Truth): Truth => (a === undefined ? undefined : !a)

function take(draft: OpenEvaluation, part: Evaluation): void {
  draft.truth = both(draft.truth, part.truth)
  draft.annotations.push(...part.annotations)
}

function combine(draft: OpenEvaluation, node: SchemaNode, inPlace: (child: SchemaNode) => Evaluation): void {
  for (const child of node.all) take(draft, inPlace(child))
  for (const child of node.not) draft.truth = both(draft.truth, negate(inPlace(child).truth))
  for (const branches of node.any) {
    const parts = branches.map(inPlace)
    const truth = parts.some((part) => part.truth)
      ? true
      : parts.some((part) => part.truth === undefined)
        ? undefined
        : false
    take(draft, { truth, annotations: parts.flatMap((part) => part.annotations) })
  }
  for (const branches of node.one) {
    const parts = branches.map(inPlace)
    const held = parts.filter((part) => part.truth).length
    const open = parts.filter((part) => part.truth === undefined).length
    take(draft, {
      truth: held > 1 ? false : open > 0 ? undefined : held === 1,
      annotations: parts.flatMap((part) => part.annotations),
    })
  }
  for (const when of node.when) {
    const test = inPlace(when.if)
    if (test.truth === undefined) draft.truth = both(draft.truth, undefined)
    else take(draft, inPlace(test.truth ? when.yes : when.no))
    draft.annotations.push(...test.annotations)
  }
}

const evaluatedNames = (draft: OpenEvaluation): Set<string> =>
  new Set(draft.annotations.filter(({ isOnlyNamed }) => !isOnlyNamed).map(({ name }) => name))

function items(draft: OpenEvaluation, node: SchemaNode, value: Json[], isFormatTaken: boolean): void {
  const { array } = node
  const evaluateItem = (child: SchemaNode, index: number): void => {
    draft.truth = both(draft.truth, evaluate(child, value[index] as Json, isFormatTaken).truth)
    draft.annotations.push({ name: String(index), node: child })
  }
  if (value.length < array.min || value.length > array.max) draft.truth = false
  if (array.unique && new Set(value.map(canonical)).size < value.length) draft.truth = false
  for (const index of value.keys()) {
    const child = array.prefix[index] ?? array.items
    if (child) evaluateItem(child, index)
  }
  if (array.contains) contained(draft, node, array.contains, value, isFormatTaken)
  if (draft.truth === false || !array.unevaluated) return
  const spoken = evaluatedNames(draft)
  for (const index of value.keys()) if (!spoken.has(String(index))) evaluateItem(array.unevaluated, index)
}

function contained(
  draft: OpenEvaluation,
  { array }: SchemaNode,
  child: SchemaNode,
  value: Json[],
  isFormatTaken: boolean,
): void {
  const truths = value.map((item) => evaluate(child, item, isFormatTaken).truth)
  const held = truths.filter((truth) => truth).length
  const most = held + truths.filter((truth) => truth === undefined).length
  const isRefused = held > array.maxContains || most < array.minContains
  const isSure = held >= array.minContains && most <= array.maxContains
  draft.truth = both(draft.truth, isRefused ? false : isSure ? true : undefined)
  for (const [index, truth] of truths.entries()) if (truth) draft.annotations.push({ name: String(index), node: child })
}

function members(draft: OpenEvaluation, node: SchemaNode, value: ObjectValue, isFormatTaken: boolean): void {
  const { object } = node
  const names = Object.keys(value)
  const has = (name: string): boolean => Object.hasOwn(value, name)
  const evaluateMember = (child: SchemaNode, name: string): void => {
    draft.truth = both(draft.truth, evaluate(child, value[name] as Json, isFormatTaken).truth)
    draft.annotations.push({ name, node: child, ...(object.hidden.has(name) && { isHidden: true }) })
  }
  if (names.length < object.min || names.length > object.max || !object.required.every(has)) draft.truth = false
  for (const name of object.required) draft.annotations.push({ name, node: null, isOnlyNamed: true })
  for (const [trigger, needed] of object.dependentRequired) {
    if (!has(trigger)) continue
    if (!needed.every(has)) draft.truth = false
    for (const name of [trigger, ...needed]) draft.annotations.push({ name, node: null, isOnlyNamed: true })
  }
  for (const [trigger, child] of object.dependentSchemas) {
    if (!has(trigger)) continue
    take(draft, evaluate(child, value, isFormatTaken))
    draft.annotations.push({ name: trigger, node: null, isOnlyNamed: true })
  }
  for (const name of names) {
    if (object.names) draft.truth = both(draft.truth, evaluate(object.names, name, isFormatTaken).truth)
    for (const child of schemasOf(object, name)) evaluateMember(child, name)
  }
  if (draft.truth === false || !object.unevaluated) return
  const spoken = evaluatedNames(draft)
  for (const name of names) if (!spoken.has(name)) evaluateMember(object.unevaluated, name)
}

/** The sub-schemas of `properties`, `patternProperties` and `additionalProperties` that apply to a member. */
export function schemasOf(
  { properties, patterns, additional }: Pick<SchemaNode['object'], 'properties' | 'patterns' | 'additional'>,
  name: string,
): SchemaNode[] {
  const own = properties.get(name)
  const found = own ? [own] : []
  for (const [pattern, child] of patterns) if (expression(pattern)?.test(name)) found.push(child)
  return found.length === 0 && additional ? [additional] : found
}
