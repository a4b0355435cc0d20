// biome-ignore-all lint/suspicious/noThenProperty: the keyword has that name
/** Schemas that allow the same values in other words. */
import type { JsonObject } from '../../../../scripts/openapi/grammar.ts'
import type { Planted } from '../planted.ts'

const text = { type: 'string' }
const integer = { type: 'integer' }
const ab = { type: 'object', required: ['a'], properties: { a: text, b: { type: 'integer', minimum: 1 } } }

const equal = (name: string, one: JsonObject, other: JsonObject, more: Partial<Planted> = {}): Planted => ({
  name,
  what: 'both sides allow the same values',
  equal: true,
  wide: { schema: one },
  narrow: { schema: other },
  ...more,
})

const only31 = { only31: true } as const

export const restated: Planted[] = [
  equal('wrapped in allOf', ab, { allOf: [ab] }),
  equal('wrapped in anyOf', ab, { anyOf: [ab] }),
  equal('wrapped in oneOf', ab, { oneOf: [ab], description: 'The same.' }),
  equal('split over allOf', ab, {
    allOf: [
      { type: 'object', required: ['a'], properties: { a: text } },
      { type: 'object', properties: { b: { type: 'integer', minimum: 1 } } },
    ],
  }),
  equal(
    'component',
    ab,
    { $ref: '#/components/schemas/AuditPart' },
    { narrow: { schema: { $ref: '#/components/schemas/AuditPart' }, schemas: { AuditPart: ab } } },
  ),
  equal('component under another name', ab, ab, {
    wide: { schema: { $ref: '#/components/schemas/AuditOne' }, schemas: { AuditOne: ab } },
    narrow: { schema: { $ref: '#/components/schemas/AuditOther' }, schemas: { AuditOther: ab } },
  }),
  equal('not twice', { type: 'string', maxLength: 9 }, { type: 'string', not: { not: { maxLength: 9 } } }),
  equal(
    'minimum and exclusiveMinimum of integers',
    { type: 'integer', minimum: 1 },
    { type: 'integer', exclusiveMinimum: 0 },
    only31,
  ),
  equal(
    'bounds that say nothing',
    { type: 'array', items: text },
    { type: 'array', items: { type: 'string', minLength: 0 }, minItems: 0, uniqueItems: false },
  ),
  equal('rules of other types', { type: 'string' }, { type: 'string', maximum: 3, maxItems: 2 }),
  equal(
    'enum as oneOf',
    { type: 'string', enum: ['a', 'b'] },
    {
      oneOf: [
        { type: 'string', enum: ['a'] },
        { type: 'string', enum: ['b'] },
      ],
    },
  ),
  equal(
    'enum as anyOf',
    { type: 'string', enum: ['a', 'b', 'c'] },
    {
      anyOf: [
        { type: 'string', enum: ['a', 'b'] },
        { type: 'string', enum: ['b', 'c'] },
      ],
    },
  ),
  equal('enum without its type', { type: 'string', enum: ['a', 'b'] }, { enum: ['b', 'a'] }),
  equal(
    'pattern in other words',
    { type: 'string', pattern: '^[0-9]{3}$' },
    { type: 'string', pattern: '^\\d\\d\\d$' },
  ),
  equal(
    'pattern that says a length',
    { type: 'string', pattern: '^[a-z]*$', maxLength: 5 },
    { type: 'string', pattern: '^[a-z]{0,5}$' },
  ),
  equal('an alternative twice', { anyOf: [text, integer] }, { anyOf: [integer, text, text] }),
  equal(
    'an alternative that another holds',
    { anyOf: [{ type: 'number' }, text] },
    { anyOf: [{ type: 'number' }, integer, text] },
  ),
  equal('alternatives in another order', { oneOf: [text, integer, ab] }, { oneOf: [ab, integer, text] }),
  equal('number in another form', { type: 'number', maximum: 100 }, { type: 'number', maximum: 1e2 }),
  equal('required in another order', { ...ab, required: ['a', 'b'] }, { ...ab, required: ['b', 'a'] }),
  equal(
    'a bound in allOf',
    { type: 'integer', minimum: 1, maximum: 9 },
    { type: 'integer', minimum: 1, allOf: [{ maximum: 9 }, { maximum: 20 }] },
  ),
  equal(
    'common part of a union drawn out',
    {
      oneOf: [
        {
          type: 'object',
          required: ['k', 'a'],
          properties: { k: { type: 'string', enum: ['x'] }, a: text, c: integer },
        },
        { type: 'object', required: ['k'], properties: { k: { type: 'string', enum: ['y'] }, c: integer } },
      ],
    },
    {
      type: 'object',
      required: ['k'],
      properties: { c: integer, k: text },
      oneOf: [
        { required: ['a'], properties: { k: { type: 'string', enum: ['x'] }, a: text } },
        { properties: { k: { type: 'string', enum: ['y'] } } },
      ],
    },
  ),
  equal(
    'true and an empty schema',
    { type: 'object', properties: { a: {} } },
    { type: 'object', properties: { a: {} }, additionalProperties: true },
  ),
  equal('enum of one and const', { enum: ['a'] }, { const: 'a' }, only31),
  equal('list of one type', text, { type: ['string'] }, only31),
  equal('list of types and anyOf', { type: ['string', 'null'] }, { anyOf: [text, { type: 'null' }] }, only31),
  equal(
    'prefixItems and minItems',
    { type: 'array', prefixItems: [text], minItems: 1 },
    { type: 'array', allOf: [{ prefixItems: [text] }, { minItems: 1 }] },
    only31,
  ),
  equal(
    'if and anyOf',
    { type: 'object', properties: { k: text, v: integer }, if: { required: ['k'] }, then: { required: ['v'] } },
    { type: 'object', properties: { k: text, v: integer }, dependentRequired: { k: ['v'] } },
    only31,
  ),
  equal(
    'unevaluated and additional',
    { type: 'object', properties: { a: text }, additionalProperties: false },
    { type: 'object', properties: { a: text }, unevaluatedProperties: false },
    only31,
  ),
  equal('a definition of its own', ab, { $defs: { part: text }, ...ab }, only31),
]
