import type { Schema, Schemas } from '../openapi/model/exchange.ts'
import { fitsOf } from './fits.ts'
import { declaredMembers, resolveSchema } from './schema/shape.ts'

/**
 * What an absent member of this schema is filled in with; undefined for none, and for a default that the schema itself
 * refuses (JSON Schema validation §9.2: a default is an annotation, so nothing wrong is filled in for it).
 */
export function defaultOf(schema: Schema, schemas: Schemas): unknown {
  const value = resolveSchema(schema, schemas).default
  return value !== undefined && fitsOf(schemas, 'request')(value, schema) ? value : undefined
}

/** The members that are there after defaults have been filled in, though a caller may leave them out. */
export const defaultedMembers = (schema: Schema, schemas: Schemas): string[] =>
  Object.entries(declaredMembers(schema, schemas))
    .filter(([, member]) => defaultOf(member, schemas) !== undefined)
    .map(([name]) => name)
