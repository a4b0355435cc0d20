/** Kinds of values that travel: their schemas, and values of them. */

import fc from 'fast-check'

export type Scalar = 'string' | 'integer' | 'number' | 'boolean'
export type Kind = Scalar | 'strings' | 'integers' | 'map' | 'record' | 'tree' | 'records' | 'lists' | 'file' | 'any'

const record = {
  type: 'object',
  additionalProperties: false,
  properties: { a: { type: 'string' }, n: { type: 'integer' } },
}

export const schemas: Record<Kind, object> = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  strings: { type: 'array', items: { type: 'string' } },
  integers: { type: 'array', items: { type: 'integer' } },
  map: { type: 'object', additionalProperties: { type: 'string' } },
  record,
  tree: {
    type: 'object',
    properties: {
      a: { type: 'string' },
      b: { type: 'object', properties: { c: { type: 'integer' } } },
      l: { type: 'array', items: { type: 'string' } },
      o: { type: 'array', items: record },
    },
  },
  records: { type: 'array', items: record },
  lists: { type: 'array', items: { type: 'array', items: { type: 'integer' } } },
  file: { type: 'string', contentMediaType: 'application/octet-stream' },
  any: {},
}

/** Of a list's items, a map's values or a record's member. */
export const scalarOf = (kind: Kind, member: string): Scalar =>
  kind === 'integers' || (kind === 'record' && member === 'n')
    ? 'integer'
    : kind === 'integer' || kind === 'number' || kind === 'boolean'
      ? kind
      : 'string'

// Separators of every style, and what escapes them.
const character = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...'abcXYZ019') },
  fc.constantFrom(...` ,.;:=&?/#%+|[]{}()'"!*@$~^-_\\\t\r\n`, 'é', '€', '😀', '\u00a0'),
)
const text = fc.string({ unit: character, maxLength: 6 })
const name = fc.oneof(fc.string({ unit: character, maxLength: 4 }), fc.constantFrom('p', '__proto__', 'constructor'))
const integer = fc.oneof(fc.integer(), fc.maxSafeInteger())
const recordValue = fc
  .record({ a: text, n: integer }, { requiredKeys: [], noNullPrototype: true })
  .filter((value) => Object.keys(value).length > 0)

export const values: Record<Kind, fc.Arbitrary<unknown>> = {
  string: text,
  integer,
  number: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
  boolean: fc.boolean(),
  strings: fc.array(text, { minLength: 1, maxLength: 3 }),
  integers: fc.array(integer, { minLength: 1, maxLength: 3 }),
  map: fc.dictionary(name, text, { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  record: recordValue,
  tree: fc
    .record(
      {
        a: text,
        b: integer.map((c) => ({ c })),
        l: fc.array(text, { minLength: 1, maxLength: 3 }),
        o: fc.array(recordValue, { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: [], noNullPrototype: true },
    )
    .filter((value) => Object.keys(value).length > 0),
  records: fc.array(recordValue, { minLength: 1, maxLength: 3 }),
  lists: fc.array(fc.array(integer, { maxLength: 2 }), { minLength: 1, maxLength: 3 }),
  file: fc.uint8Array({ maxLength: 20 }),
  any: fc.jsonValue({ maxDepth: 2, stringUnit: character }).filter((value) => value !== null && !Object.is(value, -0)),
}
