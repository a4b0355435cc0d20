import { describe, expect, it } from 'vitest'
import { accepting, answering, diff, type Json, said } from '../contracts.ts'

const text = { type: 'string' }
const number = { type: 'integer' }

/** A break beside a member that every message holds. */
async function beside(held: Json): Promise<void> {
  const object = (n: unknown) => ({ type: 'object', required: ['held'], properties: { held, n } })
  const requests = (await diff(accepting(object(text)), accepting(object(number)))).changes
  expect(said(requests)).toEqual(['error request-property-type-changed'])
  const answers = (await diff(answering(object(number)), answering(object(text)))).changes
  expect(said(answers)).toEqual(['error response-property-type-changed'])
}

const formats = [
  ...['date-time', 'date', 'time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uri-reference'],
  ...['uri-template', 'uuid', 'regex', 'json-pointer', 'relative-json-pointer', 'url', 'iso-time', 'iso-date-time'],
  ...['json-pointer-uri-fragment', 'idn-email', 'idn-hostname', 'iri', 'iri-reference', 'byte', 'password', 'binary'],
  ...['money', 'constructor', '__proto__'],
]
const lengths: Json[] = [{ minLength: 9 }, { minLength: 30 }, { minLength: 80, maxLength: 90 }, { maxLength: 12 }]
const fixed = ['date', 'uuid', 'ipv4', 'ipv6']
const short = ['date-time', 'iso-date-time', 'uuid']

describe('a message is made up with a member of the format', () => {
  it.each(formats)('%s', (format) => beside({ ...text, format }))

  const rows = formats.flatMap((format) => lengths.map((length): [string, Json] => [format, length]))
  const possible = rows.filter(
    ([format, { minLength = 0, maxLength }]) =>
      !(fixed.includes(format) && Number(minLength) > 9) && !(short.includes(format) && maxLength === 12),
  )
  it.each(possible)('%s of %o', (format, length) => beside({ ...text, format, ...length }))

  it.each([
    ['iri', '^https://'],
    ['iri', '^urn:x:'],
    ['url', '^https://example\\.com/[a-z]{3}$'],
    ['idn-email', '@example\\.org$'],
    ['email', '@example\\.org$'],
    ['iso-time', '^0'],
    ['date-time', '^19'],
    ['date', '-02-..$'],
    ['uri', '^ftp:.{20,}$'],
    ['ipv4', '^10\\.'],
    ['duration', 'D$'],
    ['hostname', '\\.dev$'],
  ])('%s with the pattern %s', (format, pattern) => beside({ ...text, format, pattern }))
})

describe('a message is made up with a member of a pattern that is not regular', () => {
  it.each([
    '(?<=a)b',
    '(?<!a)b',
    '^(?=.*\\d)(?=.*[a-z]).{8,}$',
    '^.{3}(?=x)x$',
    'a(?!b)',
    '^[a-z]+(?<!-)$',
    '^(\\w)\\w*\\1$',
    '^(?<quote>[\'"]).*\\k<quote>$',
    '^(a|b)-\\1-(?=c)c$',
    '^(?:(?!\\.\\.)[a-z.])+$',
    '\\bword\\b',
    '^(?!-)(?!.*--)[a-z-]{1,63}(?<!-)$',
  ])('%s', (pattern) => beside({ ...text, pattern }))

  const hard = '^(?=[^]{64}$)(?<a>[0-9a-f]{32})(?!\\k<a>)[0-9a-f]*(?<=7)(?<=[^0]7)(?<!00000000000000[^]*)$'
  const example = `0123456789abcdef0123456789abcdef1${'2'.repeat(29)}37`
  it.each([
    ['examples', { examples: [5, example] }],
    ['default', { default: example }],
    ['example', { example }],
  ])('by its %s', (_, hint) => beside({ ...text, pattern: hard, ...hint }))
})

