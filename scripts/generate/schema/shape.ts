import type { Schema, SchemaObject, Schemas } from '../../openapi/model/exchange.ts'
import { refName } from './directions.ts'

/** A schema with its `$ref`s resolved; keywords beside a `$ref` override those of its target. */
export function resolveSchema(schema: Schema, schemas: Schemas): SchemaObject {
  let here = schema
  let siblings: SchemaObject = {}
  for (let hops = 0; hops < 32; hops += 1) {
    if (typeof here === 'boolean') return here ? siblings : { ...siblings, not: {} }
    const name = refName(here)
    if (name === undefined) return { ...here, ...siblings }
    const { $ref: _, ...rest } = here
    siblings = { ...rest, ...siblings }
    here = schemas[name] ?? {}
  }
  return siblings
}

/** The members that an object schema declares, its `allOf` included. */
export function declaredMembers(schema: Schema, schemas: Schemas, seen = new Set<unknown>()): Record<string, Schema> {
  const node = resolveSchema(schema, schemas)
  const key = refName(schema) ?? schema
  if (seen.has(key)) return {}
  seen.add(key)
  const parts = Array.isArray(node.allOf) ? (node.allOf as Schema[]) : []
  return Object.assign(
    {},
    ...parts.map((part) => declaredMembers(part, schemas, seen)),
    (node.properties ?? {}) as Record<string, Schema>,
  )
}
