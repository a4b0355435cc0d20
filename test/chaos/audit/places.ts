/** The schemas inside one message, with the way that leads to each. */
import { at, step } from '../../../scripts/json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../../scripts/openapi/grammar.ts'
import { keysOf, type Sent, targetOf } from './document.ts'

/** A member, an item of an array (0) or an entry of a map (1). */
export type Step = string | 0 | 1

export interface Place {
  sent: Sent
  steps: Step[]
  /** The alternative to take at each union on the way, by the pointer of the schema that holds the union. */
  choices: ReadonlyMap<string, number>
  /** Pointer of a schema without `$ref`. */
  pointer: string
  node: JsonObject
}

const MOST = 300
const DEEPEST = 6

export function placesOf(document: JsonObject, sent: Sent): Place[] {
  const found: Place[] = []
  const seen = new Set<string>()
  const hidden = sent.direction === 'request' ? 'readOnly' : 'writeOnly'
  const visit = (pointer: string, steps: Step[], choices: ReadonlyMap<string, number>): void => {
    if (found.length >= MOST || steps.length > DEEPEST || seen.has(pointer)) return
    seen.add(pointer)
    const node = at(document, pointer)
    if (!isJsonObject(node) || node[hidden] === true) return
    // A parent that only a discriminator leads on from is read in two ways.
    if (node.discriminator !== undefined && node.oneOf === undefined && node.anyOf === undefined) return
    if (typeof node.$ref === 'string') visit(targetOf(node.$ref), steps, choices)
    else found.push({ sent, steps, choices, pointer, node })
    for (const name of keysOf(node.properties)) visit(step(pointer, 'properties', name), [...steps, name], choices)
    if (isJsonObject(node.items)) visit(step(pointer, 'items'), [...steps, 0], choices)
    if (isJsonObject(node.additionalProperties)) visit(step(pointer, 'additionalProperties'), [...steps, 1], choices)
    for (const index of Array.isArray(node.allOf) ? node.allOf.keys() : [])
      visit(step(pointer, 'allOf', index), steps, choices)
    for (const key of ['oneOf', 'anyOf'])
      for (const index of Array.isArray(node[key]) ? node[key].keys() : [])
        visit(step(pointer, key, index), steps, new Map(choices).set(pointer, index))
  }
  visit(sent.schema, [], new Map())
  return found
}
