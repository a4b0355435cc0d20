/** Who sends the values of each schema, and whether a narrower schema surely means fewer messages. */
import { at, step } from '../../../scripts/json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../../scripts/openapi/grammar.ts'
import { type Found, isJson, keysOf, type Operation, resolved, type Sent, targetOf } from './document.ts'

/** Bits of what reaches a schema. */
export const REQUEST = 1
export const RESPONSE = 2
/** Below `not`, `if`, `oneOf` and their like, or as text: narrower there may mean more. */
export const ODD = 4

export type Reach = (pointer: string) => number

const inside = {
  list: ['allOf', 'anyOf', 'prefixItems'],
  map: ['properties', 'patternProperties'],
  one: ['items', 'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'],
}
const odd = {
  list: ['oneOf'],
  map: ['dependentSchemas'],
  one: ['not', 'if', 'then', 'else', 'contains', 'propertyNames'],
}

export function reachOf(document: JsonObject, operations: Operation[], sent: Sent[]): Reach {
  let reached: Map<string, number> | undefined
  return (pointer) => {
    reached ??= walk(document, operations, sent)
    return reached.get(pointer) ?? 0
  }
}

function walk(document: JsonObject, operations: Operation[], sent: Sent[]): Map<string, number> {
  const reached = new Map<string, number>()
  const visit = (pointer: string, bits: number): void => {
    const before = reached.get(pointer) ?? 0
    if ((before & bits) === bits) return
    reached.set(pointer, before | bits)
    const node = at(document, pointer)
    if (!isJsonObject(node)) return
    if (typeof node.$ref === 'string') visit(targetOf(node.$ref), bits)
    const below = node.discriminator === undefined ? bits : bits | ODD
    for (const [{ list, map, one }, more] of [
      [inside, below],
      [odd, below | ODD],
    ] as const) {
      for (const key of [...list, ...one])
        if (Array.isArray(node[key]))
          for (const index of (node[key] as unknown[]).keys()) visit(step(pointer, key, index), more)
        else if (isJsonObject(node[key])) visit(step(pointer, key), more)
      for (const key of map) for (const name of keysOf(node[key])) visit(step(pointer, key, name), more)
    }
  }
  for (const { schema, direction, mediaType } of sent)
    visit(schema, (direction === 'request' ? REQUEST : RESPONSE) | (isJson(mediaType) ? 0 : ODD))
  for (const { parameters, responses } of operations) {
    for (const parameter of parameters) text(document, parameter, REQUEST | ODD, visit)
    for (const [, response] of responses)
      for (const name of keysOf(response.node.headers)) {
        const header = resolved(document, step(response.pointer, 'headers', name))
        if (header !== undefined) text(document, header, RESPONSE | ODD, visit)
      }
  }
  return reached
}

function text(
  document: JsonObject,
  { pointer, node }: Found,
  bits: number,
  visit: (pointer: string, bits: number) => void,
) {
  if (isJsonObject(node.schema)) visit(step(pointer, 'schema'), bits)
  for (const mediaType of keysOf(node.content)) {
    const schema = step(pointer, 'content', mediaType, 'schema')
    if (at(document, schema) !== undefined) visit(schema, bits)
  }
}
