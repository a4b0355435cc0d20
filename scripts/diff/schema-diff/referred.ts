import { canonical } from '../../json-schema/canonical-json.ts'
import { fromFragment } from '../../json-schema/pointer.ts'
import { isJsonObject, type JsonObject } from '../../openapi/grammar.ts'
import type { Located } from '../../openapi/model/located.ts'

/** Keywords whose schemas are compared as a whole, because their effect depends on more than one keyword. */
const wholes = [
  ...['not', 'if', 'then', 'else', 'contains', 'propertyNames', 'unevaluatedItems', 'unevaluatedProperties'],
  'dependentSchemas',
]

/** True where two schemas have the same text, so that only the components that they refer to can differ. */
export const isWrittenAlike = (a: unknown, b: unknown): boolean => a !== undefined && canonical(a) === canonical(b)

/** The components that both refer to in such schemas. A difference in one is a change of the component itself. */
export function* referredBy(a: JsonObject, b: JsonObject): Generator<Located> {
  for (const keyword of wholes)
    for (const [one, other] of keyword === 'dependentSchemas'
      ? entries(a[keyword], b[keyword])
      : [[a[keyword], b[keyword]]])
      if (isWrittenAlike(one, other)) yield* references(one)
}

function* entries(a: unknown, b: unknown): Generator<[unknown, unknown]> {
  if (!isJsonObject(a) || !isJsonObject(b)) return
  for (const [key, value] of Object.entries(a)) if (Object.hasOwn(b, key)) yield [value, b[key]]
}

function* references(schema: unknown): Generator<Located> {
  if (typeof schema !== 'object' || schema === null) return
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$ref' && typeof value === 'string')
      yield { value: { $ref: value }, pointer: fromFragment(value.slice(1)) }
    else yield* references(value)
  }
}
