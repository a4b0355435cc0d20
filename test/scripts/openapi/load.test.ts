import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { at } from '../../../scripts/json-schema/pointer.ts'
import { load } from '../../../scripts/openapi/load.ts'

let folder = ''

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: folder })

const root = `openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
paths:
  /orders:
    $ref: paths/orders.yaml
components:
  schemas:
    Order:
      $ref: schemas/order.yaml
`
const orders = `get:
  responses:
    '200':
      description: ok
      content:
        application/json:
          schema:
            $ref: ../schemas/order.yaml
`
const order = `type: object
properties:
  line:
    $ref: 'line.yaml#/$defs/Line~1item'
`
const line = `$defs:
  Line/item:
    type: object
    properties:
      order:
        $ref: ./order.yaml
`

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'load-'))
  put('api/openapi.yaml', root)
  put('api/paths/orders.yaml', orders)
  put('api/schemas/order.yaml', order)
  put('api/schemas/line.yaml', line)
  git('init', '-q')
  git('add', '-A')
  git('commit', '-qm', 'one')
  put('openapi/releases/v2@2.9.0.yaml', 'openapi: 3.1.0\ninfo: {title: old, version: 2.9.0}\npaths: {}\n')
  put('openapi/releases/v2@2.10.0.yaml', 'openapi: 3.1.0\ninfo: {title: new, version: 2.10.0}\npaths: {}\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('a split document', () => {
  it.each(['api/openapi.yaml', 'HEAD:api/openapi.yaml'])('%s becomes one, each $ref local', (name) => {
    const { document, place } = load(name, folder)
    const shown = name.replace('openapi.yaml', '')
    expect(at(document, '/paths/~1orders/get/responses/200/content/application~1json/schema/$ref')).toBe(
      '#/components/schemas/Order',
    )
    expect(at(document, '/components/schemas/Order/properties/line/$ref')).toBe('#/components/schemas/Line_item')
    expect(at(document, '/components/schemas/Line_item/properties/order/$ref')).toBe('#/components/schemas/Order')
    expect(place('/components/schemas/Order/properties/line')).toBe(`${shown}schemas/order.yaml:3:3`)
    expect(place('/components/schemas/Line_item/properties')).toBe(`${shown}schemas/line.yaml:4:5`)
    expect(place('/paths/~1orders/get/responses/200')).toBe(`${shown}paths/orders.yaml:3:5`)
    expect(place('/info/title')).toBe(`${shown}openapi.yaml:2:8`)
  })

  it('at a ref does not see what the folder holds now', () => {
    put('api/schemas/order.yaml', 'type: string\n')
    expect(at(load('HEAD:api/openapi.yaml', folder).document, '/components/schemas/Order/type')).toBe('object')
    expect(at(load('api/openapi.yaml', folder).document, '/components/schemas/Order/type')).toBe('string')
    put('api/schemas/order.yaml', order)
  })
})

it('a release is read by its name, the last one by version', () => {
  expect(at(load('v2@2.9.0', folder).document, '/info/title')).toBe('old')
  expect(at(load('v2@latest', folder).document, '/info/title')).toBe('new')
})

it('JSON keeps its places, escapes and nested containers included', () => {
  put(
    'one.json',
    '{"openapi": "3.1.0",\n "info": {"title": "a \\"b\\" {", "x\\u002fy": [1,\n  {"z": 2}]}, "paths": {}}',
  )
  const { place } = load('one.json', folder)
  expect(place('/info/x~1y/1/z')).toBe('one.json:3:4')
  expect(place('/paths')).toBe('one.json:3:15')
  expect(place('')).toBe('one.json:1:1')
})

