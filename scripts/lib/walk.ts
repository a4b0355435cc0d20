/** The grammar of OpenAPI 3: which member of which object holds which kind of object. The one place that knows it. */

import { step } from '../json-schema/pointer.ts'

export type Kind =
  | 'document'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'header'
  | 'requestBody'
  | 'response'
  | 'media'
  | 'encoding'
  | 'callback'
  | 'link'
  | 'example'
  | 'securityScheme'
  | 'schema'

export type Node = Record<string, unknown>

type Shape = { one: Kind } | { list: Kind } | { map: Kind } | { either: Kind }
const one = (kind: Kind): Shape => ({ one: kind })
const list = (kind: Kind): Shape => ({ list: kind })
const map = (kind: Kind): Shape => ({ map: kind })

const carried = { schema: one('schema'), content: map('media'), examples: map('example') }
const operation = one('operation')

/** The folder of `components` a kind lives in. */
export const sections: Partial<Record<Kind, string>> = {
  schema: 'schemas',
  response: 'responses',
  parameter: 'parameters',
  example: 'examples',
  requestBody: 'requestBodies',
  header: 'headers',
  securityScheme: 'securitySchemes',
  link: 'links',
  callback: 'callbacks',
  pathItem: 'pathItems',
}

const grammar: Record<Kind, Record<string, Shape>> = {
  document: { components: one('components'), paths: map('pathItem'), webhooks: map('pathItem') },
  components: Object.fromEntries(Object.entries(sections).map(([kind, name]) => [name, map(kind as Kind)])),
  pathItem: {
    parameters: list('parameter'),
    ...{ get: operation, put: operation, post: operation, delete: operation },
    ...{ options: operation, head: operation, patch: operation, trace: operation },
  },
  operation: {
    parameters: list('parameter'),
    requestBody: one('requestBody'),
    responses: map('response'),
    callbacks: map('callback'),
  },
  parameter: carried,
  header: carried,
  requestBody: { content: map('media') },
  response: { headers: map('header'), content: map('media'), links: map('link') },
  media: { schema: one('schema'), examples: map('example'), encoding: map('encoding') },
  encoding: { headers: map('header') },
  callback: {},
  link: {},
  example: {},
  securityScheme: {},
  schema: {
    ...{ properties: map('schema'), patternProperties: map('schema'), dependentSchemas: map('schema') },
    ...{ $defs: map('schema'), definitions: map('schema') },
    ...{ allOf: list('schema'), anyOf: list('schema'), oneOf: list('schema'), prefixItems: list('schema') },
    ...Object.fromEntries(
      ['not', 'if', 'then', 'else', 'contains', 'additionalProperties', 'propertyNames', 'contentSchema']
        .concat('unevaluatedItems', 'unevaluatedProperties')
        .map((keyword) => [keyword, one('schema')]),
    ),
    items: { either: 'schema' },
  },
}

/** A child object of `node`, with a way to put another in its place. */
export interface Child {
  value: unknown
  kind: Kind
  pointer: string
  replace(value: unknown): void
}

const isObject = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The typed children of an object of a kind, in the order they are written. Extensions and plain data are not children. */
export function* children(node: unknown, kind: Kind, pointer: string): Generator<Child> {
  if (!isObject(node)) return
  for (const [key, value] of Object.entries(node)) {
    const shape = kind === 'callback' && !key.startsWith('x-') ? one('pathItem') : ownShape(kind, key)
    if (!shape) continue
    if ('one' in shape || ('either' in shape && !Array.isArray(value))) {
      yield child(node, key, 'one' in shape ? shape.one : shape.either, pointer)
    } else if ('list' in shape || 'either' in shape) {
      if (!Array.isArray(value)) continue
      const each = 'list' in shape ? shape.list : shape.either
      for (const index of value.keys()) yield child(value as unknown as Node, String(index), each, step(pointer, key))
    } else if (isObject(value)) {
      for (const name of Object.keys(value)) {
        if (isExtension(kind, name)) continue
        yield child(value, name, shape.map, step(pointer, key))
      }
    }
  }
}

// `properties` may well be called x-something; a path or a response may not.
const isExtension = (parent: Kind, name: string): boolean =>
  name.startsWith('x-') && (parent === 'document' || parent === 'operation')

const ownShape = (kind: Kind, key: string): Shape | undefined =>
  Object.hasOwn(grammar[kind], key) ? grammar[kind][key] : undefined

function child(holder: Node, key: string, kind: Kind, pointer: string): Child {
  return {
    value: holder[key],
    kind,
    pointer: step(pointer, key),
    replace: (value) => {
      Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true })
    },
  }
}

/** Visits an object and all below it, parents first. A `$ref` is visited and not followed. */
export function walk(
  node: unknown,
  kind: Kind,
  pointer: string,
  visit: (node: Node, kind: Kind, pointer: string) => void,
): void {
  if (!isObject(node)) return
  visit(node, kind, pointer)
  for (const next of children(node, kind, pointer)) walk(next.value, next.kind, next.pointer, visit)
}

/** The members of an object that ought to be maps and are a reference to one, which OpenAPI does not know and people write. */
export const referredMaps = (node: Node, kind: Kind): string[] =>
  Object.entries(grammar[kind]).flatMap(([key, shape]) => {
    const value = Object.hasOwn(node, key) ? node[key] : undefined
    return 'map' in shape && isObject(value) && typeof value.$ref === 'string' ? [key] : []
  })

const plain: Partial<Record<Kind, string>> = { pathItem: 'path item', requestBody: 'request body', media: 'media type' }

/** What is not of the form that its place asks for, such as a list where a map belongs: its pointer and what it must be. */
export function* misshapen(node: Node, kind: Kind, pointer: string): Generator<{ pointer: string; expected: string }> {
  for (const [key, shape] of Object.entries(grammar[kind])) {
    const value = Object.hasOwn(node, key) ? node[key] : undefined
    if (value === undefined) continue
    const at = step(pointer, key)
    if ('list' in shape && !Array.isArray(value)) yield { pointer: at, expected: `a list of ${shape.list}s` }
    if ('map' in shape && !isObject(value))
      yield { pointer: at, expected: `a map of ${plain[shape.map] ?? shape.map}s` }
  }
  for (const child of children(node, kind, pointer)) {
    if (isObject(child.value)) {
      if (Object.hasOwn(child.value, '$ref') && typeof child.value.$ref !== 'string')
        yield {
          pointer: step(child.pointer, '$ref'),
          expected: `a text that leads to a ${plain[child.kind] ?? child.kind}`,
        }
      yield* misshapen(child.value, child.kind, child.pointer)
    } else if (child.kind !== 'schema' || typeof child.value !== 'boolean') {
      yield { pointer: child.pointer, expected: `a ${plain[child.kind] ?? child.kind}` }
    }
  }
}
