/** Schemas of values that travel as text, at random, and a server of its own make that reads them. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import type { Json, Schema } from '../../../../scripts/json-schema/question.ts'

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
const compiled = new Map<Schema, (value: Json) => boolean>()

export function validates(schema: Schema, value: Json): boolean {
  const check = compiled.get(schema) ?? (ajv.compile(schema as object) as (value: Json) => boolean)
  compiled.set(schema, check)
  return check(value)
}

/** What may be written: texts, numbers, truths, and lists of one and two. */
export const values: readonly Json[] = [...spelled, ...spoken].flatMap((one) => [one, [one], [one, ''], [7, one]])

/** All that a server may make of texts, the only one perhaps split, by what any of the schemas speaks of. */
export function readings(texts: string[], schemas: Schema[], delimiter?: string): Json[] {
  const kinds = new Set(schemas.flatMap(kindsOf))
  const [only = '', more] = texts
  const pieces = delimiter !== undefined && more === undefined ? only.split(delimiter) : texts
  const each = pieces.map((one) => typed(one, kinds))
  const lists = each.reduce<Json[][]>((all, some) => all.flatMap((list) => some.map((one) => [...list, one])), [[]])
  if (more !== undefined) return lists
  return [...typed(only, kinds), ...(kinds.has('array') ? lists : [])]
}

/** Every type that a schema names or lists a value of, at any depth. */
function kindsOf(schema: Schema): string[] {
  const { type = [], enum: listed = [], anyOf = [], items } = schema as { [keyword: string]: Json & Schema }
  return [
    ...[type].flat().map((name) => (name === 'integer' ? 'number' : String(name))),
    ...[listed].flat().map((value) => typeof value),
    ...[anyOf, items ?? []].flat().flatMap((part) => kindsOf(part as Schema)),
  ]
}

/** A text, and what it spells where the schemas speak of such. */
function typed(value: string, kinds: Set<string>): Json[] {
  const isNumber = kinds.has('number') && /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(value)
  const isTruth = kinds.has('boolean') && /^(true|false)$/.test(value)
  return [value, ...(isNumber || isTruth ? [JSON.parse(value)] : [])]
}
