import {
  registerSchema,
  setShouldValidateFormat,
  setShouldValidateSchema,
  unregisterSchema,
  validate,
} from '@hyperjump/json-schema/draft-2020-12'
import type { Json, Schema } from './question.ts'

setShouldValidateFormat(true)
// What is asked about was read before.
setShouldValidateSchema(false)

const DIALECT = 'https://json-schema.org/draft/2020-12/schema'
let registered = 0

/** Hyperjump's verdict; null where it cannot read the schema. */
export async function validity(schema: Schema, value: Json): Promise<boolean | null> {
  registered++
  const uri = `https://stockroom.example/schemas/${registered}`
  try {
    registerSchema(schema as never, uri, DIALECT)
    return (await validate(uri, value as never)).valid
  } catch {
    return null
  } finally {
    unregisterSchema(uri)
  }
}
