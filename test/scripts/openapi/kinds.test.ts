import { describe, expect, it } from 'vitest'
import { at } from '../../../scripts/json-schema/pointer.ts'
import { loadText } from '../load-text.ts'
import { operation, refused, root, schema } from './refused.ts'

const wrong: [text: string, line: string][] = [
  [root('paths: 3'), 'a.yaml:3:1: "paths" is an object, not the number 3; write it so, or leave it out'],
  [root('paths: { /a: { get: 5 } }'), 'a.yaml:3:16: "get" is an object, not the number 5'],
  [root('components: []'), 'a.yaml:3:1: "components" is an object, not an array'],
  [root('components: { schemas: 7 }'), 'a.yaml:3:15: "schemas" is an object, not the number 7'],
  [root('info2: 5\nservers: x'), 'a.yaml:4:1: "servers" is an array, not the string "x"'],
  [root('webhooks: []'), 'a.yaml:3:1: "webhooks" is an object, not an array'],
  [operation('parameters: {}'), 'a.yaml:6:7: "parameters" is an array, not an object'],
  [operation('parameters: [null]'), 'a.yaml:6:20: item 0 of "parameters" is an object, not null'],
  [
    operation('parameters: [{ name: 5, in: query }]'),
    'a.yaml:6:22: "name" is a string, not the number 5; put it in quotes',
  ],
  [
    operation('parameters: [{ name: a, in: body }]'),
    'a.yaml:6:31: "in" is one of path, query, header and cookie, not the string "body"',
  ],
  [
    operation('parameters: [{ in: query }]'),
    'a.yaml:6:20: a parameter needs "name", which this one does not have; add it',
  ],
  [operation('responses: []'), 'a.yaml:6:7: "responses" is an object, not an array'],
  [operation('responses: { 200: 5 }'), 'a.yaml:6:20: "200" in "responses" is an object, not the number 5'],
  [operation('requestBody: { content: 5 }'), 'a.yaml:6:22: "content" is an object, not the number 5'],
  [
    operation('responses: { 200: { content: { a/b: { schema: 3 } } } }'),
    'a.yaml:6:45: "schema" is an object or a boolean, not the number 3',
  ],
  [operation('security: {}'), 'a.yaml:6:7: "security" is an array, not an object'],
  [operation('security: [{ key: read }]'), 'a.yaml:6:20: "key" is an array, not the string "read"'],
  [operation('tags: {}'), 'a.yaml:6:7: "tags" is an array, not an object'],
  [operation('callbacks: { paid: [] }'), 'a.yaml:6:20: "paid" in "callbacks" is an object, not an array'],
  [
    operation("deprecated: 'true'"),
    'a.yaml:6:7: "deprecated" is true or false, not the string "true"; take its quotes off',
  ],
  [schema('properties: []'), 'a.yaml:6:7: "properties" is an object, not an array'],
  [
    schema('properties: { a: text }'),
    'a.yaml:6:21: "a" in "properties" is an object or a boolean, not the string "text"',
  ],
  [schema('items: 5'), 'a.yaml:6:7: "items" is an object or a boolean, not the number 5'],
  [schema("required: 'id'"), 'a.yaml:6:7: "required" is an array, not the string "id"'],
  [schema('allOf: {}'), 'a.yaml:6:7: "allOf" is an array, not an object'],
  [schema('type: 7'), 'a.yaml:6:7: "type" is the name of a type, not the number 7'],
  [
    schema('type: [string, null]'),
    'a.yaml:6:22: item 1 of "type" is the name of a type, not null; the type is called "null", in quotes',
  ],
  [schema('enum: 3'), 'a.yaml:6:7: "enum" is an array, not the number 3'],
  [schema("maxLength: '5'"), 'a.yaml:6:7: "maxLength" is a number, not the string "5"; take its quotes off'],
  [schema('minimum: .nan'), 'a.yaml:6:7: "minimum" is a number, not the number NaN'],
  [schema('pattern: 5'), 'a.yaml:6:7: "pattern" is a string, not the number 5; put it in quotes'],
  [schema('discriminator: kind'), 'a.yaml:6:7: "discriminator" is an object, not the string "kind"'],
  [schema('$ref: 5'), 'a.yaml:6:7: "$ref" is a string, not the number 5; put it in quotes'],
]

it.each(wrong)('%j is refused', (text, line) => {
  expect(refused(text)).toContain(line)
})

it('is said of JSON and of schemas that only a $ref leads to, too', () => {
  expect(refused('{"openapi": "3.0.3",\n "paths": []}', 'a.json')).toContain('a.json:2:2: "paths" is an object')
  const astray = `x-own: { S: { type: 7 } }\ncomponents: { schemas: { A: { $ref: '#/x-own/S' } } }`
  expect(refused(root(astray))).toContain('a.yaml:3:15: "type" is the name of a type')
})

describe('what is right', () => {
  const right: [what: string, text: string][] = [
    [
      'a schema that is a boolean',
      root('components: { schemas: { A: true, B: { additionalProperties: false, items: true } } }'),
    ],
    ['a list of types', schema("type: [string, 'null']")],
    ['an exclusive bound of either version', schema('exclusiveMinimum: true\nminimum: 3\nexclusiveMaximum: 9')],
    [
      'any example, default, constant and enum',
      schema('example: 3\nexamples: {}\ndefault: [1]\nconst: null\nenum: [1, null, {}]'),
    ],
    ['any extension', operation('x-a: 5\nx-b: []\nresponses: { x-c: 5 }')],
    ['any keyword that OpenAPI does not know', schema('unknown: 5\nconstructor: 6')],
    [
      'a property named as a keyword',
      schema('properties: { type: { type: string }, $ref: { type: string }, required: true }'),
    ],
    ['words that YAML reads as numbers', root('components: {}\ntags: [{ name: 2024, description: 1.5 }]')],
  ]
  it.each(right)('%s is read', (_what, text) => {
    expect(loadText(text, 'a.yaml').document).toHaveProperty('openapi')
  })
})

describe('what YAML has nothing for', () => {
  it('is not there', () => {
    const { document } = loadText(schema('properties:\nrequired:\nnot:\ntype: object'), 'a.yaml')
    expect(at(document, '/components/schemas/A')).toEqual({ type: 'object' })
  })

  it('is empty where its name says something', () => {
    const text = operation('security:\n  - key:\nresponses:\n  200:\n    content:\n      text/plain:')
    expect(at(loadText(text, 'a.yaml').document, '/paths/~1a/get')).toEqual({
      security: [{ key: [] }],
      responses: { 200: { content: { 'text/plain': {} } } },
    })
  })
})

it('an exclusive bound that is a flag means in 3.1 what it means in 3.0', () => {
  const { document } = loadText(schema('minimum: 3\nexclusiveMinimum: true'), 'a.yaml')
  expect(at(document, '/components/schemas/A')).toEqual({ exclusiveMinimum: 3 })
})
