import { describe, expect, it } from 'vitest'
import { at } from '../../../scripts/json-schema/pointer.ts'
import { deepest } from '../../../scripts/openapi/read/limits.ts'
import { textOf } from '../../../scripts/openapi/read/text.ts'
import { loadText } from '../load-text.ts'
import { operation, refused, root, schema } from './refused.ts'

const nested = (open: string, levels: number, close: string) => `${open.repeat(levels)}1${close.repeat(levels)}`
const doubled = (first: string, next: (index: number) => string) =>
  root([first, ...Array.from({ length: 40 }, (_, index) => next(index))].join('\n'))

describe('YAML is refused where its value would hide something', () => {
  const hidden: [what: string, text: string, line: string][] = [
    [
      'a name twice',
      root('paths: {}\npaths: {}'),
      'a.yaml:4:1: the name "paths" occurs twice in one object; leave one out',
    ],
    [
      'a name as number and as text',
      operation('responses:\n  200: {}\n  "200": {}'),
      'a.yaml:8:9: the name "200" occurs twice',
    ],
    ['a list for a name', root('x-a: { [b]: 1 }'), 'a.yaml:3:8: the name of a member is an object or an array here'],
    ['a second document', root('---\nopenapi: 3.1.0'), 'a.yaml:3:1: a second document starts here'],
    ['an alias of nothing', root('x-a: *nope'), 'a.yaml:3:6: this alias has no anchor &nope before it'],
    ['an alias within its anchor', root('x-a: &a [*a]'), 'a.yaml:3:10: this alias is inside its own anchor'],
    ['a merge within its anchor', root('x-a: &a { <<: *a }'), 'a.yaml:3:15: this alias is inside'],
    ['a merge of no object', root('x-a: { <<: 5 }'), 'a.yaml:3:8: "<<" merges objects only'],
    [
      'lists that double',
      doubled('x-0: &a0 [1]', (i) => `x-${i + 1}: &a${i + 1} [*a${i}, *a${i}]`),
      'a.yaml:4:11: the aliases',
    ],
    [
      'merges that double',
      doubled('x-0: &a0 {}', (i) => `x-${i + 1}: &a${i + 1} { <<: [*a${i}, *a${i}] }`),
      'a.yaml:4:17: the aliases',
    ],
    [
      'a long list repeated',
      root(`x-a: &a [${'1,'.repeat(9000)}]\nx-b: [${'*a,'.repeat(3000)}]`),
      'values are inside this one',
    ],
    ['a tab', 'openapi: 3.1.0\npaths:\n\t/a: {}\n', 'a.yaml:3:1: not YAML: Tabs'],
    ['nothing', '', 'a.yaml:1:1: not an OpenAPI document'],
  ]
  it.each(hidden)('%s', (_what, text, line) => {
    const started = performance.now()
    expect(refused(text)).toContain(line)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('JSON', () => {
  const broken: [text: string, line: string][] = [
    [
      '{"openapi": "3.1.0",\n "info": {"title": "a", "t\\u0069tle": "b"}}',
      'a.json:2:25: the name "title" occurs twice',
    ],
    ['{"openapi": tru,\n "info": {}}', "a.json:1:16: not JSON: Unexpected token ','"],
    ['{"openapi": "3.1.0",}', 'a.json:1:21: not JSON: Expected double-quoted property name'],
    ['{"openapi": "3.1.0"', "a.json:1:20: not JSON: Expected ',' or '}'"],
    ['', 'a.json:1:1: not JSON: Unexpected end'],
  ]
  it.each(broken)('%j is refused at its place', (text, line) => {
    expect(refused(text, 'a.json')).toContain(line)
  })
})

describe('nesting', () => {
  const json = (levels: number) => `{"openapi": "3.1.0",\n "x-a": ${nested('[', levels, ']')}}`
  const blocks = (levels: number) =>
    root(`x-a:\n${Array.from({ length: levels }, (_, index) => `${' '.repeat(index + 1)}a:`).join('\n')} 1`)
  const deep: [what: string, text: string, line: string][] = [
    ['JSON', json(2000), 'a.json:2:1008: arrays and objects nest deeper than 1000'],
    ['200,000 levels of JSON', json(200_000), 'a.json:2:1008: arrays and objects nest deeper than 1000'],
    [
      'YAML in one line',
      root(`x-a: ${nested('{ a: ', 2000, ' }')}`),
      'a.yaml:3:5001: arrays and objects nest deeper than 1000',
    ],
    ['YAML that never closes', `a: ${'['.repeat(200_000)}`, 'a.yaml:1:1003: arrays and objects nest deeper than 1000'],
    ['YAML by lines', blocks(1500), 'a.yaml:1003:1001: arrays and objects nest deeper than 1000'],
    ['dashes', root(`x-a:\n  ${'- '.repeat(3000)}1`), 'arrays and objects nest deeper than 1000'],
    [
      'schemas',
      schema(nested('{ properties: { a: ', 600, ' } }').replace('1', '{}')),
      'arrays and objects nest deeper than 1000',
    ],
    [
      'aliases',
      root(`x-a: &a ${nested('[', 600, ']')}\nx-b: ${'['.repeat(600)}*a${']'.repeat(600)}`),
      'a.yaml:4:606: arrays and objects nest deeper than',
    ],
  ]
  it.each(deep)('of %s is refused where it goes too deep', (_what, text, line) => {
    const started = performance.now()
    expect(refused(text, text.startsWith('{') ? 'a.json' : 'a.yaml')).toContain(line)
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('is read up to the limit, and breadth is no depth', () => {
    loadText(json(deepest - 1), 'a.json')
    loadText(root(`x-a: ${nested('[', 400, ']')}`), 'a.yaml')
    const wide = Array.from({ length: 20_000 }, (_, index) => `    S${index}: { type: string }`)
    const { document } = loadText(root(`components:\n  schemas:\n${wide.join('\n')}`), 'a.yaml')
    expect(Object.keys(at(document, '/components/schemas') as object)).toHaveLength(20_000)
  })
})

it('a byte order mark and any line ends are read, with the places that an editor shows', () => {
  expect(refused(`\ufeff${root('paths: 3')}`)).toContain('a.yaml:3:1:')
  expect(refused('\ufeff{"openapi": "3.1.0", "paths": 3}', 'a.json')).toContain('a.json:1:22:')
  for (const end of ['\r\n', '\r']) expect(refused(root('paths: 3').replaceAll('\n', end))).toContain('a.yaml:3:1:')
})

describe('bytes that are no text are refused', () => {
  const bytes: [what: string, bytes: Buffer, line: string][] = [
    ['UTF-16', Buffer.from('\ufeffopenapi: 3.1.0', 'utf16le'), 'a:1:1: is written in UTF-16; save it as UTF-8'],
    ['Latin-1', Buffer.from('a: b\nc: café\n', 'latin1'), 'a:2:1: is not UTF-8; save it as UTF-8'],
    ['an image', Buffer.from([0x89, 0x50, 0x4e, 0x0a, 0x47, 0x00]), 'a:2:2: is not text'],
  ]
  it.each(bytes)('%s', (_what, given, line) => {
    expect(() => textOf(given, 'a')).toThrow(line)
  })
})

describe('versions', () => {
  const other: [version: string, line: string][] = [
    ['swagger: "2.0"', 'a.yaml:1:1: not an OpenAPI 3.0 or 3.1 document: it is Swagger 2.0; convert it'],
    ['openapi: 4.0.0', 'its "openapi" is "4.0.0"; convert it'],
    ['openapi: 3.1.x', 'its "openapi" is "3.1.x"; convert it'],
    [
      'info: {}\nopenapi: 3.1',
      'a.yaml:2:1: not an OpenAPI 3.0 or 3.1 document: its "openapi" is 3.1; write it with three numbers and in quotes',
    ],
    ['openapi:', 'its "openapi" is null; write it'],
    ['asyncapi: 2.0.0', 'it has no "openapi" member'],
  ]
  it.each(other)('%j is refused', (text, line) => {
    expect(refused(`${text}\n`)).toContain(line)
  })

  it('a patch of 3.1 that there is not yet is read', () => {
    expect(loadText('openapi: 3.1.9\n', 'a.yaml').dialect).toBe('3.1')
  })
})
