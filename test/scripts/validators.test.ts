import { describe, expect, it } from 'vitest'
import { bodyDocument, codes, raw, validatorsOf } from './support.ts'

const sender = async (schema: object, schemas: object = {}) => {
  const { requests } = await validatorsOf(bodyDocument(schema, schemas))
  return (body: unknown) =>
    requests.send?.(raw({ body })) as { ok: true; value: { body: unknown } } | { ok: false; errors: never[] }
}
const errorsOf = async (schema: object, body: unknown, schemas: object = {}) =>
  codes((await sender(schema, schemas))(body) as never)

describe('bodies', () => {
  it('reports all mistakes, with escaped pointers, stable codes and words for people', async () => {
    const schema = {
      type: 'object',
      additionalProperties: false,
      required: ['sku', 'name'],
      properties: {
        sku: { type: 'string', minLength: 2, maxLength: 3, pattern: '^[A-Z]+$' },
        name: { type: 'string' },
        'a/b~c': { type: 'integer', minimum: 1 },
        tags: { type: 'array', items: { enum: ['x', 'y'] }, uniqueItems: true },
      },
    }
    const send = await sender(schema)
    const result = send({ sku: 'a', 'a/b~c': 0, tags: ['x', 'z', 'x'], extra: 1 })
    expect(result).toEqual({
      ok: false,
      errors: expect.arrayContaining([
        { in: 'body', pointer: '/name', code: 'REQUIRED', message: 'name is required' },
        { in: 'body', pointer: '/extra', code: 'UNKNOWN_MEMBER', message: 'extra is not a known member' },
        { in: 'body', pointer: '/sku', code: 'MIN_LENGTH', message: 'sku must be at least 2 characters long' },
        { in: 'body', pointer: '/sku', code: 'PATTERN', message: 'sku must match ^[A-Z]+$' },
        { in: 'body', pointer: '/a~1b~0c', code: 'MINIMUM', message: 'a/b~c must be at least 1' },
        { in: 'body', pointer: '/tags/1', code: 'ENUM', message: 'tags[1] must be x or y' },
        {
          in: 'body',
          pointer: '/tags',
          code: 'UNIQUE_ITEMS',
          message: 'tags must not repeat an item (0 and 2 are equal)',
        },
      ]),
    })
    expect((result as { errors: never[] }).errors).toHaveLength(7)
  })

  it('fills in defaults, behind references too, without sharing them between requests', async () => {
    const status = { type: 'string', default: 'active' }
    const send = await sender(
      {
        type: 'object',
        properties: {
          stock: { type: 'integer', default: 0 },
          status: { $ref: '#/components/schemas/Status' },
          tags: { default: [] },
        },
      },
      { Status: status },
    )
    const first = send({ stock: 2 }) as { value: { body: { tags: unknown[] } } }
    first.value.body.tags.push('mine')
    expect(first.value.body).toEqual({ stock: 2, status: 'active', tags: ['mine'] })
    expect(send({})).toMatchObject({ value: { body: { stock: 0, status: 'active', tags: [] } } })
  })

  it('requires a body that is required, and a media type that is declared', async () => {
    const { requests } = await validatorsOf(bodyDocument({ type: 'object' }))
    expect(codes(requests.send?.(raw()) as never)).toEqual(['body  REQUIRED'])
    expect(codes(requests.send?.(raw({ body: 'a', contentType: 'text/plain' })) as never)).toEqual(['body  MEDIA_TYPE'])
    expect(requests.send?.(raw({ body: {}, contentType: 'application/json; charset=utf-8' }))).toMatchObject({
      ok: true,
    })
  })

  it('treats names that every object inherits as any other', async () => {
    const closed = {
      type: 'object',
      additionalProperties: false,
      properties: { constructor: { type: 'string' } },
      required: ['constructor'],
    }
    expect(await errorsOf(closed, {})).toEqual(['body /constructor REQUIRED'])
    expect(await errorsOf(closed, JSON.parse('{"constructor":"a","__proto__":{"x":1}}'))).toEqual([
      'body /__proto__ UNKNOWN_MEMBER',
    ])
    const open = (await sender({ type: 'object', properties: { a: {} } }))(
      JSON.parse('{"__proto__":{"polluted":true}}'),
    )
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(open.ok).toBe(true)
  })

  it('refuses read-only members that are sent, and does not require them', async () => {
    const schema = {
      allOf: [
        { $ref: '#/components/schemas/Base' },
        { type: 'object', required: ['id', 'name'], properties: { name: { type: 'string' } } },
      ],
    }
    const base = {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'string', readOnly: true }, secret: { type: 'string', writeOnly: true } },
    }
    const { requests, responses } = await validatorsOf(bodyDocument(schema, { Base: base }))
    const send = (body: unknown) => codes(requests.send?.(raw({ body })) as never)
    expect(send({ name: 'a', secret: 'b' })).toEqual([])
    expect(send({ name: 'a', id: null })).toEqual([])
    expect(send({ name: 'a', id: 'x' })).toEqual(['body /id READ_ONLY'])
    const answer = responses.send?.['200']?.['application/json']
    expect(answer?.({ name: 'a' })).toMatchObject([{ pointer: '/id', code: 'REQUIRED' }])
    expect(answer?.({ name: 'a', id: 'x', secret: 'y' })).toMatchObject([{ pointer: '/secret', code: 'WRITE_ONLY' }])
  })

  it('leaves answers as they are: defaults are for requests', async () => {
    const { responses } = await validatorsOf(bodyDocument({ type: 'object', properties: { a: { default: 1 } } }))
    const body = {}
    expect(responses.send?.['200']?.['application/json']?.(body)).toEqual([])
    expect(body).toEqual({})
  })

  it('holds recursive schemas, decimals that binary cannot write, and strict UUIDs', async () => {
    const tree = {
      type: 'object',
      required: ['v'],
      properties: { v: { type: 'integer' }, children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } },
    }
    expect(
      await errorsOf(
        { $ref: '#/components/schemas/Tree' },
        { v: 1, children: [{ v: 2, children: [{}] }] },
        { Tree: tree },
      ),
    ).toEqual(['body /children/0/children/0/v REQUIRED'])
    expect(await errorsOf({ multipleOf: 0.01 }, 19.99)).toEqual([])
    expect(await errorsOf({ multipleOf: 0.01 }, 19.999)).toEqual(['body  MULTIPLE_OF'])
    expect(await errorsOf({ type: 'string', format: 'uuid' }, 'urn:uuid:019ab3f1-4d5e-7f60-8a1b-2c3d4e5f6a7b')).toEqual(
      ['body  FORMAT'],
    )
  })

  it('tells at most a hundred mistakes', async () => {
    const send = await sender({ type: 'array', items: { type: 'integer' } })
    expect((send(Array.from({ length: 5000 }, () => 'x')) as { errors: unknown[] }).errors).toHaveLength(100)
  })
})

