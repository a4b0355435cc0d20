import { describe, expect, it } from 'vitest'
import { codes, parameterDocument, raw, validatorsOf } from './support.ts'

const find = async (parameters: object[], path?: string) => {
  const { requests } = await validatorsOf(parameterDocument(parameters, path))
  return requests.find as NonNullable<typeof requests.find>
}
const query = (schema: object, more = {}) => ({ name: 'q', in: 'query', schema, ...more })

describe('scalars are coerced strictly', () => {
  const of = (type: string) => find([query({ type })])

  it.each([
    ['5', 5],
    ['-5', -5],
    ['0', 0],
    ['-0', 0],
    ['007', 7],
    ['9007199254740991', 9007199254740991],
  ])('integer %s is %d', async (text, value) => {
    const integer = await of('integer')
    expect(integer(raw({ query: `q=${text}` }))).toMatchObject({ ok: true, value: { query: { q: value } } })
  })

  it.each([
    '0x10',
    '%205',
    '5%20',
    '%2B5',
    '+5',
    '5.0',
    '1e1',
    '',
    'Infinity',
    'NaN',
    '1_000',
    '٣',
    '9007199254740993',
    'true',
  ])('integer %j is refused', async (text) => {
    const integer = await of('integer')
    expect(codes(integer(raw({ query: `q=${text}` })))).toEqual(['query /q TYPE'])
  })

  it.each([
    ['1.5', 1.5],
    ['-0.5', -0.5],
    ['1e2', 100],
    ['1E-2', 0.01],
    ['0', 0],
  ])('number %s is %d', async (text, value) => {
    const number = await of('number')
    expect(number(raw({ query: `q=${text}` }))).toMatchObject({ ok: true, value: { query: { q: value } } })
  })

  it.each(['01', '.5', '5.', '0x10', 'Infinity', '1e999', '-', '%205', '+1'])('number %j is refused', async (text) => {
    const number = await of('number')
    expect(codes(number(raw({ query: `q=${text}` })))).toEqual(['query /q TYPE'])
  })

  it('boolean is true or false', async () => {
    const boolean = await of('boolean')
    expect(boolean(raw({ query: 'q=true' }))).toMatchObject({ value: { query: { q: true } } })
    expect(boolean(raw({ query: 'q=false' }))).toMatchObject({ value: { query: { q: false } } })
    for (const text of ['TRUE', '1', '0', 'yes', ''])
      expect(codes(boolean(raw({ query: `q=${text}` })))).toEqual(['query /q TYPE'])
  })

  it('strings stay as they are', async () => {
    const text = await find([query({ type: 'string' })])
    expect(text(raw({ query: 'q=5+%2B%20a' }))).toMatchObject({ value: { query: { q: '5 + a' } } })
  })

  it('unions of types take the first that fits; null is the empty text where text is not allowed', async () => {
    const either = await find([query({ type: ['integer', 'boolean', 'string'] })])
    const nullable = await find([query({ anyOf: [{ type: 'integer' }, { type: 'null' }] })])
    expect(either(raw({ query: 'q=5' }))).toMatchObject({ value: { query: { q: 5 } } })
    expect(either(raw({ query: 'q=5x' }))).toMatchObject({ value: { query: { q: '5x' } } })
    expect(nullable(raw({ query: 'q=' }))).toMatchObject({ value: { query: { q: null } } })
  })

  it('types come from enum and const where nothing else names them', async () => {
    const one = await find([query({ enum: [1, 2] })])
    expect(one(raw({ query: 'q=2' }))).toMatchObject({ value: { query: { q: 2 } } })
    expect(codes(one(raw({ query: 'q=3' })))).toEqual(['query /q ENUM'])
  })
})