describe('a text is found that is not of the format', () => {
  const known = formats.slice(0, 15)
  const more: Json[] = [{}, { minLength: 30 }, { minLength: 80, maxLength: 90 }, { maxLength: 12 }, { pattern: '^a' }]
  it.each(known.flatMap((format) => more.map((rest): [string, Json] => [format, rest])))(
    '%s, %o',
    async (format, rest) => {
      const { changes } = await diff(accepting({ ...text, ...rest }), accepting({ ...text, ...rest, format }))
      expect(said(changes)).toEqual(['error request-body-format-added'])
    },
  )
})

it('a witness that a validator denies is looked for again', async () => {
  const apart = { type: 'object', properties: { it: { type: 'number', anyOf: [{ maximum: -1e30 }, { minimum: 50 }] } } }
  const steps = { properties: { it: { multipleOf: 7 } } }
  const { changes } = await diff(accepting(apart), accepting({ ...apart, allOf: [steps] }))
  expect(changes.map(({ level }) => level)).toEqual(['error'])
  expect(changes[0]?.witness).toMatchObject({ body: { it: 50 } })
})

describe('a message is made up with a number', () => {
  const rows: [string, Json, Json][] = [
    ['a multiple of a float', { format: 'float' }, { format: 'float', multipleOf: 7 }],
    ['a multiple of a double', { format: 'double' }, { format: 'double', multipleOf: 7 }],
    ['a multiple above a bound', { format: 'float', minimum: 0 }, { format: 'float', minimum: 0, multipleOf: 7 }],
    ['a multiple of a fraction', {}, { multipleOf: 0.01 }],
    ['a smaller step', { multipleOf: 0.01 }, { multipleOf: 0.05 }],
    ['a step within narrow bounds', { minimum: 0, maximum: 1 }, { minimum: 0, maximum: 1, multipleOf: 0.25 }],
    ['a bound of a float', { format: 'float' }, { format: 'float', maximum: 100 }],
    ['a bound of an integer', { multipleOf: 1 }, { multipleOf: 1, minimum: -5 }],
    ['a bound near the largest', { format: 'float' }, { format: 'float', maximum: 3e38 }],
    ['a step far out', { minimum: 1e15 }, { minimum: 1e15, multipleOf: 3 }],
    ['a step of large numbers', { multipleOf: 1000000 }, { multipleOf: 7000000 }],
  ]
  it.each(rows)('%s', async (_, wide, narrow) => {
    const object = (more: Json) => ({ type: 'object', properties: { price: { type: 'number', ...more } } })
    const requests = (await diff(accepting(object(wide)), accepting(object(narrow)))).changes
    expect(requests.map(({ level }) => level)).toEqual(['error'])
    const answers = (await diff(answering(object(narrow)), answering(object(wide)))).changes
    expect(answers.map(({ level }) => level)).toEqual(['error'])
  })
})

describe('a member may have any name', () => {
  const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype', 'valueOf', '', '$ref', 'a/b~c']
  const named = (name: string, schema: unknown) => Object.fromEntries([[name, schema]])
  const object = (name: string, schema: unknown, required: string[] = []) =>
    JSON.parse(
      JSON.stringify({ type: 'object', required }).replace(
        '}',
        `,"properties":${JSON.stringify(named(name, schema))}}`,
      ),
    )

  it.each(names)('%j: of another type', async (name) => {
    const { changes } = await diff(accepting(object(name, text)), accepting(object(name, number)))
    expect(said(changes)).toEqual(['error request-property-type-changed'])
  })

  it.each(names)('%j: required now', async (name) => {
    const { changes } = await diff(accepting(object(name, text)), accepting(object(name, text, [name])))
    expect(said(changes)).toEqual(['error request-property-became-required'])
  })

  it.each(names)('%j: not sent any more', async (name) => {
    const { changes } = await diff(answering(object(name, text, [name])), answering(object('other', text)))
    expect(said(changes)).toContain('error response-required-property-removed')
  })

  it.each(names)('%j: unchanged beside a break', async (name) => {
    const around = (n: unknown) => ({
      type: 'object',
      required: ['it', 'n'],
      properties: { it: object(name, text, [name]), n },
    })
    const { changes } = await diff(accepting(around(text)), accepting(around(number)))
    expect(said(changes)).toEqual(['error request-property-type-changed'])
  })
})
