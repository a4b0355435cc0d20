/** What is read of an OpenAPI document, without the guard's own model. */
import { at, fromFragment, step, tokens } from '../../../scripts/json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../../scripts/openapi/grammar.ts'

export type Direction = 'request' | 'response'

/** A value of the document, with the pointer to where its references end. */
export interface Found {
  pointer: string
  node: JsonObject
}

export interface Operation extends Found {
  kind: 'operation' | 'webhook' | 'callback'
  label: string
  method: string
  template: string
  /** Pointer of the path item. */
  item: string
  parameters: Found[]
  body?: Found
  responses: [string, Found][]
}

/** One schema of a message as a whole. */
export interface Sent {
  operation: Operation
  /** Who sends it, for the guard: the client's messages are requests, and what a webhook sends is a response. */
  direction: Direction
  mediaType: string
  /** Pointer of the schema, before its references. */
  schema: string
}

export const isJson = (mediaType: string) => /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(mediaType)

/** What is deprecated or a draft promises less. */
export const isStable = (node: JsonObject) => node.deprecated !== true && node['x-stability-level'] === undefined

/** The pointer that a local reference holds. */
export const targetOf = (reference: string) => fromFragment(reference.slice(1))

/** Follows references to their end. */
export function resolved(document: JsonObject, pointer: string): Found | undefined {
  let [value, here] = [at(document, pointer), pointer]
  for (let count = 0; isJsonObject(value) && typeof value.$ref === 'string'; count++) {
    if (count > 20) return undefined
    here = targetOf(value.$ref)
    value = at(document, here)
  }
  return isJsonObject(value) ? { pointer: here, node: value } : undefined
}

/** Sets the value at a pointer of a document; undefined removes it. */
export function put(document: JsonObject, pointer: string, value: unknown): void {
  const path = tokens(pointer)
  const key = path.pop() as string
  const holder = at(document, step('', ...path)) as JsonObject
  if (value === undefined) delete holder[key]
  else holder[key] = value
}

/** The members of an object, and none where it is no object. */
export const keysOf = (value: unknown): string[] => (isJsonObject(value) ? Object.keys(value) : [])
