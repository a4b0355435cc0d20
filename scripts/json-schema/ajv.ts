import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Json, Schema } from './question.ts'

/** One for all schemas. It does not compile the meta-schema, which takes longer than a schema: what is asked about was read before. */
const ajv = new Ajv2020({
  strict: false,
  logger: false,
  multipleOfPrecision: 9,
  ownProperties: true,
  meta: false,
  validateSchema: false,
  code: { optimize: false },
})
addFormats.default(ajv)

/** Ajv's validator of a schema; null where it cannot read it. */
export function compileAjv(schema: Schema): ((value: Json) => boolean) | null {
  try {
    return ajv.compile(schema) as (value: Json) => boolean
  } catch {
    return null
  } finally {
    ajv.removeSchema(schema as object)
  }
}
