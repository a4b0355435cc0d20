// biome-ignore-all lint/suspicious/noThenProperty: the keyword has that name
import fc from 'fast-check'
import type { Schema } from '../../../scripts/json-schema/question.ts'

type Members = { [keyword: string]: unknown }

export const NAMES = ['a', 'b', 'c', 'x-d'] as const
const SCALARS = [null, true, false, 0, 1, 2, -1, 0.5, 3, '', 'a', 'b', 'ab', 'abc', '1'] as const
const PATTERNS = ['^a', 'b$', '^[ab]*$', '^.{2}$', '\\d', '^(?:a|b|c)+$', '^x-'] as const
export const FORMATS = ['date', 'uuid', 'ipv4', 'int32'] as const

const name = fc.constantFrom(...NAMES)
const scalar = fc.constantFrom(...SCALARS)
const small = fc.integer({ min: 0, max: 3 })
const bound = fc.constantFrom(-1, 0, 0.5, 1, 2, 3)
const listed = fc.oneof({ weight: 6, arbitrary: scalar }, fc.constantFrom<unknown>([], [1], { a: 1 }, {}))

/** Random schemas of every keyword that the engine reads; `$ref`s go to the components A and B. */
export const { schema: arbitrarySchema } = fc.letrec<{ schema: Schema; object: Members }>((tie) => {
  const sub = tie('schema')
  const types = fc.constantFrom<unknown>(
    'null',
    'boolean',
    'integer',
    'number',
    'string',
    'array',
    'object',
    ['string', 'null'],
    ['object', 'array'],
    ['integer', 'string'],
  )
  const map = fc.dictionary(name, sub, { maxKeys: 3 })
  const list = fc.array(sub, { minLength: 1, maxLength: 3 })
  const numbers = fc.record(
    {
      minimum: bound,
      maximum: bound,
      exclusiveMinimum: bound,
      exclusiveMaximum: bound,
      multipleOf: fc.constantFrom(1, 2, 0.5, 0.1, 3),
    },
    { requiredKeys: [] },
  )
  const texts = fc.record(
    { minLength: small, maxLength: small, pattern: fc.constantFrom(...PATTERNS), format: fc.constantFrom(...FORMATS) },
    { requiredKeys: [] },
  )
  const lists = fc.record(
    {
      minItems: small,
      maxItems: small,
      uniqueItems: fc.constant(true),
      items: sub,
      prefixItems: list,
      contains: sub,
      minContains: fc.integer({ min: 0, max: 2 }),
      maxContains: small,
      unevaluatedItems: sub,
    },
    { requiredKeys: [] },
  )
  const objects = fc.record(
    {
      properties: map,
      required: fc.uniqueArray(name, { maxLength: 2 }),
      additionalProperties: fc.oneof(fc.constant(false), sub),
      patternProperties: fc.dictionary(fc.constantFrom('^a', '^x-', 'b'), sub, { maxKeys: 2 }),
      propertyNames: fc.constantFrom({ pattern: '^[a-c]$' }, { maxLength: 1 }, { enum: ['a', 'b'] }),
      minProperties: fc.integer({ min: 0, max: 2 }),
      maxProperties: small,
      dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { maxKeys: 1 }),
      dependentSchemas: fc.dictionary(name, sub, { maxKeys: 1 }),
      unevaluatedProperties: fc.oneof(fc.constant(false), sub),
    },
    { requiredKeys: [] },
  )
  const combined = fc.oneof(
    fc.record({ allOf: list }),
    fc.record({ anyOf: list }),
    fc.record({ oneOf: list }),
    fc.record({ not: sub }),
    fc.record({ if: sub, then: sub, else: sub }, { requiredKeys: ['if'] }),
    fc.record({ $ref: fc.constantFrom('#/components/schemas/A', '#/components/schemas/B') }),
    fc.record({ enum: fc.uniqueArray(listed, { minLength: 1, maxLength: 4 }) }),
    fc.record({ const: listed }),
  )
  const typed = fc.tuple(types, fc.oneof(numbers, texts, lists, objects)).map(([type, rest]) => ({ type, ...rest }))
  const plain = fc.oneof(
    fc.record({ type: fc.constant('object'), properties: map, required: fc.uniqueArray(name, { maxLength: 2 }) }),
    fc.record({ type: fc.constant('array'), items: sub }),
    fc.record({ type: types }),
    numbers.map((rest) => ({ type: 'number', ...rest })),
    texts.map((rest) => ({ type: 'string', ...rest })),
  )
  const mixed = fc.tuple(typed, combined).map(([a, b]): Members => ({ ...b, ...a }))
  const mixture = fc.tuple(objects, lists).map(([a, b]): Members => ({ ...a, ...b }))
  return {
    object: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'schema' },
      plain,
      typed,
      combined,
      mixed,
      mixture,
    ) as fc.Arbitrary<Members>,
    schema: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'schema' },
      {
        weight: 1,
        arbitrary: fc.constantFrom<Schema>(true, { type: 'string' }, { type: 'integer' }, { type: ['string', 'null'] }),
      },
      { weight: 4, arbitrary: tie('object') },
    ),
  }
})

