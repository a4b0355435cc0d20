import { valuesNode } from '../canonical/built-nodes.ts'
import { identified } from '../canonical/identify.ts'
import { canonical, isListed } from '../canonical-json.ts'
import type { Json } from '../question.ts'
import { admits, follow, type SchemaNode, typeOf } from '../read/node.ts'
import { isNumber, isText, type Truth } from '../read/scalars.ts'
import { expression } from '../regex/pattern.ts'

/** A member or item to which a valid schema applies a sub-schema. */
interface Annotation {
  name: string
  node: SchemaNode | null
  /** Set where only `required`, `enum` or `const` names it: that declares it, but does not evaluate it. */
  isOnlyNamed?: true
  /** Set where a producer never sends it. */
  isHidden?: true
}

interface Evaluation {
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
  const compute = (): Evaluation => evaluateNode(node, value, isFormatTaken)
  return typeof value === 'object' && value !== null
    ? remembered(ofValues[way], value, node, compute)
    : remembered(ofScalars[way], node, value, compute)
}

/** Evaluates a schema that others share once for each value. */
function remembered<A extends object, B>(
  memory: WeakMap<A, Map<B, Evaluation>>,
  of: A,
  key: B,
  compute: () => Evaluation,
) {
  const known = memory.get(of) ?? new Map<B, Evaluation>()
  memory.set(of, known)
  const outcome = known.get(key) ?? compute()
  known.set(key, outcome)
  return outcome
}

function evaluateNode(node: SchemaNode, value: Json, isFormatTaken: boolean): Evaluation {
  if (node.never || node.alias || !admits(node, typeOf(value))) return FAILED
  if (node.values && !isListed(node.values, value)) return FAILED
  if (typeof value === 'number' && !isNumber(node, value)) return FAILED
  const text = typeof value === 'string' ? isText(node, value, isFormatTaken) : true
  if (text === false) return FAILED
  const evaluation: OpenEvaluation = { truth: node.unread.length > 0 ? undefined : text, annotations: [] }
  if (node.values) evaluation.annotations.push(...listed(value))
  combine(evaluation, node, (child) => evaluate(child, value, isFormatTaken))
  if (evaluation.truth !== false && Array.isArray(value)) items(evaluation, node, value, isFormatTaken)
  else if (evaluation.truth !== false && typeof value === 'object' && value !== null)
    members(evaluation, node, value as ObjectValue, isFormatTaken)
  return evaluation.truth === false
    ? FAILED
    : { truth: evaluation.truth, annotations: distinct(evaluation.annotations) }
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

function take(evaluation: OpenEvaluation, part: Evaluation): void {
  evaluation.truth = both(evaluation.truth, part.truth)
  evaluation.annotations.push(...part.annotations)
}

function combine(evaluation: OpenEvaluation, node: SchemaNode, evaluateChild: (child: SchemaNode) => Evaluation): void {
  for (const child of node.all) take(evaluation, evaluateChild(child))
  for (const child of node.not) evaluation.truth = both(evaluation.truth, negate(evaluateChild(child).truth))
  for (const branches of node.any) {
    const parts = branches.map(evaluateChild)
    const truth = parts.some((part) => part.truth)
      ? true
      : parts.some((part) => part.truth === undefined)
        ? undefined
        : false
    take(evaluation, { truth, annotations: parts.flatMap((part) => part.annotations) })
  }
  for (const branches of node.one) {
    const parts = branches.map(evaluateChild)
    const held = parts.filter((part) => part.truth).length
    const open = parts.filter((part) => part.truth === undefined).length
    take(evaluation, {
      truth: held > 1 ? false : open > 0 ? undefined : held === 1,
      annotations: parts.flatMap((part) => part.annotations),
    })
  }
  for (const when of node.when) {
    const test = evaluateChild(when.if)
    if (test.truth === undefined) evaluation.truth = both(evaluation.truth, undefined)
    else take(evaluation, evaluateChild(test.truth ? when.yes : when.no))
    evaluation.annotations.push(...test.annotations)
  }
}

const evaluatedNames = (evaluation: OpenEvaluation): Set<string> =>
  new Set(evaluation.annotations.filter(({ isOnlyNamed }) => !isOnlyNamed).map(({ name }) => name))

function items(evaluation: OpenEvaluation, node: SchemaNode, value: Json[], isFormatTaken: boolean): void {
  const { array } = node
  const evaluateItem = (child: SchemaNode, index: number): void => {
    evaluation.truth = both(evaluation.truth, evaluate(child, value[index] as Json, isFormatTaken).truth)
    evaluation.annotations.push({ name: String(index), node: child })
  }
  if (value.length < array.min || value.length > array.max) evaluation.truth = false
  if (array.unique && new Set(value.map(canonical)).size < value.length) evaluation.truth = false
  for (const index of value.keys()) {
    const child = array.prefix[index] ?? array.items
    if (child) evaluateItem(child, index)
  }
  if (array.contains) contained(evaluation, node, array.contains, value, isFormatTaken)
  if (evaluation.truth === false || !array.unevaluated) return
  const evaluated = evaluatedNames(evaluation)
  for (const index of value.keys()) if (!evaluated.has(String(index))) evaluateItem(array.unevaluated, index)
}

function contained(
  evaluation: OpenEvaluation,
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
  evaluation.truth = both(evaluation.truth, isRefused ? false : isSure ? true : undefined)
  for (const [index, truth] of truths.entries())
    if (truth) evaluation.annotations.push({ name: String(index), node: child })
}

function members(evaluation: OpenEvaluation, node: SchemaNode, value: ObjectValue, isFormatTaken: boolean): void {
  const { object } = node
  const names = Object.keys(value)
  const has = (name: string): boolean => Object.hasOwn(value, name)
  const evaluateMember = (child: SchemaNode, name: string): void => {
    evaluation.truth = both(evaluation.truth, evaluate(child, value[name] as Json, isFormatTaken).truth)
    evaluation.annotations.push({ name, node: child, ...(object.hidden.has(name) && { isHidden: true }) })
  }
  if (names.length < object.min || names.length > object.max || !object.required.every(has)) evaluation.truth = false
  for (const name of object.required) evaluation.annotations.push({ name, node: null, isOnlyNamed: true })
  for (const [trigger, needed] of object.dependentRequired) {
    if (!has(trigger)) continue
    if (!needed.every(has)) evaluation.truth = false
    for (const name of [trigger, ...needed]) evaluation.annotations.push({ name, node: null, isOnlyNamed: true })
  }
  for (const [trigger, child] of object.dependentSchemas) {
    if (!has(trigger)) continue
    take(evaluation, evaluate(child, value, isFormatTaken))
    evaluation.annotations.push({ name: trigger, node: null, isOnlyNamed: true })
  }
  for (const name of names) {
    if (object.names) evaluation.truth = both(evaluation.truth, evaluate(object.names, name, isFormatTaken).truth)
    for (const child of schemasOf(object, name)) evaluateMember(child, name)
  }
  if (evaluation.truth === false || !object.unevaluated) return
  const evaluated = evaluatedNames(evaluation)
  for (const name of names) if (!evaluated.has(name)) evaluateMember(object.unevaluated, name)
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
