import { tokens } from '../../json-schema/pointer.ts'
import type { Json, Schema } from '../../json-schema/question.ts'

/**
 * What other witnesses may be, where a validator denied one: without the value at the place of the refusal, then without
 * any of its values. Negated twice, a schema declares no member.
 */
export function otherValues(witness: Json, pointer: string): Schema[] {
  const path = tokens(pointer)
  const leaf = path.reduce<Json | undefined>(
    (value, key) => (value as Record<string, Json> | undefined)?.[key],
    witness,
  )
  const here = leaf === undefined ? [] : [path.reduceRight<Schema>((inner, key) => below(key, inner), another(leaf))]
  return [...here, everyOther(witness)].map((schema) => ({ not: { not: schema } }))
}

const below = (key: string, inner: Schema): Schema => ({ properties: { [key]: inner }, items: inner })

/** Near 0, where validators do not round. */
const another = (value: Json): Schema =>
  typeof value === 'number' ? { not: { const: value }, minimum: -1e6, maximum: 1e6 } : { not: { const: value } }

function everyOther(value: Json): Schema {
  if (typeof value !== 'object' || value === null) return value === null || value === true ? true : another(value)
  if (Array.isArray(value)) return { prefixItems: value.map(everyOther) }
  return { properties: Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, everyOther(inner)])) }
}
