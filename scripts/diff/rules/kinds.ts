import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import { below, type Located, listOf, raw, resolve } from '../../openapi/model/located.ts'

/**
 * The kinds of values by how they are written. A `figure` is a number or boolean, which JSON writes as the same text.
 */
export type WrittenKind = 'text' | 'figure' | 'bytes' | 'list' | 'object'

/** The schemas of each member of an object, through `$ref`, `allOf`, `anyOf` and `oneOf`. */
export function membersOf(contract: Contract, schema: Located): Map<string, JsonObject[]> {
  const found = new Map<string, JsonObject[]>()
  for (const { value, pointer } of appliedSchemas(contract, schema)) {
    const properties = raw({ value, pointer }, 'properties')
    for (const name of isJsonObject(properties?.value) ? Object.keys(properties.value) : []) {
      const member = below(contract, { value, pointer }, 'properties', name)
      const parts = member === undefined ? [] : appliedSchemas(contract, member).map((part) => part.value)
      found.set(name, [...(found.get(name) ?? []), ...parts])
    }
  }
  return found
}

function appliedSchemas(contract: Contract, schema: Located): Located<JsonObject>[] {
  const found: Located<JsonObject>[] = []
  const seen = new Set<unknown>()
  const open = [resolve(contract, schema)]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!isJsonObject(next.value) || seen.has(next.value)) continue
    seen.add(next.value)
    const here = next as Located<JsonObject>
    found.push(here)
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) open.push(...listOf(contract, raw(here, keyword)))
  }
  return found
}

const figures = new Set<unknown>(['integer', 'number', 'boolean'])

/** The kinds of a schema's values. An array of at most one item is written like the item. */
export function kindsOf(node: JsonObject): WrittenKind[] {
  const { type, items, maxItems, format, contentEncoding, contentMediaType } = node
  const isBytes = format === 'binary' || contentEncoding !== undefined || contentMediaType !== undefined
  return namesOf(node, [type].flat()).flatMap((name): WrittenKind[] => {
    if (name === 'object') return ['object']
    if (name !== 'array') return [isBytes ? 'bytes' : figures.has(name) ? 'figure' : 'text']
    const inner = isJsonObject(items) ? kindsOf(items).filter((kind) => kind !== 'list') : []
    return typeof maxItems === 'number' && maxItems < 2 ? inner : ['list', ...inner]
  })
}

/** The names of the types, or of the types of `enum` and `const`. Without null, which has no text. */
function namesOf({ enum: values, const: only }: JsonObject, types: unknown[]): unknown[] {
  const named = types.filter((name) => name !== undefined)
  const listed = only === undefined ? values : [only]
  const listedTypes = Array.isArray(listed)
    ? listed.map((value) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value))
    : []
  return (named.length > 0 ? named : listedTypes).filter((name) => name !== 'null')
}

/** The kinds of all values of a schema, through `$ref`, `allOf`, `anyOf` and `oneOf`; empty where they are unknown. */
export const kindsBelow = (contract: Contract, schema: Located): Set<WrittenKind> =>
  new Set(appliedSchemas(contract, schema).flatMap(({ value }) => kindsOf(value)))
