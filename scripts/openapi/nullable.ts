import type { SchemaObject } from '../json-schema/question.ts'

/** What may refuse null beside a `type`. */
const refusing = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'enum', 'const']

/** A schema without its `nullable`, which JSON Schema does not know. */
export function withoutNullable(schema: SchemaObject): SchemaObject {
  if (schema.nullable !== true) return schema
  const { nullable, ...rest } = schema
  return rest
}

/** A schema that takes null too where it is `nullable`, as authors mean it. */
export function orNull(schema: SchemaObject): SchemaObject {
  if (schema.nullable !== true) return schema
  const rest = withoutNullable(schema)
  if (refusing.some((keyword) => keyword in rest)) return { anyOf: [rest, { type: 'null' }] }
  if (rest.type === undefined) return rest
  return { ...rest, type: [...new Set([rest.type, 'null'].flat())] }
}
