import { describe, expect, it } from 'vitest'
import { diff } from '../diff/contracts.ts'

const pointers = [
  '/x-schemas/A',
  '/paths/~1a/get/parameters/0/schema',
  '/paths/~1a/get/parameters/1/content/application~1json/schema',
  '/paths/~1a/get/requestBody/content/application~1json/schema/properties/p',
  '/paths/~1a/get/responses/200/headers/X-A/schema',
  '/paths/~1a/get/responses/200/content/application~1json/schema/items',
  '/paths/~1a/get/callbacks/cb/%7B$url%7D/post/requestBody/content/application~1json/schema',
  '/webhooks/w/post/requestBody/content/application~1json/schema',
  '/components/schemas/M/properties/a',
  '/components/schemas/M/properties/b/properties/c',
  '/components/schemas/M/patternProperties/%5Ex',
  '/components/schemas/M/additionalProperties',
  '/components/schemas/M/$defs/D',
  '/components/schemas/M/definitions/E',
  '/components/schemas/M/dependentSchemas/k',
  '/components/schemas/M/propertyNames',
  '/components/schemas/M/unevaluatedProperties',
  '/components/schemas/L/items',
  '/components/schemas/L/prefixItems/0',
  '/components/schemas/L/contains',
  '/components/schemas/L/unevaluatedItems',
  '/components/schemas/O/allOf/0',
  '/components/schemas/O/anyOf/0',
  '/components/schemas/O/oneOf/0/not',
  '/components/schemas/O/if',
  '/components/schemas/O/then',
  '/components/schemas/O/else',
  '/components/schemas/O/x-ext/F',
  '/components/schemas/R/properties/a',
  '/components/schemas/Q/contentSchema',
  '/components/schemas/a~1b~0c%20d',
  '/components/parameters/P/schema',
  '/components/parameters/R/schema',
  '/components/headers/H/schema',
  '/components/responses/R/content/application~1json/schema/properties/z',
  '/components/requestBodies/B/content/application~1json/schema',
  '/components/callbacks/C/%7B$url%7D/post/requestBody/content/application~1json/schema',
  '/components/pathItems/I/get/responses/200/content/application~1json/schema',
]

/** A contract in which every schema is of one type, at each place that can hold one. `POST /use` refers to one of them. */
function contract($ref: string, type: string) {
  const schema = { type }
  const content = { 'application/json': { schema } }
  const responses = { 200: { description: 'ok', content } }
  const called = { '{$url}': { post: { requestBody: { content }, responses } } }
  const parameter = { name: 'p', in: 'query', schema }
  return {
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    'x-schemas': { A: schema },
    paths: {
      '/a': {
        get: {
          parameters: [parameter, { name: 'c', in: 'query', content }],
          requestBody: { content: { 'application/json': { schema: { properties: { p: schema } } } } },
          responses: {
            200: {
              description: 'ok',
              headers: { 'X-A': { schema } },
              content: { 'application/json': { schema: { type: 'array', items: schema } } },
            },
          },
          callbacks: { cb: called },
        },
      },
      '/use': {
        post: {
          requestBody: { required: true, content: { 'application/json': { schema: { $ref } } } },
          responses: { 204: { description: 'ok' } },
        },
      },
    },
    webhooks: { w: { post: { requestBody: { content }, responses } } },
    components: {
      schemas: {
        M: {
          properties: { a: schema, b: { properties: { c: schema } } },
          patternProperties: { '^x': schema },
          additionalProperties: schema,
          $defs: { D: schema },
          definitions: { E: schema },
          dependentSchemas: { k: schema },
          propertyNames: schema,
          unevaluatedProperties: schema,
        },
        L: { items: schema, prefixItems: [schema], contains: schema, unevaluatedItems: schema },
        O: {
          allOf: [schema],
          anyOf: [schema, {}],
          oneOf: [{ not: schema }],
          if: schema,
          // biome-ignore lint/suspicious/noThenProperty: the keyword's name
          then: schema,
          else: schema,
          'x-ext': { F: schema },
        },
        R: { $ref: '#/components/schemas/M' },
        Q: { contentMediaType: 'application/json', contentSchema: schema },
        'a/b~c d': schema,
      },
      parameters: { P: parameter, R: { $ref: '#/components/parameters/P' } },
      headers: { H: { schema } },
      responses: {
        R: { description: 'r', content: { 'application/json': { schema: { properties: { z: schema } } } } },
      },
      requestBodies: { B: { content } },
      callbacks: { C: called },
      pathItems: { I: { get: { responses } } },
    },
  }
}

describe('a $ref to a schema is followed by its JSON pointer', () => {
  it.each(pointers)('%s', async (pointer) => {
    const { changes } = await diff(contract(`#${pointer}`, 'string'), contract(`#${pointer}`, 'boolean'))
    const seen = changes.find(({ level, operations }) => level === 'error' && operations.includes('POST /use'))
    expect(seen?.witness).toMatchObject({ kind: 'request', body: 'a' })
  })
})
