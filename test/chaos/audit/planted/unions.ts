/** Unions: told apart by a tag, by required members, or by nothing. */
import type { JsonObject } from '../../../../scripts/openapi/grammar.ts'
import type { Planted, Side } from '../planted.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/Audit${name}` })
const text = { type: 'string' }
const integer = { type: 'integer' }

/** An alternative with a tag of one value, and a member of its own. */
const tagged = (tag: string, own: JsonObject, more: JsonObject = {}, required = ['kind']): JsonObject => ({
  type: 'object',
  required,
  properties: { kind: { type: 'string', enum: [tag] }, [`${tag}Value`]: own, ...more },
})

const named = (schemas: { [name: string]: JsonObject }) =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`Audit${name}`, schema]))

const mapping = { cat: '#/components/schemas/AuditCat', dog: '#/components/schemas/AuditDog' }
const discriminator = { propertyName: 'kind', mapping }

const pets = (more: JsonObject = {}, schemas: { [name: string]: JsonObject } = {}): Side => ({
  schema: { oneOf: [ref('Cat'), ref('Dog')], discriminator, ...more },
  schemas: named({ Cat: tagged('cat', text), Dog: tagged('dog', integer), ...schemas }),
})

/** Alternatives whose tag is any text, so that only the discriminator tells them apart. */
const untagged = (dog: JsonObject = {}): Side => ({
  schema: { oneOf: [ref('Cat'), ref('Dog')], discriminator },
  schemas: named({
    Cat: { type: 'object', required: ['kind'], properties: { kind: text, lives: integer } },
    Dog: { type: 'object', required: ['kind'], properties: { kind: text, bark: { type: 'string', ...dog } } },
  }),
})

/** A parent that only its discriminator leads on from. */
const inherited = (dog: JsonObject = {}, required: string[] = [], tags: JsonObject = { mapping }): Side => ({
  schema: ref('Pet'),
  schemas: named({
    Pet: {
      type: 'object',
      required: ['kind'],
      properties: { kind: text },
      discriminator: { propertyName: 'kind', ...tags },
    },
    Cat: { allOf: [ref('Pet'), { type: 'object', properties: { lives: integer } }] },
    Dog: { allOf: [ref('Pet'), { type: 'object', required, properties: { bark: { type: 'string', ...dog } } }] },
  }),
})

const readings =
  'by the letter of oneOf two alternatives match, so that no message is valid; by the discriminator one does'

