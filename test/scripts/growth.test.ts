import { describe, expect, it } from 'vitest'
import { formats } from '../../scripts/generate/validators/runtime/formats.ts'
import { files, read } from '../house/tree.ts'
import { attacksOn, patternsIn } from '../support/growth/patterns.ts'
import { attacksWith } from '../support/growth/texts.ts'
import { growthOf, mostGrowth, worstOf } from '../support/growth.ts'
import { bodyDocument, serializerOf, validatorsOf } from './support.ts'

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const item = {
  type: 'object',
  required: ['id'],
  additionalProperties: false,
  properties: { id: { type: 'string', format: 'uuid' }, n: { type: 'integer' } },
}
const listOf = (make: (at: number) => unknown) => (size: number) => Array.from({ length: size }, (_, at) => make(at))
const mapOf = (make: (at: number) => unknown) => (size: number) =>
  Object.fromEntries(listOf((at) => [`k${at}`, make(at)])(size) as [string, unknown][])
const chainOf = (wrap: (inner: unknown) => unknown) => (size: number) => {
  let value: unknown = {}
  for (let level = 0; level < size; level += 1) value = wrap(value)
  return value
}
/** Two alternatives that share a member, told apart by one that comes after it. */
const sharing = (keyword: string) => {
  const variant = (kind: string, more: string[]) => ({
    type: 'object',
    required: ['kind', ...more],
    properties: { child: ref('Node'), kind: { const: kind } },
  })
  return { Node: { [keyword]: [variant('a', []), variant('b', keyword === 'oneOf' ? [] : ['missing'])] } }
}
const part = { type: 'object', properties: { child: ref('Node') } }
const nested = chainOf((child) => ({ child, kind: 'b' }))

type Kind = [
  name: string,
  schema: object,
  schemas: Record<string, object>,
  make: (size: number) => unknown,
  most: number,
]

const kinds: Kind[] = [
  ['a list of invalid items', { type: 'array', items: ref('Item') }, { Item: item }, listOf(() => ({})), 1 << 11],
  [
    'a list of valid items',
    { type: 'array', items: ref('Item') },
    { Item: { type: 'object' } },
    listOf(() => ({})),
    1 << 11,
  ],
  [
    'a list over maxItems',
    { type: 'array', maxItems: 9, items: ref('Item') },
    { Item: item },
    listOf(() => ({})),
    1 << 11,
  ],
  [
    'different objects',
    { type: 'array', uniqueItems: true, items: ref('Item') },
    { Item: { type: 'object' } },
    listOf((n) => ({ n })),
    1 << 11,
  ],
  [
    'different values of any type',
    { type: 'array', uniqueItems: true },
    {},
    listOf((n) => (n % 2 ? n : `${n}`)),
    1 << 11,
  ],
  [
    'a list of which each item fails a union',
    {
      type: 'array',
      items: {
        oneOf: [
          { type: 'object', required: ['a'] },
          { type: 'object', required: ['b'] },
        ],
      },
    },
    {},
    listOf(() => ({ c: 1 })),
    1 << 11,
  ],
  ['a list that should contain', { type: 'array', contains: ref('Item') }, { Item: item }, listOf(() => ({})), 1 << 11],
  ['unknown members', ref('Item'), { Item: item }, mapOf(() => 1), 1 << 11],
  [
    'unknown members in a union',
    { oneOf: [ref('Item'), { ...item, required: ['n'] }] },
    { Item: item },
    mapOf(() => 1),
    1 << 11,
  ],
  [
    'a map of invalid members',
    { type: 'object', additionalProperties: ref('Item') },
    { Item: item },
    mapOf(() => ({})),
    1 << 11,
  ],
  [
    'members by pattern',
    { type: 'object', patternProperties: { '^k': ref('Item') } },
    { Item: item },
    mapOf(() => ({})),
    1 << 11,
  ],
  ['names of members', { type: 'object', propertyNames: { pattern: '^x' } }, {}, mapOf(() => 1), 1 << 11],
  [
    'members that nothing evaluated',
    { allOf: [{ properties: { a: true } }], unevaluatedProperties: false },
    {},
    mapOf(() => 1),
    1 << 11,
  ],
  ['a recursive oneOf', ref('Node'), sharing('oneOf'), nested, 128],
  ['a recursive anyOf that fails', ref('Node'), sharing('anyOf'), nested, 128],
  [
    'a recursive allOf',
    ref('Node'),
    { Node: { allOf: [part, part], unevaluatedProperties: false } },
    chainOf((child) => ({ child })),
    128,
  ],
  [
    'a recursive condition',
    ref('Node'),
    { Node: Object.fromEntries([['if', { ...part, required: ['x'] }], ...['then', 'else'].map((key) => [key, part])]) },
    chainOf((child) => ({ child })),
    128,
  ],
  [
    'alternatives that lead to each other',
    ref('Node'),
    { Node: { anyOf: [ref('One'), ref('Other')] }, One: { ...part, required: ['one'] }, Other: part },
    chainOf((child) => ({ child })),
    128,
  ],
  [
    'an unknown member on each level',
    ref('Node'),
    { Node: { ...part, additionalProperties: false } },
    chainOf((child) => ({ x: 1, child })),
    128,
  ],
]

