/** A validator of its own, so that what is certain of a change does not come from the guard. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { JsonObject } from '../../../scripts/openapi/grammar.ts'

/** Whether a value matches the schema at a pointer; null where the validator cannot read the schema. */
export type Judge = (pointer: string, value: unknown) => boolean | null

export function judgeOf(document: JsonObject): Judge {
  let ajv: Ajv2020 | undefined
  const known = new Map<string, ((value: unknown) => boolean) | null>()
  const compile = (pointer: string) => {
    try {
      if (ajv === undefined) {
        ajv = new Ajv2020({
          strict: false,
          logger: false,
          meta: false,
          ownProperties: true,
          validateSchema: false,
          code: { optimize: false },
        })
        addFormats.default(ajv)
        ajv.addSchema(document, 'audit:')
      }
      return ajv.compile({ $ref: `audit:#${pointer.split('/').map(encodeURIComponent).join('/')}` }) as (
        value: unknown,
      ) => boolean
    } catch {
      return null
    }
  }
  return (pointer, value) => {
    const check = known.has(pointer) ? known.get(pointer) : compile(pointer)
    known.set(pointer, check ?? null)
    return check === null || check === undefined ? null : check(value)
  }
}