export const unions: Planted[] = [
  {
    name: 'tagged alternative removed',
    what: 'one of two alternatives is gone',
    wide: pets(),
    narrow: {
      schema: { oneOf: [ref('Cat')], discriminator: { propertyName: 'kind', mapping: { cat: mapping.cat } } },
      schemas: named({ Cat: tagged('cat', text) }),
    },
    lost: { kind: 'dog', dogValue: 1 },
  },
  {
    name: 'tagged alternative with a required member',
    what: 'a member of one alternative becomes required',
    wide: pets(),
    narrow: pets({}, { Dog: tagged('dog', integer, {}, ['kind', 'dogValue']) }),
    lost: { kind: 'dog' },
  },
  {
    name: 'tagged alternative bounded',
    what: 'a member of one alternative has a bound',
    wide: pets(),
    narrow: pets({}, { Dog: tagged('dog', { type: 'integer', maximum: 9 }) }),
    lost: { kind: 'dog', dogValue: 10 },
  },
  {
    name: 'tagged alternative of another type',
    what: 'a member of one alternative has another type',
    incompatible: true,
    wide: pets(),
    narrow: pets({}, { Dog: tagged('dog', text) }),
    lost: { kind: 'dog', dogValue: 10 },
  },
  {
    name: 'tag renamed',
    what: 'the tag of one alternative is another',
    incompatible: true,
    wide: pets(),
    narrow: {
      schema: {
        oneOf: [ref('Cat'), ref('Dog')],
        discriminator: { propertyName: 'kind', mapping: { cat: mapping.cat, hound: mapping.dog } },
      },
      schemas: named({
        Cat: tagged('cat', text),
        Dog: {
          type: 'object',
          required: ['kind'],
          properties: { kind: { type: 'string', enum: ['hound'] }, dogValue: integer },
        },
      }),
    },
    lost: { kind: 'dog' },
  },
  {
    name: 'tag member renamed',
    what: 'the discriminator reads another member',
    incompatible: true,
    wide: pets(),
    narrow: {
      schema: { oneOf: [ref('Cat'), ref('Dog')], discriminator: { propertyName: 'type', mapping } },
      schemas: named(
        Object.fromEntries(
          ['cat', 'dog'].map((tag) => [
            tag === 'cat' ? 'Cat' : 'Dog',
            {
              type: 'object',
              required: ['type'],
              properties: { type: { type: 'string', enum: [tag] }, [`${tag}Value`]: tag === 'cat' ? text : integer },
            },
          ]),
        ),
      ),
    },
    lost: { kind: 'dog' },
  },
  {
    name: 'alternative that only its tag tells bounded',
    what: 'a member has a bound; the discriminator alone says which alternative is meant',
    wide: untagged(),
    narrow: untagged({ maxLength: 20 }),
    twoMinds: { harmless: readings },
  },
  {
    name: 'alternative that only its tag tells of another type',
    what: 'a member has another type',
    incompatible: true,
    wide: untagged(),
    narrow: untagged({ type: 'integer' }),
  },
  {
    name: 'mapping renamed',
    what: 'a tag of the mapping is another',
    incompatible: true,
    wide: untagged(),
    narrow: {
      ...untagged(),
      schema: {
        oneOf: [ref('Cat'), ref('Dog')],
        discriminator: { propertyName: 'kind', mapping: { cat: mapping.cat, hound: mapping.dog } },
      },
    },
  },
  {
    name: 'subtype bounded',
    what: 'a member of a subtype that only the discriminator leads to has a bound',
    wide: inherited(),
    narrow: inherited({ maxLength: 20 }),
    twoMinds: { harmless: 'by the letter the parent takes any content' },
  },
  {
    name: 'subtype by its name bounded',
    what: 'the same without a mapping',
    wide: inherited({}, [], {}),
    narrow: inherited({ maxLength: 20 }, [], {}),
    twoMinds: { harmless: 'by the letter the parent takes any content' },
  },
  {
    name: 'subtype with a required member',
    what: 'a member of a subtype becomes required',
    wide: inherited(),
    narrow: inherited({}, ['bark']),
    twoMinds: { harmless: 'by the letter the parent takes any content' },
  },
  {
    name: 'subtype of another type',
    what: 'a member of a subtype has another type',
    incompatible: true,
    wide: inherited(),
    narrow: inherited({ type: 'integer' }),
  },
  {
    name: 'alternative of anyOf removed',
    what: 'one of three types of value is gone',
    wide: { schema: { anyOf: [text, integer, { type: 'boolean' }] } },
    narrow: { schema: { anyOf: [text, integer] } },
    lost: true,
  },
  {
    name: 'alternative of oneOf removed',
    what: 'one of three types of value is gone',
    wide: { schema: { oneOf: [text, integer, { type: 'array', items: text }] } },
    narrow: { schema: { oneOf: [text, integer] } },
    lost: ['a'],
  },
  {
    name: 'two lists to one',
    what: 'a list of texts or of integers becomes a list of texts',
    wide: {
      schema: {
        anyOf: [
          { type: 'array', items: text },
          { type: 'array', items: integer },
        ],
      },
    },
    narrow: { schema: { type: 'array', items: text } },
    lost: [1],
  },
  {
    name: 'union written in the members',
    what: 'anyOf of two objects with the same member',
    wide: {
      schema: {
        anyOf: [
          { type: 'object', required: ['a'], properties: { a: text } },
          { type: 'object', required: ['a'], properties: { a: integer } },
        ],
      },
    },
    narrow: { schema: { type: 'object', required: ['a'], properties: { a: text } } },
    lost: { a: 1 },
  },
]
