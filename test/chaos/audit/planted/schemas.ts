// biome-ignore-all lint/suspicious/noThenProperty: the keyword has that name
/** Rare parts of JSON Schema, narrower by one value. */
import type { JsonObject } from '../../../../scripts/openapi/grammar.ts'
import type { Planted } from '../planted.ts'

const text = { type: 'string' }
const integer = { type: 'integer' }

const both = (
  wide: JsonObject,
  narrow: JsonObject,
  schemas?: { wide: { [name: string]: JsonObject }; narrow: { [name: string]: JsonObject } },
): Pick<Planted, 'wide' | 'narrow'> => ({
  wide: { schema: wide, ...(schemas && { schemas: schemas.wide }) },
  narrow: { schema: narrow, ...(schemas && { schemas: schemas.narrow }) },
})

const tree = (more: JsonObject = {}) => ({
  AuditTree: {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', ...more },
      children: { type: 'array', items: { $ref: '#/components/schemas/AuditTree' } },
    },
  },
})
const words = Array.from({ length: 300 }, (_, index) => `word${index}`)
const long = 'abcdefghijklmnopqrstuvwxyz'.repeat(2)

const formatted = (format: string, lost: string): Planted => ({
  name: `text of format ${format} bounded`,
  what: `maxLength beside format ${format}`,
  ...both({ type: 'string', format, maxLength: 60 }, { type: 'string', format, maxLength: 30 }),
  lost,
})

