import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at } from '../../../scripts/json-schema/pointer.ts'
import { load } from '../../../scripts/openapi/load.ts'
import { contractOf } from '../../../scripts/openapi/model/contract.ts'
import { loadText } from '../load-text.ts'
import { operation, refused, root, schema } from './refused.ts'

let folder = ''

function put(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'references-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('a $ref is refused at its place', () => {
  const bad: [what: string, text: string, line: string][] = [
    [
      'that is remote',
      schema('items: { $ref: https://example.com/a.json }'),
      'a.yaml:6:16: $ref https://example.com/a.json is a URL, which is not read',
    ],
    [
      'to itself',
      schema("$ref: '#/components/schemas/A'"),
      'a.yaml:5:5: $ref #/components/schemas/A leads only back to itself',
    ],
    [
      'to itself outside components',
      operation("responses: { 200: { $ref: '#/paths/~1a/get/responses/200' } }"),
      'a.yaml:6:20: $ref',
    ],
    [
      'to itself as a path',
      root("paths: { /a: { $ref: '#/paths/~1a' } }"),
      'a.yaml:3:10: $ref #/paths/~1a leads only back to itself',
    ],
    [
      'to the map that it stands for',
      root("paths: { $ref: '#/paths' }"),
      'a.yaml:3:10: $ref #/paths leads only back to itself',
    ],
    [
      'to the map that it stands in',
      schema("properties: { b: { properties: { $ref: '#/components/schemas' } } }"),
      'this value contains itself',
    ],
    [
      'around through members',
      schema("properties: { a: { $ref: '#/components/schemas/A/properties/a' } }"),
      'leads only back to itself',
    ],
    [
      'of a bad escape',
      schema("$ref: '#/components/schemas/A~2B'"),
      'a.yaml:6:7: $ref #/components/schemas/A~2B leads nowhere',
    ],
    ['to no anchor', schema("$ref: '#gone'"), 'a.yaml:6:7: $ref #gone leads nowhere'],
    ['to a string', schema("$ref: '#/info/title'"), 'a.yaml:6:7: $ref #/info/title leads to no object'],
    ['to the whole document', schema("$ref: '#'"), 'a.yaml:6:7: $ref # leads to the whole document'],
    [
      'to a component of another kind',
      `${operation("parameters: [{ $ref: '#/components/schemas/A' }]")}components: { schemas: { A: {} } }`,
      'a.yaml:6:22: $ref #/components/schemas/A leads to something in "schemas", where one of "parameters" is wanted',
    ],
    [
      'below one that is outside components',
      root("x-own: { A: { items: { $ref: '#/x-own/B' } } }\ncomponents: { schemas: { A: { $ref: '#/x-own/A' } } }"),
      'a.yaml:3:24: $ref #/x-own/B leads nowhere',
    ],
    ['across two lines', schema('$ref: "a\\nb"'), 'a.yaml:6:7: $ref a b leads to no document'],
  ]
  it.each(bad)('%s', (_what, text, line) => {
    expect(refused(text)).toContain(line)
  })

  const files: [what: string, reference: string, line: RegExp][] = [
    ['a missing file', './no.yaml', /^root\.yaml:6:7: \$ref \.\/no\.yaml leads to no document; no\.yaml: no such file/],
    ['a folder', './sub', /^root\.yaml:6:7: .*sub: is a folder/],
    ['words', './words.md', /^root\.yaml:6:7: .*words\.md:3:11: not YAML/],
    ['an image', './image.png', /^root\.yaml:6:7: .*image\.png:1:5: is not text/],
    ['a name that no file has', `./${'a'.repeat(5000)}`, /^root\.yaml:6:7: .*cannot be read \(ENAMETOOLONG\)/],
  ]
  it.each(files)('to %s', (_what, reference, line) => {
    put({ 'root.yaml': schema(`$ref: ${reference}`), 'words.md': '# Hello\n\nworld: [a](b)\n', 'sub/a.yaml': 'a: 1\n' })
    writeFileSync(join(folder, 'image.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00]))
    expect(() => load('root.yaml', folder)).toThrow(
      expect.objectContaining({ name: 'Failure', message: expect.stringMatching(line) }),
    )
  })
})

describe('a $ref is followed', () => {
  it('from what two paths share, once', () => {
    put({
      'shared.yaml': root('paths: { /a: { $ref: paths/item.yaml }, /b: { $ref: paths/item.yaml } }'),
      'paths/item.yaml': 'parameters: [{ $ref: ../limit.yaml }]\nget: { responses: {} }\n',
      'limit.yaml': 'name: limit\nin: query\nschema: { type: integer }\n',
    })
    const { document } = load('shared.yaml', folder)
    for (const path of ['~1a', '~1b'])
      expect(at(document, `/paths/${path}/parameters/0/$ref`)).toBe('#/components/parameters/limit')
  })

  it('where it stands for a whole map, members beside it included', () => {
    put({
      'map.yaml': root(
        'paths: { $ref: parts/paths.yaml, /b: { $ref: b.yaml } }\ninfo2: 1\ncomponents: { $ref: parts/all.yaml }',
      ),
      'b.yaml': 'get: { operationId: b, responses: {} }\n',
      'parts/paths.yaml': '/a:\n  get: { $ref: a.yaml }\n/b: { get: { operationId: hidden } }\n',
      'parts/a.yaml': 'operationId: a\nresponses: { 200: { content: { $ref: content.yaml } } }\n',
      'parts/content.yaml': 'text/plain: { schema: { $ref: word.yaml } }\n',
      'parts/word.yaml': 'type: string\n',
      'parts/all.yaml': 'schemas: { Word: { $ref: word.yaml } }\n',
    })
    const { document, place } = load('map.yaml', folder)
    const schemaOfA = '/paths/~1a/get/responses/200/content/text~1plain/schema'
    expect(at(document, `${schemaOfA}/$ref`)).toBe('#/components/schemas/Word')
    expect(at(document, '/paths/~1b/get/operationId')).toBe('b')
    expect(place(schemaOfA)).toBe('parts/content.yaml:1:15')
    expect(place('/paths/~1a/get/operationId')).toBe('parts/a.yaml:1:1')
    expect(place('/paths/~1b/get/operationId')).toBe('b.yaml:1:8')
    expect(place('/components/schemas/Word/type')).toBe('parts/word.yaml:1:1')
  })

  it('from path to path, each over the next', () => {
    put({
      'chain.yaml': root(
        "paths: { /a: { $ref: '#/components/pathItems/A', summary: own } }\ncomponents: { pathItems: { A: { $ref: a-item.yaml } } }",
      ),
      'a-item.yaml': 'summary: theirs\nget: { operationId: a, responses: {} }\n',
    })
    const { document } = load('chain.yaml', folder)
    expect(at(document, '/paths/~1a')).toEqual({ summary: 'own', get: { operationId: 'a', responses: {} } })
  })

  it('to a path that calls back itself', () => {
    const itself = "{ post: { responses: {}, callbacks: { c: { u: { $ref: '#/paths/~1a' } } } } }"
    const loaded = loadText(root(`paths:\n  /a: ${itself}\n  /b: { $ref: '#/paths/~1a' }`), 'a.yaml')
    expect(contractOf(loaded).exchanges.map(({ label }) => label)).toContain('POST /b')
    expect(() => JSON.stringify(loaded.document)).not.toThrow()
  })

  it('from a discriminator’s mapping alone', () => {
    put({
      'mapping.yaml': schema('discriminator: { propertyName: kind, mapping: { cat: ./cat.yaml } }'),
      'cat.yaml': 'properties: { tail: { $ref: ./tail.yaml } }\n',
      'tail.yaml': 'type: string\n',
    })
    const { document } = load('mapping.yaml', folder)
    expect(at(document, '/components/schemas/cat/properties/tail/$ref')).toBe('#/components/schemas/tail')
  })

  it('through thousands of others', () => {
    const links = Array.from({ length: 3000 }, (_, i) => `    P${i}: { $ref: '#/components/parameters/P${i + 1}' }`)
    const text = `${operation("parameters: [{ $ref: '#/components/parameters/P0' }]\nresponses: {}")}components:\n  parameters:\n${links.join('\n')}\n    P3000: { name: last, in: query }\n`
    const { exchanges } = contractOf(loadText(text, 'a.yaml'))
    expect(exchanges[0]?.parameters.map(({ name }) => name)).toEqual(['last'])
  })
})

it('an extension that doubles with each $ref is refused', () => {
  const doubling = Array.from({ length: 40 }, (_, i) => `a${i}: [{ $ref: '#/a${i + 1}' }, { $ref: '#/a${i + 1}' }]`)
  put({ 'ext.yaml': root('x-a: { $ref: data.yaml#/a0 }'), 'data.yaml': `${doubling.join('\n')}\na40: 1\n` })
  expect(() => load('ext.yaml', folder)).toThrow(/^ext\.yaml:3:1: "x-a" has more than 1000000 values/)
})
