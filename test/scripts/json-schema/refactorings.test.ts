// biome-ignore-all lint/suspicious/noThenProperty: the keyword has that name
import { describe, expect, test } from 'vitest'
import { containsConfirmed } from '../../../scripts/json-schema/contains.ts'
import type { Schema } from '../../../scripts/json-schema/question.ts'
import { question } from './question.ts'

const Money: Schema = {
  type: 'object',
  properties: { amount: { type: 'integer' }, currency: { type: 'string', pattern: '^[A-Z]{3}$' } },
  required: ['amount', 'currency'],
}
const Tree: Schema = {
  type: 'object',
  properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
}

/** Two ways to say the same. */
const PAIRS: [name: string, one: Schema, other: Schema][] = [
  [
    'inline and $ref',
    { type: 'object', properties: { price: Money } },
    { type: 'object', properties: { price: { $ref: '#/components/schemas/Money' } } },
  ],
  [
    'recursion unrolled once',
    { $ref: '#/components/schemas/Tree' },
    { type: 'object', properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } } },
  ],
  ['a single allOf', Money, { allOf: [Money] }],
  ['a single oneOf', Money, { oneOf: [Money] }],
  ['a single anyOf', Money, { anyOf: [Money] }],
  [
    'a single allOf around a $ref with a description',
    { $ref: '#/components/schemas/Money' },
    { allOf: [{ $ref: '#/components/schemas/Money' }], description: 'what it costs' },
  ],
  [
    'allOf merged',
    { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } }, required: ['a'] },
    {
      allOf: [
        { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
        { type: 'object', properties: { b: { type: 'integer' } } },
      ],
    },
  ],
  ['enum and oneOf of consts', { type: 'string', enum: ['a', 'b'] }, { oneOf: [{ const: 'a' }, { const: 'b' }] }],
  ['enum and anyOf of enums', { enum: ['a', 'b', 'c'] }, { anyOf: [{ enum: ['a', 'b'] }, { const: 'c' }] }],
  ['enum reordered', { enum: ['a', 'b', 1] }, { enum: [1, 'b', 'a', 'a'] }],
  ['type list and anyOf with null', { type: ['string', 'null'] }, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
  [
    'type list and oneOf with null',
    { type: ['object', 'null'], properties: { a: { type: 'string' } } },
    { oneOf: [{ type: 'object', properties: { a: { type: 'string' } } }, { type: 'null' }] },
  ],
  ['nullable enum', { type: ['string', 'null'], enum: ['a', null] }, { anyOf: [{ const: 'a' }, { type: 'null' }] }],
  [
    'redundant bounds',
    { type: 'integer', minimum: 1, maximum: 5 },
    { type: 'integer', minimum: 1, exclusiveMinimum: 0, maximum: 5, exclusiveMaximum: 6 },
  ],
  ['bounds that an enum implies', { enum: [1, 2, 3] }, { enum: [1, 2, 3], minimum: 1, maximum: 3, type: 'integer' }],
  [
    'lengths that a pattern implies',
    { type: 'string', pattern: '^[A-Z]{3}$' },
    { type: 'string', pattern: '^[A-Z][A-Z][A-Z]$', minLength: 3, maxLength: 3 },
  ],
  [
    'an equivalent pattern',
    { type: 'string', pattern: '^(?:ab|ac)\\d*$' },
    { type: 'string', pattern: '^a[bc][0-9]*$' },
  ],
  [
    'members reordered',
    { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } }, required: ['a', 'b'] },
    { required: ['b', 'a'], properties: { b: { type: 'integer' }, a: { type: 'string' } }, type: 'object' },
  ],
  ['anyOf with a branch that another covers', { type: 'number' }, { anyOf: [{ type: 'number' }, { type: 'integer' }] }],
  [
    'anyOf split by an enum',
    { type: 'object', properties: { kind: { enum: ['a', 'b'] } }, required: ['kind'] },
    {
      anyOf: [
        { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
        { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
      ],
    },
  ],
  ['not of not', { type: 'string', maxLength: 3 }, { not: { not: { type: 'string', maxLength: 3 } } }],
  ['const and a single enum', { const: 'a' }, { enum: ['a'] }],
  ['integer and whole number', { type: 'integer' }, { type: 'number', multipleOf: 1 }],
  [
    'then and its disjunction',
    { type: 'integer', if: { minimum: 5 }, then: { multipleOf: 5 } },
    { type: 'integer', anyOf: [{ exclusiveMaximum: 5 }, { multipleOf: 5 }] },
  ],
]

describe('refactorings that leave the values as they were', () => {
  const components = { producers: { Money, Tree }, consumers: { Money, Tree } }
  test.each(PAIRS)('%s', async (_, one, other) => {
    expect(await containsConfirmed(question(one, other, components))).toEqual({ kind: 'proven' })
    expect(await containsConfirmed(question(other, one, components))).toEqual({ kind: 'proven' })
  })
})