export const schemas: Planted[] = [
  {
    name: 'value in a tree bounded',
    what: 'a member of a schema that refers to itself',
    ...both(
      { $ref: '#/components/schemas/AuditTree' },
      { $ref: '#/components/schemas/AuditTree' },
      { wide: tree(), narrow: tree({ maxLength: 20 }) },
    ),
    lost: { name: 'root', children: [{ name: long }] },
  },
  {
    name: 'one of 300 words removed',
    what: 'a long enum loses one value',
    ...both({ type: 'string', enum: words }, { type: 'string', enum: words.slice(0, -1) }),
    lost: 'word299',
  },
  {
    name: 'enum of several types',
    what: 'a number among texts is gone',
    ...both({ enum: ['a', 1, true] }, { enum: ['a', true] }),
    lost: 1,
  },
  {
    name: 'values of a map narrowed',
    what: 'additionalProperties beside properties',
    ...both(
      { type: 'object', properties: { a: integer }, additionalProperties: text },
      { type: 'object', properties: { a: integer }, additionalProperties: { type: 'string', maxLength: 20 } },
    ),
    lost: { a: 1, b: long },
  },
  {
    name: 'three levels of allOf',
    what: 'the innermost part has a bound',
    ...both(
      { allOf: [{ allOf: [{ allOf: [{ type: 'object', properties: { a: text } }] }] }] },
      { allOf: [{ allOf: [{ allOf: [{ type: 'object', properties: { a: { type: 'string', maxLength: 20 } } }] }] }] },
    ),
    lost: { a: long },
  },
  {
    name: 'not widened',
    what: 'not excludes one more text',
    ...both({ type: 'string', not: { enum: ['a'] } }, { type: 'string', not: { enum: ['a', 'b'] } }),
    lost: 'b',
  },
  {
    name: 'greatest 64-bit integer bounded',
    what: 'maximum far beyond 2^53',
    ...both({ type: 'integer', format: 'int64' }, { type: 'integer', format: 'int64', maximum: 9007199254740991 }),
    lost: 9007199254740992,
  },
  {
    name: 'bound of hundredths',
    what: 'maximum beside multipleOf 0.01',
    ...both({ type: 'number', multipleOf: 0.01, maximum: 10 }, { type: 'number', multipleOf: 0.01, maximum: 9.99 }),
    lost: 10,
  },
  {
    name: 'hundredths to tenths',
    what: 'multipleOf 0.01 becomes 0.1',
    ...both({ type: 'number', multipleOf: 0.01 }, { type: 'number', multipleOf: 0.1 }),
    lost: 0.25,
  },
  {
    name: 'member named constructor required',
    what: 'a member that every object of JavaScript inherits',
    ...both(
      { type: 'object', properties: { constructor: text, a: text } },
      { type: 'object', required: ['constructor'], properties: { constructor: text, a: text } },
    ),
    lost: { a: 'x' },
  },
  {
    name: 'pattern narrowed',
    what: 'a part that may be absent is demanded',
    ...both({ type: 'string', pattern: '^[A-Z]{3}(-[0-9]{2})?$' }, { type: 'string', pattern: '^[A-Z]{3}-[0-9]{2}$' }),
    lost: 'ABC',
  },
  {
    name: 'text with lookbehind bounded',
    what: 'maxLength beside a pattern that is not regular',
    ...both(
      { type: 'string', pattern: '(?<=a)b', example: long.slice(0, 40), maxLength: 60 },
      { type: 'string', pattern: '(?<=a)b', example: 'ab', maxLength: 30 },
    ),
    lost: long.slice(0, 40),
  },
  {
    name: 'text with a back reference bounded',
    what: 'maxLength beside a pattern that is not regular',
    ...both(
      { type: 'string', pattern: '^([a-z]+)-\\1$', example: 'abcdefghijklmnop-abcdefghijklmnop' },
      { type: 'string', pattern: '^([a-z]+)-\\1$', example: 'ab-ab', maxLength: 30 },
    ),
    lost: 'abcdefghijklmnop-abcdefghijklmnop',
  },
  {
    name: 'text with an unknown keyword bounded',
    what: 'maxLength beside a keyword that nobody knows',
    ...both({ type: 'string', optional: true }, { type: 'string', optional: true, maxLength: 30 }),
    lost: long,
  },
  formatted('uri', 'https://example.com/abcdefghijklmnopqrstuvwxyz'),
  formatted('url', 'https://example.com/abcdefghijklmnopqrstuvwxyz'),
  formatted('iri', 'https://example.com/abcdefghijklmnopqrstuvwxyz'),
  formatted('email', 'abcdefghijklmnopqrstuvwxyz@example.com'),
  formatted('idn-email', 'abcdefghijklmnopqrstuvwxyz@example.com'),
  formatted('hostname', 'abcdefghijklmnopqrstuvwxyz.example.com'),
  {
    name: 'iso-date-time to an integer',
    what: 'a text of a format that validators do not share becomes an integer',
    incompatible: true,
    ...both({ type: 'string', format: 'iso-date-time' }, { type: 'integer' }),
    lost: '2026-02-03T04:05:06Z',
  },
  {
    name: 'nullable beside 3.1 bounded',
    what: 'nullable is no keyword of 3.1; the bound breaks in both readings',
    only31: true,
    ...both({ type: 'string', nullable: true, maxLength: 60 }, { type: 'string', nullable: true, maxLength: 30 }),
    lost: long,
  },
  {
    name: 'tuple narrowed',
    what: 'the second item of prefixItems has a bound',
    only31: true,
    ...both(
      { type: 'array', prefixItems: [text, text] },
      { type: 'array', prefixItems: [text, { type: 'string', maxLength: 20 }] },
    ),
    lost: ['a', long],
  },
  {
    name: 'tuple closed',
    what: 'no item after the first two',
    only31: true,
    ...both(
      { type: 'array', prefixItems: [text, text], items: text },
      { type: 'array', prefixItems: [text, text], items: false },
    ),
    lost: ['a', 'b', 'c'],
  },
  {
    name: 'patternProperties narrowed',
    what: 'members by a pattern have a bound',
    only31: true,
    ...both(
      { type: 'object', patternProperties: { '^x-': text } },
      { type: 'object', patternProperties: { '^x-': { type: 'string', maxLength: 20 } } },
    ),
    lost: { 'x-a': long },
  },
  {
    name: 'propertyNames set',
    what: 'the names of a map have a bound',
    only31: true,
    ...both(
      { type: 'object', additionalProperties: integer },
      { type: 'object', additionalProperties: integer, propertyNames: { maxLength: 20 } },
    ),
    lost: { [long]: 1 },
  },
  {
    name: 'contains set',
    what: 'one item must be a word',
    only31: true,
    ...both({ type: 'array', items: text }, { type: 'array', items: text, contains: { const: 'audit' } }),
    lost: ['a'],
  },
  {
    name: 'then narrowed',
    what: 'a bound holds where another member has a value',
    only31: true,
    ...both(
      { type: 'object', required: ['k'], properties: { k: text, v: integer } },
      {
        type: 'object',
        required: ['k'],
        properties: { k: text, v: integer },
        if: { properties: { k: { const: 'small' } } },
        then: { properties: { v: { maximum: 9 } } },
      },
    ),
    lost: { k: 'small', v: 10 },
  },
  {
    name: 'dependentSchemas set',
    what: 'one member bounds another',
    only31: true,
    ...both(
      { type: 'object', properties: { k: text, v: integer } },
      {
        type: 'object',
        properties: { k: text, v: integer },
        dependentSchemas: { k: { properties: { v: { maximum: 9 } } } },
      },
    ),
    lost: { k: 'a', v: 10 },
  },
  {
    name: 'minContains raised',
    what: 'two items must be a word',
    only31: true,
    ...both(
      { type: 'array', items: text, contains: { const: 'audit' } },
      { type: 'array', items: text, contains: { const: 'audit' }, minContains: 2 },
    ),
    lost: ['audit'],
  },
  {
    name: 'const changed',
    what: 'the one value is another',
    only31: true,
    incompatible: true,
    ...both({ const: 'a' }, { const: 'b' }),
    lost: 'a',
  },
  {
    name: 'list of types reduced',
    what: 'text, integer or null becomes text or null',
    only31: true,
    ...both({ type: ['string', 'integer', 'null'] }, { type: ['string', 'null'] }),
    lost: 1,
  },
]