describe('styles (OpenAPI 3.1 §4.8.12.4)', () => {
  const list = { type: 'array', items: { type: 'integer' } }
  const object = { type: 'object', properties: { r: { type: 'integer' }, g: { type: 'boolean' } } }
  const nested = {
    type: 'object',
    properties: { a: { type: 'object', properties: { b: { type: 'array', items: { type: 'integer' } } } } },
  }

  it.each([
    ['form, exploded list', list, {}, 'q=1&q=2', [1, 2]],
    ['form, list', list, { explode: false }, 'q=1,2', [1, 2]],
    [
      'form, escaped comma',
      { type: 'array', items: { type: 'string' } },
      { explode: false },
      'q=a%2Cb,c',
      ['a,b', 'c'],
    ],
    ['spaceDelimited', list, { style: 'spaceDelimited', explode: false }, 'q=1%202', [1, 2]],
    ['pipeDelimited', list, { style: 'pipeDelimited', explode: false }, 'q=1%7C2|3', [1, 2, 3]],
    ['form, exploded object', object, {}, 'r=1&g=true', { r: 1, g: true }],
    ['form, object', object, { explode: false }, 'q=r,1,g,true', { r: 1, g: true }],
    ['deepObject', object, { style: 'deepObject' }, 'q[r]=1&q%5Bg%5D=false', { r: 1, g: false }],
    ['deepObject, nested', nested, { style: 'deepObject' }, 'q[a][b]=1&q[a][b]=2', { a: { b: [1, 2] } }],
  ])('query: %s', async (_name, schema, more, text, value) => {
    expect((await find([query(schema, more)]))(raw({ query: text }))).toMatchObject({
      ok: true,
      value: { query: { q: value } },
    })
  })

  it.each([
    ['simple', list, {}, '1,2', [1, 2]],
    ['label', list, { style: 'label' }, '.1,2', [1, 2]],
    ['label, exploded', list, { style: 'label', explode: true }, '.1.2', [1, 2]],
    ['matrix', list, { style: 'matrix' }, ';p=1,2', [1, 2]],
    ['matrix, exploded', list, { style: 'matrix', explode: true }, ';p=1;p=2', [1, 2]],
    ['matrix, scalar', { type: 'integer' }, { style: 'matrix' }, ';p=7', 7],
    ['simple object', object, {}, 'r,1,g,true', { r: 1, g: true }],
    ['simple object, exploded', object, { explode: true }, 'r=1,g=true', { r: 1, g: true }],
    ['matrix object, exploded', object, { style: 'matrix', explode: true }, ';r=1;g=true', { r: 1, g: true }],
  ])('path: %s', async (_name, schema, more, text, value) => {
    const check = await find([{ name: 'p', in: 'path', required: true, schema, ...more }], '/things/{p}')
    expect(check(raw({ path: { p: text } }))).toMatchObject({ ok: true, value: { path: { p: value } } })
  })

  it('headers are found in lower case, cookies in the cookie header, content is parsed', async () => {
    const check = await find([
      { name: 'X-Limit', in: 'header', schema: { type: 'integer', default: 3 } },
      { name: 'X-Tags', in: 'header', schema: { type: 'array', items: { type: 'string' } } },
      { name: 'session', in: 'cookie', schema: { type: 'integer' } },
      { name: 'filter', in: 'query', content: { 'application/json': { schema: { type: 'object', required: ['a'] } } } },
    ])
    expect(
      check(raw({ headers: { 'x-tags': 'a, b', cookie: 'x=1; session=42' }, query: 'filter=%7B%22a%22%3A1%7D' })),
    ).toMatchObject({
      value: { headers: { 'x-limit': 3, 'x-tags': ['a', 'b'] }, cookies: { session: 42 }, query: { filter: { a: 1 } } },
    })
    expect(codes(check(raw({ query: 'filter=%7B' })))).toEqual(['query /filter MALFORMED'])
    expect(codes(check(raw({ query: 'filter=%7B%7D' })))).toEqual(['query /filter/a REQUIRED'])
  })
})

describe('what a query must not hold', () => {
  it('unknown names, all of them, once each', async () => {
    const check = await find([query({ type: 'string' })])
    expect(codes(check(raw({ query: 'q=1&x=1&x=2&__proto__=1&q[a]=1' })))).toEqual([
      'query /__proto__ UNKNOWN_PARAMETER',
      'query /q[a] UNKNOWN_PARAMETER',
      'query /x UNKNOWN_PARAMETER',
    ])
  })

  it('the same scalar twice, broken escapes, contradictions', async () => {
    const check = await find([
      query({ type: 'integer' }),
      { name: 'o', in: 'query', style: 'deepObject', schema: { type: 'object' } },
    ])
    expect(codes(check(raw({ query: 'q=1&q=2' })))).toEqual(['query /q DUPLICATE'])
    expect(codes(check(raw({ query: 'q=%E0%A4' })))).toEqual(['query /q MALFORMED'])
    expect(codes(check(raw({ query: 'o[a]=1&o[a][b]=2' })))).toEqual(['query /o DUPLICATE'])
  })

  it('nothing required is missing; what could not be read is not missing too', async () => {
    const check = await find([query({ type: 'integer' }, { required: true })])
    expect(codes(check(raw()))).toEqual(['query /q REQUIRED'])
    expect(codes(check(raw({ query: 'q=%' })))).toEqual(['query /q MALFORMED'])
  })

  it('lets a name through that carries credentials', async () => {
    const source = parameterDocument([])
    const { requests } = await validatorsOf({
      ...source,
      security: [{ key: [] }],
      components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'token' } } },
    })
    expect(codes(requests.find?.(raw({ query: 'token=1&other=2' })) as never)).toEqual([
      'query /other UNKNOWN_PARAMETER',
    ])
  })

  it('accepts an empty text where allowEmptyValue says so', async () => {
    const check = await find([query({ type: 'integer' }, { allowEmptyValue: true })])
    expect(check(raw({ query: 'q=' }))).toMatchObject({ ok: true, value: { query: { q: '' } } })
    expect(codes(check(raw({ query: 'q=x' })))).toEqual(['query /q TYPE'])
  })
})

it('tells of a hundred unknown parameters at most', async () => {
  const check = await find([query({ type: 'string' })])
  const many = Array.from({ length: 300 }, (_, index) => `k${index}=1`).join('&')
  expect(codes(check(raw({ query: many })))).toHaveLength(100)
})
