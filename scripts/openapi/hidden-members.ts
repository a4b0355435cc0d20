import type { Document, Schema } from '../json-schema/question.ts'
import { resolve } from '../json-schema/read/resolve.ts'
import type { Direction } from './direction.ts'

/** The keyword that keeps a member out of messages in a direction. */
const hiding = { request: 'readOnly', response: 'writeOnly' } as const

/**
 * The members that no message in this direction carries: `readOnly` members in requests, `writeOnly` members in
 * responses (OpenAPI 3.0.3 §4.7.24.2). Looks into `allOf` and `$ref` too.
 */
export function hiddenMembers(schema: Schema, document: Document, direction: Direction): string[] {
  const found = new Set<string>()
  const seen = new Set<Schema>()
  const visit = (place: Schema): void => {
    if (typeof place !== 'object' || seen.has(place)) return
    seen.add(place)
    for (const [name, member] of Object.entries((place.properties ?? {}) as { [name: string]: Schema }))
      if (isHidden(member, document, direction)) found.add(name)
    for (const part of conjuncts(place, document)) visit(part)
  }
  visit(schema)
  return [...found].sort()
}

/** True where no message in this direction carries a member of this schema. */
export function isHidden(schema: Schema, document: Document, direction: Direction, seen = new Set<Schema>()): boolean {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return false
  seen.add(schema)
  if (schema[hiding[direction]] === true) return true
  return conjuncts(schema, document).some((part) => isHidden(part, document, direction, seen))
}

function conjuncts(schema: { [keyword: string]: unknown }, document: Document): Schema[] {
  const parts = Array.isArray(schema.allOf) ? (schema.allOf as Schema[]) : []
  const target = typeof schema.$ref === 'string' ? resolve(schema.$ref, document) : undefined
  return target ? [...parts, target.schema] : parts
}
