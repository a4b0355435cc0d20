import { describe, expect, it } from 'vitest'
import type { Witness } from '../../../../scripts/diff/result.ts'
import { diff, document, type Json, said } from '../contracts.ts'

const string = { type: 'string' }
const integer = { type: 'integer' }
const list = (items: unknown) => ({ type: 'array', items })
const object = (properties: Json, more: Json = {}) => ({ type: 'object', properties, ...more })
const urlencoded = 'application/x-www-form-urlencoded'
const multipart = 'multipart/form-data'

function taking(type: string, schema: unknown, encoding?: Json): Json {
  const content = { [type]: { schema, ...(encoding && { encoding }) } }
  return document({
    '/things': { post: { requestBody: { required: true, content }, responses: { 204: { description: 'ok' } } } },
  })
}

function answering(type: string, schema: unknown): Json {
  const content = { [type]: { schema } }
  return document({ '/things': { get: { responses: { 200: { description: 'ok', content } } } } })
}

async function fieldsOf({ headers, body }: Witness): Promise<[string, unknown][]> {
  const form = await new Response(String(body), {
    headers: { 'content-type': headers['content-type'] ?? '' },
  }).formData()
  const texts = [...form].map(async ([name, value]) => [name, typeof value === 'string' ? value : await value.text()])
  return (await Promise.all(texts)) as [string, unknown][]
}

type Row = [name: string, before: unknown, after: unknown, encoding?: Json]

const alike: Row[] = [
  ['a whole number', object({ a: integer }), object({ a: string })],
  ['a number', object({ a: { type: 'number' } }), object({ a: string })],
  ['true and false', object({ a: { type: 'boolean' } }), object({ a: string })],
  ['null, which is not sent', object({ a: { type: ['string', 'null'] } }), object({ a: string })],
  [
    'few digits in short texts',
    object({ a: { ...integer, minimum: -9, maximum: 99 } }),
    object({ a: { ...string, maxLength: 2 } }),
  ],
  ['listed digits', object({ a: { enum: [1, 2] } }), object({ a: { enum: ['1', '2', 'x'] } })],
  ['listed texts of digits', object({ a: { enum: ['1', '2'] } }), object({ a: { enum: [1, 2, 3] } })],
  [
    'digits beside another text',
    object({ a: string, b: { ...string, pattern: '^[1-9]$' } }),
    object({ a: string, b: { ...integer, maximum: 9 } }),
  ],
  ['a list of numbers', object({ a: list(integer) }), object({ a: list(string) })],
  ['one text where a list is taken', object({ a: string }), object({ a: list(string) })],
  ['a file', object({ a: string }), object({ a: { ...string, format: 'binary' } })],
  [
    'in parts of an allOf',
    { allOf: [object({ a: integer }), object({ b: string })] },
    { allOf: [object({ a: string }), object({ b: string })] },
  ],
  [
    'members of any name',
    { type: 'object', additionalProperties: integer },
    { type: 'object', additionalProperties: string },
  ],
  [
    'a member written in brackets',
    object({ a: object({ b: integer }) }),
    object({ a: object({ b: string }) }),
    { a: { style: 'deepObject', explode: true } },
  ],
  [
    'beside alternatives that overlap',
    object({ a: integer, b: string, c: string }, { oneOf: [{ required: ['b'] }, { required: ['c'] }] }),
    object({ a: string, b: string, c: string }, { oneOf: [{ required: ['b'] }, { required: ['c'] }] }),
  ],
  [
    'in an alternative that is told apart',
    {
      oneOf: [
        object({ k: { const: 'x' }, a: integer }, { required: ['k'] }),
        object({ k: { const: 'y' } }, { required: ['k'] }),
      ],
    },
    {
      oneOf: [
        object({ k: { const: 'x' }, a: string }, { required: ['k'] }),
        object({ k: { const: 'y' } }, { required: ['k'] }),
      ],
    },
  ],
]

type Refusal = [name: string, before: unknown, after: unknown, sent: [string, string][], encoding?: Json]

