/** Schemas of values that travel as text, at random, and a server of its own make that reads them. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import type { Json, Schema } from '../../../../scripts/diff/values/types.ts'

/** Texts as they come, some of which spell something else. */
const spelled = ['', 'x', 'true', '0', '7', '12', '-3', '0.5', '007', '1e3', 'null', 'x,y', '7|x']
const spoken: Json[] = [0, 7, 12, -3, 0.5, 123456, true, false]

const text = fc.constantFrom<Schema>(
  { type: 'string' },
  { type: 'string', maxLength: 2 },
  { type: 'string', pattern: '^\\d+$' },
  { type: 'string', pattern: '^[1-9]\\d?$' },
  { type: 'string', minLength: 1 },
)
const whole = fc
  .record({ minimum: fc.integer({ min: -20, max: 5 }), maximum: fc.integer({ min: 6, max: 200 }) })
  .map((range): Schema => ({ type: 'integer', ...range }))
const listed = fc
  .uniqueArray(fc.constantFrom(...spelled, ...spoken), { minLength: 1, maxLength: 3 })
  .map((values): Schema => ({ enum: values }))
const single = fc.oneof(
  text,
  fc.constantFrom<Schema>(
    { type: 'integer' },
    { type: 'number' },
    { type: 'boolean' },
    {},
    { type: ['integer', 'string'] },
  ),
  whole,
  listed,
  fc.tuple(text, fc.constantFrom({ type: 'integer' }, { type: 'boolean' })).map((anyOf): Schema => ({ anyOf })),
)

/** A text, a number, a truth, or a list of them. */
export const written: fc.Arbitrary<Schema> = fc.oneof(
  { weight: 4, arbitrary: single },
  fc
    .tuple(single, fc.constantFrom({}, { maxItems: 1 }, { minItems: 2 }))
    .map(([items, more]) => ({ type: 'array', items, ...more })),
)

const ajv = new Ajv2020({ strict: false })
const validates = (schema: Schema, value: Json): boolean => ajv.compile(schema as object)(value) as boolean

/** Values of a schema, lists of two among them. */
export function valuesOf(schema: Schema): Json[] {
  const singles = [...spelled, ...spoken]
  const lists = singles.flatMap((one) => [[one], [one, ''], [7, one]])
  return [...singles, ...lists].filter((value) => validates(schema, value))
}

/** True where the texts, the only one perhaps split, become something that the schema takes. */
export function isRead(texts: string[], schema: Schema, delimiter?: string): boolean {
  const [only = '', more] = texts
  const pieces = delimiter !== undefined && more === undefined ? only.split(delimiter) : texts
  const { items } = schema as { items?: Schema }
  const each = pieces.map((one) => readings(one, items ?? schema))
  const lists = each.reduce<Json[][]>((all, some) => all.flatMap((list) => some.map((one) => [...list, one])), [[]])
  return [...(more === undefined ? readings(only, items ?? schema) : []), ...lists].some((value) =>
    validates(schema, value),
  )
}

/** A text, and what it spells where the schema speaks of such. */
function readings(value: string, schema: Schema): Json[] {
  const kinds = JSON.stringify(schema)
  const isNumber = /"integer"|"number"|[[,:]-?\d/.test(kinds) && /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(value)
  const isTruth = /"boolean"|[[,:](true|false)\b/.test(kinds) && /^(true|false)$/.test(value)
  return [value, ...(isNumber || isTruth ? [JSON.parse(value)] : [])]
}
