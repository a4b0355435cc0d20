// biome-ignore-all lint/suspicious/noThenProperty: the keyword has that name
import { describe, expect, test } from 'vitest'
import { containsConfirmed } from '../../../scripts/json-schema/contains.ts'
import type { Schema } from '../../../scripts/json-schema/question.ts'
import { question } from './question.ts'

type Row = [name: string, narrow: Schema, wide: Schema]

/** Every value of the first is one of the second, and some of the second is none of the first. */
const ROWS: Row[] = [
  ['type', { type: 'integer' }, { type: 'number' }],
  ['type lists', { type: 'string' }, { type: ['string', 'null'] }],
  ['enum', { enum: ['a', 'b'] }, { enum: ['a', 'b', 'c'] }],
  ['const', { const: 1 }, { type: 'integer' }],
  [
    'const of an object',
    { const: { a: [1] } },
    {
      type: 'object',
      properties: { a: { type: 'array', items: { type: 'integer' } } },
      required: ['a'],
      additionalProperties: {},
    },
  ],
  ['minimum', { type: 'number', minimum: 2 }, { type: 'number', minimum: 1 }],
  ['maximum', { type: 'number', maximum: 1 }, { type: 'number', maximum: 2 }],
  ['exclusiveMinimum', { type: 'number', exclusiveMinimum: 1 }, { type: 'number', minimum: 1 }],
  ['exclusiveMaximum', { type: 'number', exclusiveMaximum: 1 }, { type: 'number', maximum: 1 }],
  ['exclusive bounds of integers', { type: 'integer', exclusiveMinimum: 1 }, { type: 'integer', minimum: 1 }],
  ['multipleOf', { type: 'integer', multipleOf: 6 }, { type: 'integer', multipleOf: 3 }],
  ['fractional multipleOf', { type: 'number', multipleOf: 0.2 }, { type: 'number', multipleOf: 0.1 }],
  ['minLength', { type: 'string', minLength: 2 }, { type: 'string', minLength: 1 }],
  ['maxLength', { type: 'string', maxLength: 1 }, { type: 'string', maxLength: 2 }],
  ['pattern', { type: 'string', pattern: '^a{2,3}$' }, { type: 'string', pattern: '^a+$' }],
  ['pattern that searches', { type: 'string', pattern: 'abc' }, { type: 'string', pattern: 'b' }],
  [
    'pattern with leading lookaheads',
    { type: 'string', pattern: '^(?=.*\\d)[a-z\\d]{2,}$' },
    { type: 'string', pattern: '^[a-z\\d]{2,}$' },
  ],
  ['pattern with a start that is refused', { type: 'string', pattern: '^(?!--).*$' }, { type: 'string' }],
  [
    'patterns with several leading lookaheads',
    { type: 'string', pattern: '^(?=.*\\d)(?!--)(?!00)[a-z\\d-]*$' },
    { type: 'string', pattern: '^(?!--)[a-z\\d-]*$' },
  ],
  [
    'pattern against lengths',
    { type: 'string', pattern: '^[ab]{2,4}$' },
    { type: 'string', minLength: 2, maxLength: 5 },
  ],
  ['format', { type: 'string', format: 'uuid' }, { type: 'string' }],
  ['format against lengths', { type: 'string', format: 'date' }, { type: 'string', maxLength: 12 }],
  ['formats within each other', { type: 'string', format: 'uri' }, { type: 'string', format: 'uri-reference' }],
  ['integer formats', { type: 'integer', format: 'int32' }, { type: 'integer', format: 'int64' }],
  [
    'minItems',
    { type: 'array', items: { type: 'string' }, minItems: 2 },
    { type: 'array', items: { type: 'string' }, minItems: 1 },
  ],
  [
    'maxItems',
    { type: 'array', items: { type: 'string' }, maxItems: 1 },
    { type: 'array', items: { type: 'string' }, maxItems: 2 },
  ],
  [
    'uniqueItems',
    { type: 'array', items: { type: 'string' }, uniqueItems: true },
    { type: 'array', items: { type: 'string' } },
  ],
  ['items', { type: 'array', items: { type: 'integer' } }, { type: 'array', items: { type: 'number' } }],
  [
    'prefixItems',
    { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }] },
    { type: 'array', prefixItems: [{ type: 'integer' }] },
  ],
  [
    'items after prefixItems',
    { type: 'array', prefixItems: [{}], items: { type: 'integer' } },
    { type: 'array', prefixItems: [{}], items: { type: 'number' } },
  ],
  [
    'contains',
    { type: 'array', items: { type: ['string', 'integer'] }, contains: { const: 'a' } },
    { type: 'array', items: { type: ['string', 'integer'] }, contains: { type: 'string' } },
  ],
  [
    'minContains',
    { type: 'array', items: { type: 'integer' }, contains: { minimum: 5 }, minContains: 2 },
    { type: 'array', items: { type: 'integer' }, contains: { minimum: 5 } },
  ],
  [
    'maxContains',
    { type: 'array', items: { type: 'integer' }, contains: { minimum: 5 }, maxContains: 1 },
    { type: 'array', items: { type: 'integer' }, contains: { minimum: 5 }, maxContains: 2 },
  ],
  [
    'unevaluatedItems',
    { type: 'array', prefixItems: [{ type: 'integer' }], unevaluatedItems: false },
    { type: 'array', prefixItems: [{ type: 'integer' }], unevaluatedItems: { type: 'string' } },
  ],
  [
    'required',
    { type: 'object', properties: { a: {}, b: {} }, required: ['a', 'b'] },
    { type: 'object', properties: { a: {}, b: {} }, required: ['a'] },
  ],
  [
    'properties',
    { type: 'object', properties: { a: { type: 'integer' } } },
    { type: 'object', properties: { a: { type: 'number' } } },
  ],
  [
    'additionalProperties',
    { type: 'object', additionalProperties: { type: 'integer' } },
    { type: 'object', additionalProperties: { type: 'number' } },
  ],
  [
    'additionalProperties: false',
    { type: 'object', properties: { a: {} }, additionalProperties: false },
    { type: 'object', properties: { a: {}, b: {} }, additionalProperties: false },
  ],
  [
    'patternProperties',
    { type: 'object', patternProperties: { '^x-': { type: 'integer' } } },
    { type: 'object', patternProperties: { '^x-': { type: 'number' } } },
  ],
  [
    'propertyNames',
    { type: 'object', additionalProperties: { type: 'string' }, propertyNames: { maxLength: 2 } },
    { type: 'object', additionalProperties: { type: 'string' }, propertyNames: { maxLength: 3 } },
  ],
  [
    'minProperties',
    { type: 'object', additionalProperties: { type: 'string' }, minProperties: 2 },
    { type: 'object', additionalProperties: { type: 'string' }, minProperties: 1 },
  ],
  [
    'maxProperties',
    { type: 'object', additionalProperties: { type: 'string' }, maxProperties: 1 },
    { type: 'object', additionalProperties: { type: 'string' }, maxProperties: 2 },
  ],
  [
    'dependentRequired',
    { type: 'object', properties: { a: {}, b: {} }, dependentRequired: { a: ['b'] } },
    { type: 'object', properties: { a: {}, b: {} } },
  ],
  [
    'dependentSchemas',
    {
      type: 'object',
      properties: { a: {}, b: { type: 'integer' } },
      dependentSchemas: { a: { properties: { b: { minimum: 1 } } } },
    },
    { type: 'object', properties: { a: {}, b: { type: 'integer' } } },
  ],
  [
    'unevaluatedProperties',
    { allOf: [{ type: 'object', properties: { a: {} } }], unevaluatedProperties: false },
    { allOf: [{ type: 'object', properties: { a: {}, b: {} } }], unevaluatedProperties: false },
  ],
  ['allOf', { allOf: [{ type: 'integer', minimum: 1 }, { maximum: 5 }] }, { type: 'integer', minimum: 1 }],
  [
    'anyOf',
    { anyOf: [{ type: 'string' }, { type: 'integer' }] },
    { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }] },
  ],
  ['oneOf', { oneOf: [{ type: 'string' }, { type: 'integer' }] }, { oneOf: [{ type: 'string' }, { type: 'number' }] }],
  [
    'oneOf with overlap',
    {
      oneOf: [
        { type: 'integer', minimum: 0 },
        { type: 'integer', maximum: 10 },
      ],
    },
    {
      anyOf: [
        { type: 'integer', minimum: 0 },
        { type: 'integer', maximum: 10 },
      ],
    },
  ],
  ['not', { type: 'string', not: { enum: ['a', 'b'] } }, { type: 'string', not: { enum: ['a'] } }],
  [
    'if, then and else',
    { type: 'integer', if: { minimum: 10 }, then: { multipleOf: 10 }, else: { minimum: 0 } },
    { type: 'integer', if: { minimum: 10 }, then: { multipleOf: 5 }, else: { minimum: 0 } },
  ],
]

describe('each keyword, narrowed and widened', () => {
  test.each(ROWS)('%s: widening is proven', async (_, narrow, wide) => {
    expect(await containsConfirmed(question(narrow, wide))).toEqual({ kind: 'proven' })
  })
  test.each(ROWS)('%s: narrowing has a witness', async (_, narrow, wide) => {
    expect(await containsConfirmed(question(wide, narrow))).toMatchObject({ kind: 'refuted' })
  })
})
