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

const object = fc
  .record({
    properties: fc.dictionary(fc.constantFrom('a', 'a', 'b'), written, { minKeys: 1, maxKeys: 2, size: 'xsmall' }),
    required: fc.subarray(['a', 'b']),
  })
  .map(({ properties, required }) => ({
    type: 'object',
    properties,
    required: required.filter((name) => name in properties),
  }))
const keyword = fc.constantFrom('allOf', 'anyOf', 'oneOf')
const named = fc.subarray(['a', 'b'], { minLength: 1 }).map((required) => ({ required }))

/** One object, several that overlap or share their members, or one that another condition is beside. */
export const form: fc.Arbitrary<Schema> = fc.oneof(
  { weight: 4, arbitrary: object },
  fc.tuple(keyword, object, object).map(([list, one, other]) => ({ [list]: [one, other] })),
  fc.tuple(keyword, object, fc.tuple(named, named)).map(([list, one, others]) => ({ ...one, [list]: others })),
  fc.tuple(object, named).map(([one, not]) => ({ ...one, not })),
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
export function kindsOf(schema: Schema): string[] {
  const { type = [], enum: listed = [], anyOf = [], items } = schema as { [keyword: string]: Json & Schema }
  return [
    ...[type].flat().flatMap((name) => (name === 'integer' ? ['number', 'integer'] : [String(name)])),
    ...[listed].flat().map((value) => typeof value),
    ...[anyOf, items ?? []].flat().flatMap((part) => kindsOf(part as Schema)),
  ]
}

/** A text, and what it spells where the schemas speak of such. */
function typed(value: string, kinds: Set<string>): Json[] {
  const isNumber = kinds.has('number') && /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(value)
  const isTruth = kinds.has('boolean') && /^(true|false)$/.test(value)
  if (kinds.has('integer') && /^-?\d{1,15}$/.test(value)) return [value, Number(value)]
  return [value, ...(isNumber || isTruth ? [JSON.parse(value)] : [])]
}