describe.each(kinds)('%s', (name, schema, schemas, make, most) => {
  it('is validated in twice the time at twice the size', async () => {
    const { requests } = await validatorsOf(bodyDocument(schema, schemas))
    const run = (body: unknown) =>
      requests.send?.({ path: {}, query: '', headers: {}, contentType: 'application/json', body })
    expect(growthOf({ name, make, run, most, readAlone: JSON.stringify }).factor).toBeLessThanOrEqual(mostGrowth)
  })

  it('is serialised in twice the time at twice the size', async () => {
    const run = await serializerOf(schema, schemas)
    expect(growthOf({ name, make, run, most, readAlone: JSON.stringify }).factor).toBeLessThanOrEqual(mostGrowth)
  })
})

/** A text of each format, so that attacks start out well. */
const examples: Record<string, string> = {
  'date-time': '2026-12-01T09:30:00.5+01:00',
  email: 'a.b@c-d.example.com',
  uri: 'https://u:p@a-b.example.com:80/a/b?c=d#e',
  url: 'https://u:p@a-b.example.com:80/a/b?c=d#e',
  'uri-template': '/a/{b}{?c,d}',
  ipv6: '1:2::3:4.5.6.7',
  duration: 'P1Y2M3DT4H5M6S',
  regex: '(a|b)*[c-d]{2,}',
}

describe('formats', () => {
  const tests = Object.entries(formats).flatMap(([name, format]) => {
    const test = format instanceof RegExp ? format : ((format as { validate?: unknown }).validate ?? format)
    if (test instanceof RegExp) return [[name, (text: string) => test.test(text)] as const]
    return typeof test === 'function' ? [[name, test as (text: string) => unknown] as const] : []
  })

  it.each(tests)('%s takes twice as long for twice the text', (format, run) => {
    const { name, factor } = worstOf(attacksWith(format, [examples[format] ?? '/a0-b.c'], run))
    expect(factor, name).toBeLessThanOrEqual(mostGrowth)
  })
})

describe('patterns of what is generated', () => {
  const runtimes = files.filter((path) =>
    /^scripts\/(generate\/.*(runtime\/.*|runtime)|openapi\/wire-reader\/.*)\.ts$/.test(path),
  )
  // Made from ajv-formats' own, and measured above.
  const patterns = runtimes
    .filter((path) => !path.endsWith('/formats.ts'))
    .flatMap((path) => patternsIn(path, read(path)))

  it('are found', () => expect(patterns.length).toBeGreaterThan(5))

  it.each(patterns)('$place takes twice as long for twice the text: $source', (pattern) => {
    const { name, factor } = worstOf(attacksOn(pattern))
    expect(factor, name).toBeLessThanOrEqual(mostGrowth)
  })
})