const refused: Refusal[] = [
  ['a text where a whole number is taken', object({ a: string }), object({ a: integer }), [['a', 'a']]],
  [
    'a file where a whole number is taken',
    object({ a: { ...string, format: 'binary' } }),
    object({ a: integer }),
    [['a', 'a']],
  ],
  [
    'a fraction where a whole number is taken',
    object({ a: { type: 'number' } }),
    object({ a: integer }),
    [['a', '0.5']],
  ],
  [
    'a list where one text is taken',
    object({ a: list(string) }),
    object({ a: string }),
    [
      ['a', 'a'],
      ['a', 'a'],
    ],
  ],
  ['a text where an object is taken', object({ a: string }), object({ a: object({}) }), [['a', 'a']]],
  [
    'a number where its JSON is a text',
    object({ a: integer }),
    object({ a: string }),
    [['a', '0']],
    { a: { contentType: 'application/json' } },
  ],
  [
    'a text where its JSON is a number',
    object({ a: string }),
    object({ a: integer }),
    [['a', '"a"']],
    { a: { contentType: 'application/json' } },
  ],
  [
    'long digits where short texts are taken',
    object({ a: integer }),
    object({ a: { ...string, maxLength: 3 } }),
    [['a', expect.stringMatching(/^-?\d{3,}$/) as unknown as string]],
  ],
  ['nothing where something is taken', object({ a: integer }), object({ a: string }, { required: ['a'] }), []],
]

describe.each([urlencoded, multipart])('a form is text on the wire: %s', (type) => {
  it.each(alike)('taken: %s', async (_, before, after, encoding) => {
    const { changes } = await diff(taking(type, before, encoding), taking(type, after, encoding))
    expect(changes.map(({ level }) => level)).toEqual(changes.map(() => 'info'))
    expect(changes).not.toEqual([])
  })

  it.each(refused)('refused, with the body that is sent: %s', async (_, before, after, sent, encoding) => {
    const { changes } = await diff(taking(type, before, encoding), taking(type, after, encoding))
    expect(changes[0]).toMatchObject({ level: 'error', proof: 'witness' })
    const witness = changes[0]?.witness as Witness
    expect(witness.headers['content-type']).toMatch(type)
    if (sent.length > 0 || type === urlencoded) expect(await fieldsOf(witness)).toEqual(sent)
    else expect(witness.body).toBe('--part--\r\n')
  })

  it('holds for what the server sends', async () => {
    const one = answering(type, object({ a: integer }, { required: ['a'] }))
    const other = answering(type, object({ a: string }, { required: ['a'] }))
    expect(said((await diff(other, one)).changes)).toEqual(['info response-property-type-changed'])
    const { changes } = await diff(one, other)
    expect(said(changes)).toEqual(['error response-property-type-changed'])
    expect(await fieldsOf(changes[0]?.witness as Witness)).toEqual([['a', 'a']])
  })
})

describe('an object in a form', () => {
  const before = object({ a: object({ b: integer }) })
  const after = object({ a: object({ b: string }) })

  it('is JSON in a part of its own', async () => {
    const { changes } = await diff(taking(multipart, before), taking(multipart, after))
    expect(said(changes)).toEqual(['error request-property-type-changed'])
    expect(changes[0]?.witness?.body).toContain('Content-Type: application/json\r\n\r\n{"b":0}\r\n')
  })

  it('is JSON in a line, where `encoding` says nothing of it', async () => {
    const { changes } = await diff(taking(urlencoded, before), taking(urlencoded, after))
    expect(changes[0]).toMatchObject({ level: 'error', witness: { body: 'a=%7B%22b%22%3A0%7D' } })
    const { changes: opposite } = await diff(taking(urlencoded, after), taking(urlencoded, before))
    expect(opposite[0]).toMatchObject({ level: 'error', witness: { body: 'a=%7B%22b%22%3A%22a%22%7D' } })
  })
})

describe('other bodies', () => {
  it('of plain text are texts', async () => {
    expect(
      said((await diff(taking('text/plain', integer), taking('text/plain; charset=utf-8', string))).changes),
    ).toEqual(expect.arrayContaining(['info request-body-type-changed']))
    const { changes } = await diff(taking('text/plain', string), taking('text/plain', integer))
    expect(changes[0]).toMatchObject({ level: 'error', witness: { body: 'a' } })
  })

  it('of JSON are not', async () => {
    const { changes } = await diff(
      taking('application/json', object({ a: integer })),
      taking('application/json', object({ a: string })),
    )
    expect(changes[0]).toMatchObject({ level: 'error', witness: { body: { a: 0 } } })
  })
})
