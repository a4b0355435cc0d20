import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { hoist } from '../../../scripts/openapi/hoist.ts'
import { load } from '../../../scripts/openapi/load.ts'
import { document, files } from '../support.ts'

const responses = {
  200: { description: 'OK', content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
}
const paths = { '/orders': { get: { operationId: 'list', responses } } }

const hoisted = (contents: Record<string, unknown>) => hoist(load('openapi.yaml', files(contents)))

type Document = { paths: Record<string, never>; components: Record<string, Record<string, never>> } & Record<
  string,
  never
>

describe('hoist', () => {
  it('brings schemas of other files into components, under the names they have there', () => {
    const { document: made, files: read } = hoisted({
      'openapi.yaml': document(paths, { schemas: { Order: { $ref: 'schemas/orders.yaml#/Order' } } }),
      'schemas/orders.yaml': {
        Order: {
          type: 'object',
          properties: { total: { $ref: '../money.yaml' }, lines: { type: 'array', items: { $ref: '#/Line' } } },
        },
        Line: { type: 'object', properties: { order: { $ref: '#/Order' } } },
      },
      'money.yaml': { type: 'integer' },
    })
    expect((made as Document).components.schemas).toEqual({
      Order: {
        type: 'object',
        properties: {
          total: { $ref: '#/components/schemas/money' },
          lines: { type: 'array', items: { $ref: '#/components/schemas/Line' } },
        },
      },
      Line: { type: 'object', properties: { order: { $ref: '#/components/schemas/Order' } } },
      money: { type: 'integer' },
    })
    expect(read.map((file: string) => path.basename(file))).toEqual(['openapi.yaml', 'money.yaml', 'orders.yaml'])
  })

  it('hoists references that lead deeper than a component, through other references too', () => {
    const { document: made } = hoisted({
      'openapi.yaml': document(paths, {
        schemas: {
          Alias: { $ref: '#/components/schemas/Order' },
          Order: {
            type: 'object',
            properties: { total: { type: 'integer' }, again: { $ref: '#/components/schemas/Alias/properties/total' } },
          },
        },
      }),
    })
    const { schemas } = (made as Document).components as Record<string, Record<string, unknown>>
    expect(schemas?.Order).toMatchObject({ properties: { again: { $ref: '#/components/schemas/Order_total' } } })
    expect(schemas?.Order_total).toEqual({ type: 'integer' })
  })

  it('puts path items in place, and keeps two things of the same name apart', () => {
    const { document: made } = hoisted({
      'openapi.yaml': document({ '/a': { $ref: 'a.yaml#/item' }, '/b': { $ref: 'b.yaml#/item' } }),
      'a.yaml': { item: { get: { parameters: [{ $ref: '#/Limit' }] } }, Limit: { name: 'a', in: 'query' } },
      'b.yaml': { item: { get: { parameters: [{ $ref: '#/Limit' }] } }, Limit: { name: 'b', in: 'query' } },
    })
    expect(made.paths).toEqual({
      '/a': { get: { parameters: [{ $ref: '#/components/parameters/Limit' }] } },
      '/b': { get: { parameters: [{ $ref: '#/components/parameters/Limit_2' }] } },
    })
    expect(made.components).toEqual({
      parameters: { Limit: { name: 'a', in: 'query' }, Limit_2: { name: 'b', in: 'query' } },
    })
  })

  it('puts maps in place that are referred to as a whole', () => {
    const { document: made } = hoisted({
      'openapi.yaml': document({
        '/a': { get: { responses: { 200: { description: 'OK', content: { $ref: 'more/media.yaml#/Json' } } } } },
      }),
      'more/media.yaml': { Json: { 'application/json': { schema: { $ref: '#/Thing' } } }, Thing: { type: 'object' } },
    })
    expect(made).toMatchObject({
      paths: {
        '/a': {
          get: {
            responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } },
          },
        },
      },
      components: { schemas: { Thing: { type: 'object' } } },
    })
  })

  it('leaves data alone that only looks like a reference, and reads references in extensions', () => {
    const { document: made } = hoisted({
      'openapi.yaml': document(
        paths,
        {
          schemas: {
            Order: { type: 'object', properties: { $ref: { type: 'string' } }, examples: [{ $ref: '#/not/there' }] },
            Kept: { const: { $ref: 'nothing' } },
          },
        },
        { 'x-problems': { $ref: 'problems.yaml' } },
      ),
      'problems.yaml': { GONE: { status: 410 } },
    })
    expect(made['x-problems']).toEqual({ GONE: { status: 410 } })
    expect((made as Document).components.schemas).toEqual({
      Order: { type: 'object', properties: { $ref: { type: 'string' } }, examples: [{ $ref: '#/not/there' }] },
      Kept: { const: { $ref: 'nothing' } },
    })
  })

  it('follows discriminator mappings, $anchor and $id', () => {
    const { document: made } = hoisted({
      'openapi.yaml': document(paths, {
        schemas: {
          Order: {
            oneOf: [{ $ref: '#big' }, { $ref: 'https://stockroom.example/small' }],
            discriminator: { propertyName: 'k', mapping: { b: 'big.yaml#/Big' } },
          },
          Big: { $anchor: 'big', type: 'object' },
          Small: { $id: 'https://stockroom.example/small', type: 'object' },
        },
      }),
      'big.yaml': { Big: { type: 'object', required: ['k'] } },
    })
    expect((made as Document).components.schemas?.Order).toEqual({
      oneOf: [{ $ref: '#/components/schemas/Big' }, { $ref: '#/components/schemas/Small' }],
      discriminator: { propertyName: 'k', mapping: { b: '#/components/schemas/Big_2' } },
    })
  })

  it('says where a part of the bundle was written', () => {
    const made = hoisted({
      'openapi.yaml': document(paths, { schemas: { Order: { $ref: 'order.yaml' } } }),
      'order.yaml': 'type: object\nproperties:\n  total:\n    type: integer\n',
    })
    expect(made.place('/components/schemas/Order/properties/total/type')).toBe('order.yaml:4:5')
    expect(made.place('/paths/~1orders/get')).toMatch(/^openapi\.yaml:\d+:5$/)
  })

  it.each([
    [
      'a dangling reference',
      { $ref: '#/components/schemas/None' },
      /^openapi\.yaml:\d+:\d+: \$ref #\/components\/schemas\/None leads nowhere/,
    ],
    [
      'a file that is not there',
      { $ref: 'none.yaml#/A' },
      /\$ref none\.yaml#\/A leads to no document; none\.yaml: no such file/,
    ],
    ['a folder', { $ref: '.' }, /openapi\.yaml:\d+:\d+: \$ref \. leads to no document/],
    ['a broken escape', { $ref: '%zz' }, /openapi\.yaml:\d+:\d+: \$ref %zz leads to no document/],
    ['the network', { $ref: 'https://example.com/a.yaml' }, /is a URL, which is not read; keep a copy/],
    [
      'a dangling reference in an extension',
      { 'x-see': [{ $ref: '#/nowhere' }] },
      /openapi\.yaml:\d+:\d+: \$ref #\/nowhere leads nowhere/,
    ],
    ['references in a circle', { $ref: 'b.yaml' }, /leads only back to itself/],
  ])('refuses %s, saying where', (_name, schema, message) => {
    const schemas = { Order: { allOf: [schema] } }
    const made = () =>
      hoisted({
        'openapi.yaml': document(paths, { schemas }),
        'b.yaml': { $ref: 'c.yaml' },
        'c.yaml': { $ref: 'b.yaml' },
      })
    expect(made).toThrow(message)
  })

  it.each([
    ['broken YAML', 'openapi: 3.1.0\npaths: {a: [}\n', /openapi\.yaml:2:\d+: not YAML/],
    ['a key twice', 'openapi: 3.1.0\nopenapi: 3.1.0\n', /openapi\.yaml:2:1: the name "openapi" occurs twice/],
    ['two documents', 'openapi: 3.1.0\n---\nopenapi: 3.1.0\n', /openapi\.yaml:2:1: a second document starts here/],
    [
      'an alias of itself',
      'openapi: 3.1.0\nx-a: &a\n  - *a\n',
      /openapi\.yaml:3:5: this alias is inside its own anchor/,
    ],
    ['no document', 'just text\n', /openapi\.yaml:1:1: not an OpenAPI document/],
  ])('refuses %s with line and column', (_name, text, message) => {
    expect(() => hoisted({ 'openapi.yaml': text })).toThrow(message)
  })
})