describe('OpenAPI 3.0', () => {
  it('is read as JSON Schema 2020-12', () => {
    put(
      'old.yaml',
      `openapi: 3.0.3
info: {title: t, version: '1'}
paths: {}
components:
  schemas:
    A: {type: string, nullable: true}
    B: {type: integer, minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}
    C: {$ref: '#/components/schemas/A', description: ignored}
`,
    )
    const schemas = at(load('old.yaml', folder).document, '/components/schemas')
    expect(schemas).toEqual({
      A: { type: ['string', 'null'] },
      B: { type: 'integer', exclusiveMinimum: 1, maximum: 9 },
      C: { $ref: '#/components/schemas/A' },
    })
  })
})

describe('bad input is answered in one line with its place', () => {
  const bad: [name: string, text: string, line: RegExp][] = [
    ['not-openapi.yaml', 'swagger: "2.0"\n', /^not-openapi\.yaml:1:1: .*Swagger 2\.0; convert/],
    ['list.yaml', '- 1\n', /^list\.yaml:1:1: .*holds no object/],
    ['broken.yaml', 'openapi: 3.1.0\npaths: [\n', /^broken\.yaml:\d+:\d+: not YAML: /],
    ['broken.json', '{"openapi": "3.1.0",\n "paths": }', /^broken\.json:2:11: not JSON: /],
    ['twice.yaml', 'openapi: 3.1.0\nopenapi: 3.1.0\n', /^twice\.yaml:2:1: the name "openapi" occurs twice/],
    [
      'dangling.yaml',
      `${root}    Lost:\n      $ref: '#/components/schemas/Gone'\n`,
      /^dangling\.yaml:\d+:\d+: .*leads nowhere/,
    ],
    [
      'gone.yaml',
      'openapi: 3.1.0\ncomponents: {schemas: {A: {$ref: ./no.yaml}}}\n',
      /^gone\.yaml:2:28: .*no\.yaml: no such file/,
    ],
    [
      'loop.yaml',
      `openapi: 3.1.0\ncomponents:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n`,
      /^loop\.yaml:4:5: .*leads only back to itself/,
    ],
    [
      'no-schema.yaml',
      'openapi: 3.1.0\ncomponents:\n  schemas:\n    A: {items: 5}\n',
      /^no-schema\.yaml:4:9: "items" is an object or a boolean, not the number 5/,
    ],
    [
      'remote.yaml',
      'openapi: 3.1.0\ncomponents: {schemas: {A: {$ref: "https://example.com/a.json"}}}\n',
      /^remote\.yaml:2:28: \$ref https:\/\/example\.com\/a\.json .*keep a copy/,
    ],
  ]
  it.each(bad)('%s', (name, text, line) => {
    put(name.startsWith('dangling') ? `api/${name}` : name, text)
    const at = name.startsWith('dangling') ? join(folder, 'api') : folder
    expect(() => load(name, at)).toThrow(
      expect.objectContaining({ name: 'Failure', message: expect.stringMatching(line) }),
    )
  })

  const missing: [name: string, line: RegExp][] = [
    ['no.yaml', /^no\.yaml: no such file/],
    ['nobody:api/openapi.yaml', /git knows no ref "nobody"/],
    ['HEAD:api/no.yaml', /^HEAD:api\/no\.yaml: no such file at that ref/],
    ['v2@9.9.9', /there are v2@2\.9\.0\.yaml, v2@2\.10\.0\.yaml/],
    ['https://example.com/openapi.yaml', /not read over the network/],
    ['api', /is a folder/],
    ['HEAD:api', /^HEAD:api: no such file at that ref/],
    ['HEAD:', /no such file at that ref/],
    ['HEAD:a:b', /^HEAD:a:b: no such file at that ref/],
    ['HEAD:../no.yaml', /no such file at that ref/],
    ['--help:no.yaml', /git knows no ref "--help"/],
    ['', /^"" is not the name of a contract/],
    ['/dev/null', /is not a file/],
  ]
  it.each(missing)('%s', (name, line) => {
    expect(() => load(name, folder)).toThrow(
      expect.objectContaining({ name: 'Failure', message: expect.stringMatching(line) }),
    )
  })
})