describe('unions report what was meant', () => {
  const cat = {
    type: 'object',
    required: ['kind', 'lives'],
    properties: { kind: { const: 'cat' }, lives: { type: 'integer' } },
  }
  const dog = {
    type: 'object',
    required: ['kind', 'name'],
    properties: { kind: { const: 'dog' }, name: { type: 'string' } },
  }

  it.each([
    ['the variant whose tag it has', { oneOf: [cat, dog] }, { kind: 'dog' }, ['body /name REQUIRED']],
    ['the tags there are', { oneOf: [cat, dog] }, { kind: 'cow' }, ['body /kind ENUM']],
    ['the missing tag', { oneOf: [cat, dog] }, {}, ['body /kind REQUIRED']],
    ['the types there are', { anyOf: [cat, { type: 'null' }] }, 5, ['body  TYPE']],
    [
      'the only variant of that type',
      { anyOf: [cat, { type: 'null' }] },
      { kind: 'cat', lives: 'x' },
      ['body /lives TYPE'],
    ],
    [
      'that it cannot tell',
      {
        anyOf: [
          { type: 'string', minLength: 5 },
          { type: 'string', format: 'uuid' },
        ],
      },
      'a',
      ['body  NO_VARIANT'],
    ],
    ['that it is too many', { oneOf: [{ type: 'integer' }, { minimum: 1 }] }, 5, ['body  AMBIGUOUS_VARIANT']],
    [
      'unions within unions',
      { anyOf: [{ type: 'array', items: { oneOf: [cat, dog] } }, { type: 'null' }] },
      [{ kind: 'cat' }],
      ['body /0/lives REQUIRED'],
    ],
    ['nothing, inside not', { not: { anyOf: [{ type: 'string' }] } }, 'a', ['body  NOT']],
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    ['conditions', { if: { required: ['a'] }, then: { required: ['b'] } }, { a: 1 }, ['body /b REQUIRED']],
    [
      'unevaluated members',
      { anyOf: [{ properties: { a: {} } }], unevaluatedProperties: false },
      { a: 1, c: 2 },
      ['body /c UNKNOWN_MEMBER'],
    ],
  ])('%s', async (_name, schema, body, expected) => {
    expect(await errorsOf(schema, body)).toEqual(expected)
  })

  it('names the alternatives', async () => {
    const result = (await sender({ oneOf: [cat, dog] }))({ kind: 'cow' })
    expect(result).toMatchObject({ errors: [{ message: 'kind must be cat or dog' }] })
  })
})

describe('schemas that cannot be compiled as they are', () => {
  it.each([
    ['a pattern of another dialect', { pattern: '(?<=a' }, /"pattern" must be a regular expression of ECMA-262/],
    ['a type that is none', { type: 'file' }, /"type" must be a JSON Schema type, not "file"/],
    ['an unknown format', { type: 'string', format: 'sku' }, /format "sku" is unknown/],
  ])('%s is a warning with its place, and checks nothing', async (_name, schema, message) => {
    const { warnings, requests } = await validatorsOf(bodyDocument(schema))
    expect(warnings[0]?.message).toMatch(message)
    expect(warnings[0]?.place).toMatch(/^\/paths\/~1things\/post\//)
    expect(requests.send?.(raw({ body: 'anything' }))).toMatchObject({ ok: true })
  })

  it('a pattern that only compiles without the Unicode flag still checks', async () => {
    expect(await errorsOf({ type: 'string', pattern: '^[\\w-.]+\\-$' }, 'a b')).toEqual(['body  PATTERN'])
  })
})
