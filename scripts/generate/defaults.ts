import type { Schema, Schemas } from '../openapi/model/exchange.ts'
import { fitsOf } from './fits.ts'
import { declaredMembers, resolveSchema } from './schema/shape.ts'

/**
 * The default for an absent member of this schema; undefined where there is none, or where the schema itself refuses it
 * (a default is an annotation: JSON Schema validation §9.2).
 */
export function defaultOf(schema: Schema, schemas: Schemas): unknown {
  const value = resolveSchema(schema, schemas).default
  return value !== undefined && fitsOf(schemas, 'request')(value, schema) ? value : undefined
}

/** The optional members that are always present once defaults are filled in. */
export const defaultedMembers = (schema: Schema, schemas: Schemas): string[] =>
  Object.entries(declaredMembers(schema, schemas))
    .filter(([, member]) => defaultOf(member, schemas) !== undefined)
    .map(([name]) => name)