/** Random small values over the same names and scalars. */
export const { value: arbitraryValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'value' },
    {
      weight: 3,
      arbitrary: fc.oneof(scalar, fc.constantFrom('2025-01-31', '1.2.3.4', 'x-d', 'bb', 'aab', 2.5, 0.1, 0.3, 4, 6)),
    },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    {
      weight: 2,
      arbitrary: fc.dictionary(
        fc.oneof({ weight: 5, arbitrary: name }, fc.constantFrom('e', 'x-e', 'ab')),
        tie('value'),
        { maxKeys: 4 },
      ),
    },
  ),
}))

/** A schema and a small edit of it: keywords dropped, bounds moved, members added, branches added, wrapped, replaced. */
export const arbitraryPair: fc.Arbitrary<[Schema, Schema]> = fc
  .tuple(arbitrarySchema, arbitrarySchema, fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 }))
  .map(([schema, spare, edits]) => [
    schema,
    edits.reduce((edited, [place, kind]) => mutate(edited, place, kind, spare), schema),
  ])

function mutate(schema: Schema, place: number, kind: number, spare: Schema): Schema {
  const places: string[][] = []
  const visit = (value: unknown, path: string[]): void => {
    if (typeof value !== 'object' || value === null) return
    if (
      !Array.isArray(value) &&
      !['properties', 'patternProperties', 'dependentSchemas', 'dependentRequired', 'const', 'enum'].includes(
        path.at(-1) ?? '',
      )
    )
      places.push(path)
    for (const [key, child] of Object.entries(value))
      if (key !== 'const' && key !== 'enum') visit(child, [...path, key])
  }
  visit(schema, [])
  const path = places[place % Math.max(1, places.length)] ?? []
  return replace(schema, path, (part) => edit(part, kind, spare)) as Schema
}

function replace(value: unknown, path: readonly string[], change: (part: Schema) => Schema): unknown {
  const [key, ...rest] = path
  if (key === undefined) return change(value as Schema)
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? replace(item, rest, change) : item))
  return { ...(value as Members), [key]: replace((value as Members)[key], rest, change) }
}

function edit(part: Schema, kind: number, spare: Schema): Schema {
  if (typeof part !== 'object') return spare
  const keys = Object.keys(part)
  const key = keys[kind % Math.max(1, keys.length)]
  switch (kind % 9) {
    case 0:
      return Object.fromEntries(Object.entries(part).filter(([name]) => name !== key))
    case 1:
      return { ...part, ...(typeof spare === 'object' ? spare : {}) }
    case 2:
      return { anyOf: [part, spare] }
    case 3:
      return { allOf: [part, spare] }
    case 4:
      return { oneOf: [part] }
    case 5:
      return Object.fromEntries(
        Object.entries(part).map(([name, value]) => [
          name,
          name === key && typeof value === 'number' ? Math.max(0, value + (kind % 2 ? 1 : -1)) || 1 : value,
        ]),
      )
    case 6:
      return { ...part, required: [NAMES[kind % 4]] }
    case 7:
      return {
        ...part,
        properties: { ...(part.properties as Members | undefined), [NAMES[kind % 4] as string]: spare },
      }
    default:
      return { not: { not: part } }
  }
}
