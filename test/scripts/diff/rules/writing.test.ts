import { describe, expect, it } from 'vitest'
import { diff, document, type Json, said } from '../contracts.ts'

const string = { type: 'string' }
const integer = { type: 'integer' }
const list = (items: Json, more: Json = {}) => ({ type: 'array', items, ...more })
const object = { type: 'object', properties: { a: string } }

const having = (place: string, schema: Json, more: Json = {}) =>
  document({
    [place === 'path' ? '/things/{it}' : '/things']: {
      get: {
        parameters: [{ name: 'it', in: place, required: true, ...(schema && { schema }), ...more }],
        responses: { 204: { description: 'ok' } },
      },
    },
  })
const holding = (type: string, schema: Json) =>
  document({
    '/things': {
      get: {
        parameters: [{ name: 'it', in: 'query', required: true, content: { [type]: { schema } } }],
        responses: { 204: { description: 'ok' } },
      },
    },
  })

type Row = [name: string, before: Json, after: Json, changes: string[]]

const alike: Row[] = [
  [
    'a list in a path',
    having('path', list(string)),
    having('path', list(string), { explode: true }),
    ['info request-parameter-explode-changed'],
  ],
  [
    'a list in a header',
    having('header', list(string)),
    having('header', list(string), { explode: true }),
    ['info request-parameter-explode-changed'],
  ],
  [
    'a text by alternatives',
    having('query', { anyOf: [string, integer] }),
    having('query', { anyOf: [string, integer] }, { explode: false }),
    ['info request-parameter-explode-changed'],
  ],
  [
    'a text in parts',
    having('query', { allOf: [string, { maxLength: 3 }] }),
    having('query', { allOf: [string, { maxLength: 3 }] }, { explode: false }),
    ['info request-parameter-explode-changed'],
  ],
  [
    'a list of one at most',
    having('query', list(string, { maxItems: 1 })),
    having('query', list(string, { maxItems: 1 }), { explode: false }),
    ['info request-parameter-explode-changed'],
  ],
  [
    'one text for a list with bars',
    having('query', string),
    having('query', list(string), { style: 'pipeDelimited', explode: false }),
    ['info request-parameter-style-changed', 'info request-parameter-type-changed'],
  ],
  [
    'a list with commas for a text',
    having('query', list(integer), { explode: false }),
    having('query', string),
    ['info request-parameter-explode-changed', 'info request-parameter-type-changed'],
  ],
  [
    'JSON in UTF-8',
    holding('application/json', string),
    holding('application/json; charset=utf-8', string),
    ['info contract-restated'],
  ],
  [
    'plain text',
    holding('text/plain', integer),
    holding('text/plain', string),
    ['info request-parameter-type-changed'],
  ],
  [
    'plain text, by a schema',
    holding('text/plain', string),
    having('query', string),
    ['info request-parameter-content-changed'],
  ],
]

const otherwise: Row[] = [
  [
    'an object in a path',
    having('path', object),
    having('path', object, { explode: true }),
    ['error request-parameter-explode-changed'],
  ],
  [
    'a list in a query',
    having('query', list(string)),
    having('query', list(string), { explode: false }),
    ['error request-parameter-explode-changed'],
  ],
  [
    'a list after dots',
    having('path', list(string), { style: 'label' }),
    having('path', list(string), { style: 'label', explode: true }),
    ['error request-parameter-explode-changed'],
  ],
  [
    'a text after a dot',
    having('path', string, { style: 'label' }),
    having('path', string),
    ['error request-parameter-style-changed'],
  ],
  [
    'a repeated name for a text',
    having('query', list(string)),
    having('query', string),
    ['error request-parameter-type-changed'],
  ],
  [
    'a text for numbers with commas',
    having('query', string, { explode: false }),
    having('query', list(integer), { explode: false }),
    ['error request-parameter-type-changed'],
  ],
  [
    'JSON',
    holding('application/json', integer),
    holding('application/json', string),
    ['error request-parameter-type-changed'],
  ],
  [
    'JSON as plain text',
    holding('application/json', string),
    holding('text/plain', string),
    ['error request-parameter-content-changed'],
  ],
]

describe('how a parameter is written', () => {
  const brackets = { style: 'deepObject' }
  const figures: Row = [
    'a number in JSON',
    holding('application/json', integer),
    having('query', integer),
    ['info request-parameter-content-changed'],
  ]
  const dotted: Row[] = [
    [
      'brackets',
      having('query', object, brackets),
      having('query', object, { ...brackets, explode: true }),
      ['info contract-restated'],
    ],
    [
      'a text after a dot',
      having('path', string, { style: 'label' }),
      having('path', string, { style: 'label', explode: true }),
      ['info request-parameter-explode-changed'],
    ],
  ]
  it.each([...alike, ...dotted, figures])('is the same: %s', async (_, before, after, changes) => {
    expect(said((await diff(before, after)).changes)).toEqual(changes)
  })

  it.each(otherwise)('is another one: %s', async (_, before, after, changes) => {
    expect(said((await diff(before, after)).changes)).toEqual(changes)
  })

  it('is shown as it is sent', async () => {
    const { changes } = await diff(holding('text/plain', string), holding('text/plain', integer))
    expect(changes[0]?.witness?.path).toBe('/things?it=a')
    const deep = (b: Json) => ({
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'object', required: ['b'], properties: { b } } },
    })
    const brackets = { style: 'deepObject', explode: true }
    const nested = await diff(having('query', deep(string), brackets), having('query', deep(integer), brackets))
    expect(nested.changes[0]?.witness?.path).toBe('/things?it[a][b]=a')
  })
})
