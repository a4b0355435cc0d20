import type { Schema, SchemaObject } from '../../openapi/model/exchange.ts'
import { refName } from '../schema/directions.ts'
import type { Scope } from './scope.ts'

/** The keywords with which object schemas can be merged into one list of members. */
const mergeable = new Set([
  ...['type', 'properties', 'required', 'additionalProperties', 'allOf', 'description', 'title', 'example', 'examples'],
  ...[
    'default',
    'deprecated',
    'minProperties',
    'maxProperties',
    'unevaluatedProperties',
    'externalDocs',
    '$comment',
    'xml',
  ],
  ...['discriminator', 'readOnly', 'writeOnly', 'nullable'],
])

interface FlatMembers {
  properties: Map<string, Schema[]>
  required: Set<string>
  additional: Schema[]
  closed: Set<string>
}

/**
 * Merges `allOf` into one object schema, so that its type is one list of members; undefined where that is impossible.
 */
export function flatten(schema: SchemaObject, scope: Scope): SchemaObject | undefined {
  if (!Array.isArray(schema.allOf) || schema.allOf.length === 0) return undefined
  const members: FlatMembers = { properties: new Map(), required: new Set(), additional: [], closed: new Set() }
  if (!collect(schema, scope, members, [])) return undefined
  const properties = [...members.properties].map(([name, [first = true, ...more]]) => [
    name,
    more.length === 0 ? first : { allOf: [first, ...more] },
  ])
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: [...members.required],
    ...(members.additional.length > 0 && {
      additionalProperties: members.additional.length > 1 || members.additional[0],
    }),
    ...(members.closed.size > 0 && { 'x-sdk-closed': [...members.closed] }),
  }
}

function collect(schema: Schema, scope: Scope, into: FlatMembers, path: string[]): boolean {
  if (typeof schema === 'boolean') return schema
  const name = refName(schema)
  if (name !== undefined) {
    const target = scope.schemas[name]
    if (path.includes(name) || target === undefined) return false
    for (const member of scope.discriminators.get(name) ?? []) into.closed.add(member)
    if (!collect(target, scope, into, [...path, name])) return false
  }
  const keywords = Object.keys(schema).filter((key) => key !== '$ref' && !key.startsWith('x-'))
  if (keywords.some((key) => !mergeable.has(key)) || (schema.type !== undefined && schema.type !== 'object'))
    return false
  for (const member of (schema['x-sdk-closed'] ?? []) as string[]) into.closed.add(member)
  for (const part of (schema.allOf ?? []) as Schema[]) if (!collect(part, scope, into, path)) return false
  for (const [member, type] of Object.entries((schema.properties ?? {}) as Record<string, Schema>)) {
    const known = into.properties.get(member)
    if (!known) into.properties.set(member, [type])
    else if (!known.some((each) => JSON.stringify(each) === JSON.stringify(type))) known.push(type)
  }
  for (const member of (schema.required ?? []) as string[]) into.required.add(member)
  if (schema.additionalProperties !== undefined && schema.additionalProperties !== false) {
    into.additional.push(schema.additionalProperties as Schema)
  }
  return true
}
