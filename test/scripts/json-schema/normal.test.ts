import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normal } from '../../../scripts/json-schema/canonical/normal.ts'
import { readSide } from '../../../scripts/json-schema/canonical/side.ts'
import type { Json, Schema, Sided } from '../../../scripts/json-schema/question.ts'
import { holds } from '../../../scripts/json-schema/solve/holds.ts'
import { createSearch } from '../../../scripts/json-schema/solve/solve.ts'
import { arbitrarySchema, arbitraryValue } from './arbitrary.ts'
import { isSameForm } from './question.ts'

/** More schemas, and other ones: RANDOM_PAIRS=5000 RANDOM_SEED=7 npx vitest run test/scripts/json-schema/normal.test.ts */
const SCHEMAS = 4 * Number(process.env.RANDOM_PAIRS ?? 150)
const seed = Number(process.env.RANDOM_SEED ?? 20251121)

const a = { type: 'string', maxLength: 5 }
const members = { id: a, size: { type: 'integer' }, next: { $ref: '#/components/schemas/Thing' } }
const Thing = { type: 'object', required: ['id'], properties: members }
const document = { components: { schemas: { Thing } } }
const sided = (schema: Schema): Sided => ({ schema, document })
const areSame = (one: Schema, other: Schema) => isSameForm(sided(one), sided(other))

const forms: [name: string, one: Schema, other: Schema][] = [
  ['enum and oneOf of constants', { type: 'string', enum: ['a', 'b'] }, { oneOf: [{ const: 'b' }, { enum: ['a'] }] }],
  ['anyOf of lists', { enum: ['a', 'b', 1] }, { anyOf: [{ enum: ['a', 'b'] }, { enum: ['b', 1] }] }],
  ['constants within bounds', { type: 'string', enum: ['a', 'bcd'], maxLength: 2 }, { const: 'a' }],
  ['types and oneOf', { type: ['string', 'null'], maxLength: 5 }, { oneOf: [a, { type: 'null' }] }],
  ['types and a list', { type: ['string', 'null'], enum: ['a', null] }, { anyOf: [{ const: 'a' }, { type: 'null' }] }],
  ['oneOf of what has no type in common', { oneOf: [a, { type: 'integer' }] }, { anyOf: [{ type: 'integer' }, a] }],
  [
    'alternatives of alternatives',
    { anyOf: [a, { anyOf: [{ pattern: 'x' }, Thing] }] },
    { anyOf: [a, { pattern: 'x' }, Thing] },
  ],
  ['what binds another type', { type: 'string', maxLength: 5, minimum: 3, required: ['a'] }, a],
  ['bounds of whole numbers', { type: 'integer', exclusiveMinimum: 0 }, { type: 'integer', minimum: 1, multipleOf: 1 }],
  ['bounds beyond bounds', { type: 'number', minimum: 1, allOf: [{ minimum: -3 }] }, { type: 'number', minimum: 1 }],
  ['members over an allOf', { ...Thing, required: [], allOf: [{ required: ['id'] }] }, Thing],
  [
    'two parts',
    {
      allOf: [
        { type: 'object', required: ['id'], properties: { id: a } },
        { properties: { size: members.size, next: members.next } },
      ],
    },
    { $ref: '#/components/schemas/Thing' },
  ],
  [
    'parts that cannot be joined',
    { allOf: [a, { pattern: 'x' }, { pattern: 'y' }] },
    { ...a, allOf: [{ pattern: 'y' }, { pattern: 'x' }] },
  ],
  ['a pattern in other words', { pattern: '^[0-9]{3}(?:a|b)$' }, { pattern: '^(?:(?:\\d){3}(b|a))$' }],
  ['not not', { not: { not: a } }, a],
  ['members demanded anyway', { ...Thing, dependentRequired: { size: ['id', 'size'] } }, Thing],
  ['nothing left', { type: 'string', enum: [1, 2] }, false],
]

test.each(forms)('the same by construction: %s', (_, one, other) => {
  expect(areSame(one, other)).toBe(true)
  expect(areSame({ type: 'array', items: one }, { type: 'array', items: other })).toBe(true)
})

const others: [name: string, one: Schema, other: Schema][] = [
  [
    'oneOf of what overlaps',
    { oneOf: [a, { type: 'string', pattern: 'x' }] },
    { anyOf: [a, { type: 'string', pattern: 'x' }] },
  ],
  [
    'a schema that looks around',
    { properties: members, unevaluatedProperties: false },
    { allOf: [{ properties: members }], unevaluatedProperties: false },
  ],
  [
    'a part that does',
    { properties: members, allOf: [{ unevaluatedProperties: false }] },
    { properties: members, unevaluatedProperties: false },
  ],
  [
    'what is left over by others',
    { properties: members, allOf: [{ additionalProperties: false }] },
    { properties: members, additionalProperties: false },
  ],
  ['another pattern', { pattern: '^a|b$' }, { pattern: '^(?:a|b)$' }],
  ['an object that is refused to be refused', { not: { not: Thing } }, Thing],
  ['an invitation', { ...Thing, additionalProperties: true }, Thing],
]

test.each(others)('not the same by construction: %s', (_, one, other) => {
  expect(areSame(one, other)).toBe(false)
})

test('a circle that is entered by one step more is the same', () => {
  const around = { type: 'object', required: ['id'], properties: { ...members, next: Thing } }
  expect(areSame(around, { $ref: '#/components/schemas/Thing' })).toBe(true)
})

test('the normal form takes and makes the same values', () => {
  const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value))
  const schemas = plain(fc.sample(arbitrarySchema, { seed, numRuns: SCHEMAS }))
  const values = plain(fc.sample(arbitraryValue, { seed, numRuns: 2000 })) as Json[]
  const search = createSearch(false)
  const components = {
    A: Thing,
    B: { anyOf: [{ type: 'null' }, { type: 'array', items: { $ref: '#/components/schemas/B' } }] },
  }
  let taken = 0
  for (const [at, schema] of schemas.entries()) {
    const { node } = readSide({ schema, document: { components: { schemas: components } } })
    const form = normal(node)
    for (let turn = 0; turn < 40; turn++) {
      const value = values[(at * 131 + turn) % values.length] as Json
      for (const produced of [true, false]) {
        const truth = holds(search, [{ sign: true, produced, node }], value)
        expect(
          holds(search, [{ sign: true, produced, node: form }], value),
          `${JSON.stringify(value)} of ${JSON.stringify(schema)}`,
        ).toBe(truth)
        if (truth) taken++
      }
    }
  }
  expect(taken).toBeGreaterThan(SCHEMAS)
}, 600_000)
