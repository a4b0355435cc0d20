import { describe, expect, it } from 'vitest'
import { load } from '../../../scripts/generate/api/load.ts'
import { bodyDocument, document, files, loadDocument } from '../support.ts'

const responses = { 204: { description: 'None' } }

const upgraded = async (schema: object) => {
  const api = await loadDocument(bodyDocument(schema, {}, { openapi: '3.0.3' }))
  return api.operations[0]?.body?.content[0]?.schema.value
}

describe('OpenAPI 3.0 becomes 3.1', () => {
  it.each([
    ['nullable', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
    ['nullable with enum', { type: 'string', nullable: true, enum: ['a'] }, { type: 'string', enum: ['a'] }],
    [
      'nullable with an enum that lists null',
      { type: 'string', nullable: true, enum: ['a', null] },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      'nullable beside allOf',
      { nullable: true, allOf: [{ type: 'object' }] },
      { 'x-nullable-without-type': true, allOf: [{ type: 'object' }] },
    ],
    [
      'nullable and type beside allOf',
      { type: 'object', nullable: true, allOf: [{ minProperties: 1 }] },
      { type: ['object', 'null'], allOf: [{ minProperties: 1 }] },
    ],
    ['nullable: false', { type: 'string', nullable: false }, { type: 'string' }],
    [
      'exclusive bounds',
      { minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false },
      { exclusiveMinimum: 1, maximum: 5 },
    ],
    ['example', { type: 'string', example: 'x' }, { type: 'string', examples: ['x'] }],
    ['byte', { type: 'string', format: 'byte' }, { type: 'string', contentEncoding: 'base64' }],
    [
      'a property called nullable',
      { properties: { nullable: { type: 'boolean' } } },
      { properties: { nullable: { type: 'boolean' } } },
    ],
  ])('%s', async (_name, before, after) => {
    expect(await upgraded(before)).toEqual(after)
  })

  it.each([
    [
      'no type',
      { nullable: true, allOf: [{ type: 'object' }] },
      /^"nullable" has no effect without a "type" beside it/,
    ],
    [
      'an enum',
      { type: 'string', nullable: true, enum: ['a'] },
      /^"nullable" does not allow null here, .* "enum" .* list null/,
    ],
  ])('says where nullable is idle beside %s', async (_name, schema, message) => {
    const { warnings } = await loadDocument(bodyDocument(schema, { A: { ...schema } }, { openapi: '3.0.3' }))
    expect(warnings).toEqual([
      { place: expect.stringMatching(/openapi\.yaml:\d+:\d+$/), message: expect.stringMatching(message) },
    ])
    expect(warnings[0]?.message).toMatch(/\(and 1 more\)$/)
  })

  it('drops what stands beside $ref, which 3.0 ignores', async () => {
    const source = bodyDocument(
      { $ref: '#/components/schemas/A', minLength: 5 },
      { A: { type: 'string' } },
      { openapi: '3.0.0' },
    )
    const api = await loadDocument(source)
    expect(api.operations[0]?.body?.content[0]?.schema.value).toEqual({ $ref: '#/components/schemas/A' })
    expect(api.document.openapi).toBe('3.1.0')
  })
})

describe('complete', () => {
  it('derives missing operation ids from method and path, and says so', async () => {
    const api = await loadDocument(
      document({
        '/orders/{order_id}/lines': {
          get: { responses, parameters: [{ name: 'order_id', in: 'path', required: true }] },
        },
      }),
    )
    expect(api.operations[0]?.id).toBe('getOrdersByOrderIdLines')
    expect(api.warnings[0]?.message).toMatch(/no operationId; it is called getOrdersByOrderIdLines/)
  })

  it('refuses the same operation id twice', async () => {
    const get = { operationId: 'same', responses }
    await expect(loadDocument(document({ '/a': { get }, '/b': { get } }))).rejects.toThrow(
      /:\d+:\d+: operationId "same" is taken by GET \/a/,
    )
  })

  it('merges the parameters of a path into its operations, which may override them', async () => {
    const limit = (maximum: number) => ({ name: 'limit', in: 'query', schema: { type: 'integer', maximum } })
    const parameters = [limit(1), { name: 'sort', in: 'query', schema: { type: 'string' } }]
    const api = await loadDocument(
      document({ '/a': { parameters, get: { operationId: 'a', parameters: [limit(2)], responses } } }),
    )
    expect(api.operations[0]?.parameters.map(({ name, schema }) => [name, schema.value])).toEqual([
      ['sort', { type: 'string' }],
      ['limit', { type: 'integer', maximum: 2 }],
    ])
  })

  it('gives every parameter its effective style and explode', async () => {
    const of = (place: string, more = {}) => ({
      name: `${place}${Object.values(more)}`,
      in: place,
      required: place === 'path',
      schema: {},
      ...more,
    })
    const parameters = [
      of('path'),
      of('query'),
      of('header'),
      of('cookie'),
      of('query', { style: 'deepObject' }),
      of('query', { style: 'pipeDelimited' }),
    ]
    const api = await loadDocument(document({ '/{path}': { get: { operationId: 'a', parameters, responses } } }))
    expect(
      api.operations[0]?.parameters.map(({ writing }) => 'style' in writing && `${writing.style} ${writing.explode}`),
    ).toEqual(['simple false', 'form true', 'simple false', 'form true', 'deepObject true', 'pipeDelimited false'])
  })

  it('declares path members that nobody declared, with a warning', async () => {
    const api = await loadDocument(document({ '/a/{id}': { get: { operationId: 'a', responses } } }))
    expect(api.operations[0]?.parameters[0]).toMatchObject({ name: 'id', in: 'path', required: true })
    expect(api.warnings[0]?.message).toMatch(/"\{id\}" has no parameter/)
  })

  it('names keywords that nothing understands, once, with where and how often', async () => {
    const api = await loadDocument(
      bodyDocument({ type: 'object', properties: { a: { minimun: 1 }, b: { minimun: 2 } } }),
    )
    expect(api.warnings).toHaveLength(1)
    expect(api.warnings[0]?.place).toMatch(/openapi\.yaml:\d+:\d+$/)
    expect(api.warnings[0]?.message).toMatch(/"minimun" is not understood.*and \d more/)
  })

  it('takes a boolean required of a member for nothing, and says so', async () => {
    const { warnings, operations } = await loadDocument(bodyDocument({ properties: { a: { required: true } } }))
    expect(warnings[0]?.message).toMatch(/^"required" is an array of member names, not true; it checks nothing/)
    expect(operations[0]?.body?.content[0]?.schema.value).toEqual({ properties: { a: {} } })
  })

  it('renames components whose names are not legal, and what refers to them', async () => {
    const api = await loadDocument(
      bodyDocument({ $ref: '#/components/schemas/Order%20Line' }, { 'Order Line': { type: 'string' } }),
    )
    expect(api.schemas).toEqual({ Order_Line: { type: 'string' } })
    expect(api.operations[0]?.body?.content[0]?.schema.value).toEqual({ $ref: '#/components/schemas/Order_Line' })
  })

  it('refuses components that are nothing but each other', async () => {
    const circle = { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } }
    await expect(loadDocument(bodyDocument({ type: 'object' }, circle))).rejects.toThrow(
      /:\d+:\d+: \$ref #\/components\/schemas\/B leads only back to itself/,
    )
  })

  it.each([
    [{ swagger: '2.0', openapi: undefined }, /it is Swagger 2\.0; convert it/],
    [{ openapi: '3.2.0' }, /openapi\.yaml:1:1: .*its "openapi" is "3\.2\.0"/],
    [{ openapi: undefined }, /it has no "openapi" member/],
  ])('refuses %j', async (more, message) => {
    await expect(loadDocument(document({}, {}, more))).rejects.toThrow(message)
  })

  const q = { name: 'q', in: 'query', schema: {} }
  it.each([
    ['a list for a map', [], /:\d+:\d+: "paths" is an object, not an array/],
    ['a map for a list', { '/a': { get: { parameters: {} } } }, /:\d+:\d+: "parameters" is an array, not an object/],
    [
      'a reference that is no text',
      { '/a': { get: { responses: { 200: { $ref: 5 } } } } },
      /:\d+:\d+: "\$ref" is a string, not the number 5/,
    ],
    [
      'a parameter without a place',
      { '/a': { get: { parameters: [{ name: 'q' }] } } },
      /:\d+:\d+: a parameter needs "in", which this one does not have; add it/,
    ],
    ['a parameter twice', { '/a': { get: { parameters: [q, q] } } }, /:\d+:\d+: query parameter "q" is declared twice/],
  ])('refuses %s', async (_name, paths, message) => {
    await expect(loadDocument(document(paths))).rejects.toThrow(message)
  })

  it('refuses an operation of ours without security, and takes anybody else’s', async () => {
    const file = `${files({ 'openapi.yaml': document({ '/a': { get: { operationId: 'open', responses } } }) })}/openapi.yaml`
    await expect(load(file, { own: true })).rejects.toThrow(
      /openapi\.yaml:\d+:\d+: operation open declares no security/,
    )
    expect((await load(file)).operations).toHaveLength(1)
  })

  it('names operations for the SDK after their tag, each name once', async () => {
    const get = (operationId: string, tag: string) => ({ get: { operationId, tags: [tag], responses } })
    const api = await loadDocument(
      document({
        '/a': get('listStockAdjustments', 'stock-adjustments'),
        '/b': get('login', 'auth'),
        '/c': get('list', 'stock-adjustments'),
      }),
    )
    expect(api.operations.map(({ sdk }) => `${sdk.resource}.${sdk.verb}`)).toEqual([
      'stockAdjustments.list',
      'auth.login',
      'stockAdjustments.list2',
    ])
  })
})
