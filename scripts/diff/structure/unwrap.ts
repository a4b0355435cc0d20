import { isNode, type Node } from '../load/grammar.ts'
import type { Loaded } from '../load/load.ts'
import { at, fromFragment, step } from '../load/pointer.ts'
import type { Spot } from '../normalise/spot.ts'
import { isAnnotation } from './annotations.ts'

export interface Unwrapped {
  /** The schema that says which values there are; `{}` for one that is absent or true. */
  spot: Spot<Node>
  /** False for the schema that takes nothing. */
  possible: boolean
  /** Annotations of what was taken off, the outermost first in force. */
  outer: Node
  /** The first thing taken off; the schema's own place where there was nothing. */
  pointer: string
}

/** Takes off all that changes no value: a `$ref`, and an `allOf`, `anyOf` or `oneOf` of one, with annotations at most. */
export function unwrap(contract: Loaded, spot: Spot): Unwrapped {
  let { value, pointer } = spot
  let outer: Node = {}
  const seen = new Set<unknown>()
  while (isNode(value) && !seen.has(value)) {
    seen.add(value)
    const inner = content(contract, value, pointer)
    if (inner === undefined) break
    outer = { ...inner.annotations, ...outer }
    value = inner.spot.value
    pointer = inner.spot.pointer
  }
  const schema = isNode(value) ? value : {}
  return { spot: { value: schema, pointer }, possible: value !== false, outer, pointer: spot.pointer }
}

function content(contract: Loaded, schema: Node, pointer: string): { spot: Spot; annotations: Node } | undefined {
  const keys = Object.keys(schema)
  const asserting = keys.filter((key) => !isAnnotation(key))
  const [only] = asserting
  if (asserting.length !== 1 || only === undefined) return undefined
  const { [only]: inner, ...annotations } = schema
  if (only === '$ref' && typeof inner === 'string') {
    const target = fromFragment(inner.slice(1))
    return { spot: { value: at(contract.document, target), pointer: target }, annotations }
  }
  if (!['allOf', 'anyOf', 'oneOf'].includes(only) || !Array.isArray(inner) || inner.length !== 1) return undefined
  return { spot: { value: inner[0], pointer: step(step(pointer, only), 0) }, annotations }
}
