import { canonical } from './canonical.ts'
import { hasFormat } from './formats.ts'
import { follow } from './identify.ts'
import { admits, isWhole, type Node, typeOf } from './node.ts'
import { expression } from './pattern.ts'
import { isMultiple, rational } from './rational.ts'
import type { Json } from './types.ts'
import { step } from './view.ts'

/** Undefined: it hangs on a keyword that is not read, or on a format that is not known. */
export type Truth = boolean | undefined

/** That some schema which holds speaks of a member or item; `name: null` of all items. */
export interface Mark {
  path: string
  name: string | null
  /** `named`: only as required, which is no evaluation. `refused`: a producer never sends it. */
  kind: 'evaluated' | 'named' | 'refused'
}

export interface Outcome {
  truth: Truth
  marks: Mark[]
}

const FAILED: Outcome = { truth: false, marks: [] }

/** Judges a value exactly, and says which members the schemas that hold speak of (JSON Schema 2020-12 annotations). */
export function evaluate(given: Node, value: Json, path = '', isFormatTaken = false): Outcome {
  const node = follow(given)
  if (node.never || node.alias || !admits(node, typeOf(value))) return FAILED
  if (node.values && !node.values.some((listed) => canonical(listed) === canonical(value))) return FAILED
  if (typeof value === 'number' && !isNumber(node, value)) return FAILED
  let truth: Truth = node.unread.length > 0 ? undefined : true
  if (typeof value === 'string') truth = both(truth, isText(node, value, isFormatTaken))
  if (truth === false) return FAILED
  const outcome: Outcome = { truth, marks: [] }
  const inPlace = (child: Node): Outcome => evaluate(child, value, path, isFormatTaken)
  combine(outcome, node, inPlace)
  if (outcome.truth !== false && Array.isArray(value)) items(outcome, node, value, path, isFormatTaken)
  else if (outcome.truth !== false && typeof value === 'object' && value !== null)
    members(outcome, node, value as Members, path, isFormatTaken)
  return outcome.truth === false ? FAILED : outcome
}

type Members = { [name: string]: Json }

export const both = (a: Truth, b: Truth): Truth => (a === false || b === false ? false : a && b)
const negate = (a: Truth): Truth => (a === undefined ? undefined : !a)

function take(outcome: Outcome, part: Outcome): void {
  outcome.truth = both(outcome.truth, part.truth)
  outcome.marks.push(...part.marks)
}

function combine(outcome: Outcome, node: Node, inPlace: (child: Node) => Outcome): void {
  for (const child of node.all) take(outcome, inPlace(child))
  for (const child of node.not) outcome.truth = both(outcome.truth, negate(inPlace(child).truth))
  for (const branches of node.any) {
    const parts = branches.map(inPlace)
    const truth = parts.some((part) => part.truth)
      ? true
      : parts.some((part) => part.truth === undefined)
        ? undefined
        : false
    take(outcome, { truth, marks: parts.flatMap((part) => part.marks) })
  }
  for (const branches of node.one) {
    const parts = branches.map(inPlace)
    const held = parts.filter((part) => part.truth).length
    const open = parts.filter((part) => part.truth === undefined).length
    take(outcome, {
      truth: held > 1 ? false : open > 0 ? undefined : held === 1,
      marks: parts.flatMap((part) => part.marks),
    })
  }
  for (const when of node.when) {
    const test = inPlace(when.if)
    if (test.truth === undefined) outcome.truth = both(outcome.truth, undefined)
    else if (test.truth)
      take(outcome, { truth: inPlace(when.yes).truth, marks: [...test.marks, ...inPlace(when.yes).marks] })
    else take(outcome, inPlace(when.no))
  }
}

export function isNumber(node: Node, value: number): boolean {
  const { minimum, maximum, above, below, multipleOf } = node.number
  if (isWhole(node) && !Number.isInteger(value)) return false
  if ((minimum !== null && value < minimum) || (maximum !== null && value > maximum)) return false
  if ((above !== null && value <= above) || (below !== null && value >= below)) return false
  return multipleOf === null || multipleOf <= 0 || isMultiple(rational(value), rational(multipleOf))
}

