import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { load } from '../../scripts/generate/api/load.ts'
import { migrating } from '../../scripts/generate/migrating.ts'

const folder = mkdtempSync(join(tmpdir(), 'stockroom-migrating-'))
afterAll(() => rmSync(folder, { recursive: true }))

const string = { type: 'string' }
const answer = (name: string) => ({
  description: 'An answer.',
  content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
})

/** A contract of one list, whose items have these members. */
async function contract(version: string, operation: object, members: object) {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Books', version: `${version}.0.0` },
    'x-deprecated-since': '2026-01-01',
    'x-sunset': '2027-06-30',
    tags: [
      { name: 'books', description: 'What is read.' },
      ...(version === '2' ? [{ name: 'shelves', description: 'Where.' }] : []),
    ],
    paths: {
      [`/v${version}/books`]: {
        get: {
          operationId: 'listBooks',
          tags: ['books'],
          security: [],
          ...operation,
          responses: {
            200: answer('Books'),
            404: answer('Trouble'),
            ...(version === '2' && { 304: { description: 'Same.' } }),
          },
        },
      },
    },
    components: {
      schemas: {
        Books: {
          type: 'object',
          properties: { items: { type: 'array', items: { $ref: '#/components/schemas/Book' } } },
        },
        Book: { type: 'object', required: ['isbn'], properties: members },
        Trouble: { type: 'object', properties: { code: string } },
      },
    },
  }
  const file = join(folder, `v${version}-${Object.keys(members).length}.json`)
  writeFileSync(file, JSON.stringify(document))
  return load(file)
}

const query = (name: string, rest: object = {}) => ({ name, in: 'query', schema: { type: 'integer' }, ...rest })
const money = { type: 'object', required: ['amount'], properties: { amount: { type: 'integer' }, currency: string } }
const before = await contract(
  '1',
  {
    deprecated: true,
    'x-successor': 'listBooks',
    parameters: [query('page', { 'x-successor': 'cursor' }), query('size')],
  },
  {
    isbn: string,
    name: { ...string, 'x-successor': 'title' },
    pages: string,
    cost: { type: 'number', 'x-successor': 'price.amount' },
    colour: string,
  },
)
const after = await contract(
  '2',
  { parameters: [query('cursor'), query('size')] },
  {
    isbn: string,
    title: string,
    pages: { type: ['integer', 'null'] },
    price: money,
    language: { type: 'string', enum: ['en', 'de'] },
  },
)
const notes = { all: '## At all\n\nRead on.', books: 'Mind the price.' }

describe('the migration guide', () => {
  test('says what was renamed, retyped, moved, is new and is removed', () => {
    const guide = migrating(before, after, notes)
    const rows = guide.split('\n').filter((line) => /^\| [`|]?/.test(line) && !line.includes('before'))
    expect(rows).toEqual([
      '| `GET /v1/books` | `GET /v2/books` | 304 |',
      '| `page` integer | `cursor` integer | renamed |',
      '| `name` string | `title` string | renamed |',
      '| `pages` string | `pages` integer or null | retyped |',
      '| `cost` number | `price.amount` integer | moved, retyped |',
      '| `colour` string |  | removed |',
      '|  | `price.currency` string, optional | new |',
      '|  | `language` "en", "de", optional | new |',
    ])
    expect(guide).toContain('You are answered `Trouble`, as before.')
    expect(guide).toContain('- `shelves`: Where.')
    expect(guide).toContain('is deprecated since 2026-01-01 and ends on 2027-06-30')
  })

  test('has the notes of people in it, and asks for one that is missing', () => {
    const guide = migrating(before, after, notes)
    expect(guide).toMatch(/## At all\n\nRead on\.\n\n## Errors[\s\S]*## Books[\s\S]*Mind the price\.\n\n### Parameters/)
    expect(() => migrating(before, after, { all: '' })).toThrow(
      'books.md: no such note; write what users of books have to do',
    )
  })

  test('asks for the successor of each operation', async () => {
    const lost = await contract('1', { deprecated: true, 'x-successor': 'readBooks' }, { isbn: string })
    expect(() => migrating(lost, after, notes)).toThrow(
      'listBooks: its x-successor is readBooks; name an operation of the x-successor-document',
    )
  })
})