export function isText(node: Node, value: string, isFormatTaken: boolean): Truth {
  const { min, max, pattern, format } = node.string
  const length = [...value].length
  if (length < min || length > max) return false
  const compiled = pattern === null ? null : expression(pattern)
  if (compiled && !compiled.test(value)) return false
  if (format === null) return true
  return hasFormat(value, format) ?? (isFormatTaken ? true : undefined)
}

function items(outcome: Outcome, node: Node, value: Json[], path: string, isFormatTaken: boolean): void {
  const { array } = node
  const at = (child: Node, index: number): Outcome =>
    evaluate(child, value[index] as Json, step(path, index), isFormatTaken)
  const evaluated = new Set(outcome.marks.filter((mark) => mark.path === path).map((mark) => mark.name))
  if (value.length < array.min || value.length > array.max) outcome.truth = false
  if (array.unique && new Set(value.map(canonical)).size < value.length) outcome.truth = false
  value.forEach((_, index) => {
    const child = array.prefix[index] ?? array.items
    if (child) take(outcome, at(child, index))
    if (child) evaluated.add(String(index))
  })
  if (array.contains) {
    const parts = value.map((_, index) => at(array.contains as Node, index))
    const held = parts.filter((part) => part.truth).length
    const open = parts.filter((part) => part.truth === undefined).length
    const most = held + open
    const truth =
      held > array.maxContains || most < array.minContains
        ? false
        : held >= array.minContains && most <= array.maxContains
          ? true
          : undefined
    take(outcome, { truth, marks: parts.flatMap((part) => part.marks) })
    for (const [index, part] of parts.entries()) if (part.truth) evaluated.add(String(index))
  }
  const { unevaluated } = array
  if (unevaluated && !evaluated.has(null))
    for (const index of value.keys()) if (!evaluated.has(String(index))) take(outcome, at(unevaluated, index))
  if (array.items || unevaluated) evaluated.add(null)
  for (const name of evaluated) outcome.marks.push({ path, name, kind: 'evaluated' })
}

function members(outcome: Outcome, node: Node, value: Members, path: string, isFormatTaken: boolean): void {
  const { object } = node
  const names = Object.keys(value)
  const has = (name: string): boolean => Object.hasOwn(value, name)
  const at = (child: Node, name: string): void =>
    take(outcome, evaluate(child, value[name] as Json, step(path, name), isFormatTaken))
  const mark = (name: string, kind: Mark['kind']): void => void outcome.marks.push({ path, name, kind })
  if (names.length < object.min || names.length > object.max || !object.required.every(has)) outcome.truth = false
  for (const name of object.required) mark(name, 'named')
  for (const [trigger, needed] of object.dependentRequired)
    if (has(trigger)) {
      if (!needed.every(has)) outcome.truth = false
      for (const name of [trigger, ...needed]) mark(name, 'named')
    }
  for (const [trigger, child] of object.dependentSchemas)
    if (has(trigger)) {
      take(outcome, evaluate(child, value, path, isFormatTaken))
      mark(trigger, 'named')
    }
  for (const name of names) {
    if (object.names) outcome.truth = both(outcome.truth, evaluate(object.names, name, '', isFormatTaken).truth)
    const speaking = schemasOf(node, name)
    for (const child of speaking) at(child, name)
    if (speaking.length > 0) mark(name, object.hidden.has(name) ? 'refused' : 'evaluated')
  }
  if (outcome.truth === false || !object.unevaluated) return
  const evaluated = new Set(
    outcome.marks.filter((seen) => seen.path === path && seen.kind !== 'named').map((seen) => seen.name),
  )
  for (const name of names)
    if (!evaluated.has(name)) {
      at(object.unevaluated, name)
      mark(name, 'evaluated')
    }
}

/** The sub-schemas of `properties`, `patternProperties` and `additionalProperties` that judge a member. */
export function schemasOf(node: Node, name: string): Node[] {
  const { properties, patterns, additional } = node.object
  const own = properties.get(name)
  const found = [
    ...(own ? [own] : []),
    ...patterns.filter(([pattern]) => expression(pattern)?.test(name)).map(([, child]) => child),
  ]
  return found.length === 0 && additional ? [additional] : found
}
