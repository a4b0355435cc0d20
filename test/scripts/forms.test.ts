import { describe, expect, it } from 'vitest'
import { codes, document, raw, validatorsOf } from './support.ts'

const form = async (schema: object, { mediaType = 'application/x-www-form-urlencoded', encoding = {} } = {}) => {
  const content = { [mediaType]: { schema, encoding } }
  const post = {
    operationId: 'send',
    requestBody: { required: true, content },
    responses: { 204: { description: 'None' } },
  }
  const { requests } = await validatorsOf(document({ '/forms': { post } }))
  return (body: unknown) => requests.send?.(raw({ body, contentType: mediaType })) as never
}

const schema = {
  type: 'object',
  additionalProperties: false,
  required: ['grant'],
  properties: {
    grant: { type: 'string' },
    amount: { type: 'integer' },
    tags: { type: 'array', items: { type: 'integer' } },
    flag: { type: 'boolean', default: true },
  },
}

describe('forms', () => {
  it('are coerced by their schema, from text', async () => {
    expect((await form(schema))('grant=a+b%26c&amount=5&tags=1&tags=2')).toMatchObject({
      ok: true,
      value: { body: { grant: 'a b&c', amount: 5, tags: [1, 2], flag: true } },
    })
  })

  it('and from a record', async () => {
    expect((await form(schema))({ grant: 'a%20b', tags: ['1', '2'] })).toMatchObject({
      ok: true,
      value: { body: { grant: 'a%20b', tags: [1, 2] } },
    })
  })

  it('read a member as any alternative has it that names it', async () => {
    const number = { type: 'object', properties: { at: { type: 'integer' } } }
    const list = {
      type: 'object',
      required: ['more'],
      properties: { at: { type: 'array', items: { type: 'string' } } },
    }
    for (const oneOf of [
      [number, list],
      [list, number],
    ])
      expect((await form({ oneOf }))('at=-1')).toMatchObject({ ok: true, value: { body: { at: -1 } } })
  })

  it('report every mistake', async () => {
    expect(codes((await form(schema))('amount=0x10&amount2=1'))).toEqual([
      'body /amount TYPE',
      'body /amount2 UNKNOWN_MEMBER',
      'body /grant REQUIRED',
    ])
    expect(codes((await form(schema))('grant=a&grant=b'))).toEqual(['body /grant DUPLICATE'])
    expect(codes((await form(schema))('grant=%zz'))).toEqual(['body /grant MALFORMED'])
  })

  it('hold objects as JSON, or in brackets where the encoding says so', async () => {
    const nested = {
      type: 'object',
      properties: { card: { type: 'object', properties: { month: { type: 'integer' } } } },
    }
    const deep = await form(nested, { encoding: { card: { style: 'deepObject' } } })
    expect(deep('card[month]=12')).toMatchObject({ value: { body: { card: { month: 12 } } } })
    const json = await form(nested)
    expect(json('card=%7B%22month%22%3A12%7D')).toMatchObject({ value: { body: { card: { month: 12 } } } })
    expect(codes(json('card=%7B'))).toEqual(['body /card MALFORMED'])
  })

  it('keep files of multipart bodies as they are', async () => {
    const upload = { type: 'object', required: ['file'], properties: { file: {}, size: { type: 'integer' } } }
    const file = new Uint8Array([1, 2])
    expect((await form(upload, { mediaType: 'multipart/form-data' }))({ file, size: '2' })).toMatchObject({
      ok: true,
      value: { body: { file, size: 2 } },
    })
  })
})

const multipart = { mediaType: 'multipart/form-data' }
const bytes = (text: string) => new TextEncoder().encode(text)
const bodyOf = (checked: unknown) => (checked as { value: { body: unknown } }).value?.body ?? codes(checked as never)

describe('members of which no encoding speaks', () => {
  const part = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } }
  const properties = {
    meta: part,
    parts: { type: 'array', items: part },
    ids: { type: 'array', items: { type: 'integer' } },
    rows: { type: 'array', items: { type: 'array', items: { type: 'integer' } } },
    text: { type: 'string' },
    either: { oneOf: [{ type: 'string' }, part] },
  }

  it.each([
    ['an object is JSON', { meta: '{"n":1}' }, { meta: { n: 1 } }],
    ['wrong JSON is checked', { meta: '{"n":"x"}' }, ['body /meta/n TYPE']],
    ['no JSON is told', { meta: 'n' }, ['body /meta MALFORMED']],
    ['a list of objects is JSON item by item', { parts: ['{"n":1}', '{"n":2}'] }, { parts: [{ n: 1 }, { n: 2 }] }],
    ['a list of one', { parts: '{"n":1}' }, { parts: [{ n: 1 }] }],
    ['or as one text', { parts: '[{"n":1},{"n":2}]' }, { parts: [{ n: 1 }, { n: 2 }] }],
    ['a list of numbers too', { ids: '[1,2]' }, { ids: [1, 2] }],
    ['but a list of lists is not', { rows: '[1,2]' }, { rows: [[1, 2]] }],
    ['what was parsed stays', { meta: { n: 1 } }, { meta: { n: 1 } }],
    ['a text that looks like JSON', { text: '{"n":1}' }, { text: '{"n":1}' }],
    ['either', { either: '{"n":1}' }, { either: { n: 1 } }],
    ['or', { either: '{n' }, { either: '{n' }],
    ['bytes are UTF-8', { text: bytes('é'), meta: bytes('{"n":1}') }, { text: 'é', meta: { n: 1 } }],
    ['or no text', { text: new Uint8Array([0xff]) }, ['body /text TYPE']],
  ])('%s', async (_what, body, expected) => {
    for (const mediaType of ['multipart/form-data', 'application/x-www-form-urlencoded'])
      expect(bodyOf((await form({ type: 'object', properties }, { mediaType }))(body))).toEqual(expected)
  })

  it('are what an urlencoded form holds as text', async () => {
    const read = await form({ type: 'object', properties })
    const text = new URLSearchParams([
      ['meta', '{"n":1}'],
      ['parts', '{"n":1}'],
      ['parts', '{"n":2}'],
      ['text', 'a&b'],
    ])
    expect(bodyOf(read(`${text}`))).toEqual({ meta: { n: 1 }, parts: [{ n: 1 }, { n: 2 }], text: 'a&b' })
  })

  it('that are not named are read by what the rest may be', async () => {
    const read = await form({ type: 'object', additionalProperties: { type: 'array', items: { type: 'integer' } } })
    expect(bodyOf(read('a=1&a=2&b=3'))).toEqual({ a: [1, 2], b: [3] })
  })
})

describe('files', () => {
  const file = { type: 'string', contentMediaType: 'application/octet-stream' }
  const schema = {
    type: 'object',
    required: ['one'],
    properties: {
      one: { ...file, minLength: 2, maxLength: 3 },
      many: { type: 'array', items: file, maxItems: 2 },
      json: file,
      maybe: { anyOf: [file, { type: 'null' }] },
    },
  }
  const read = () => form(schema, { ...multipart, encoding: { json: { contentType: 'application/json' } } })

  it('are bytes or text, and their lengths are those of their bytes', async () => {
    const check = await read()
    const body = { one: bytes('ab'), many: bytes('c'), json: '{"a":1}', maybe: new Blob(['d']) }
    expect(bodyOf(check(body))).toEqual({ ...body, many: [bytes('c')] })
    expect(bodyOf(check({ one: 'ab' }))).toEqual({ one: 'ab' })
    expect(bodyOf(check({ one: bytes('abcd') }))).toEqual(['body /one MAX_LENGTH'])
    expect(bodyOf(check({ one: bytes('a') }))).toEqual(['body /one MIN_LENGTH'])
    expect(bodyOf(check({ one: 'ab', many: [bytes('a'), bytes('b'), bytes('c')] }))).toEqual(['body /many MAX_ITEMS'])
    expect(bodyOf(check({}))).toEqual(['body /one REQUIRED'])
  })

  it('are nothing else', async () => {
    const check = await form({ type: 'object', properties: { n: { type: 'integer' } } }, multipart)
    expect(bodyOf(check({ n: new Uint8Array([0xff]) }))).toEqual(['body /n TYPE'])
  })
})

describe('encoding', () => {
  const list = { type: 'array', items: { type: 'string' } }
  it.each([
    [{ style: 'form', explode: false }, 'l=a,b%2Cc', ['a', 'b,c']],
    [{ explode: true }, 'l=a&l=b', ['a', 'b']],
    [{ style: 'spaceDelimited' }, 'l=a+b%20c', ['a', 'b', 'c']],
    [{ style: 'pipeDelimited' }, 'l=a|b%7Cc', ['a', 'b', 'c']],
    [{ contentType: 'application/json' }, 'l=["a","b"]', ['a', 'b']],
    [{ contentType: 'text/csv, text/plain' }, 'l=a&l=b', ['a', 'b']],
    [{ contentType: 'application/xml, application/json' }, 'l=["a"]', ['a']],
    [{ headers: { 'X-A': { schema: {} } } }, 'l=a', ['a']],
  ])('of %j reads %s', async (encoding, text, expected) => {
    const read = await form({ type: 'object', properties: { l: list } }, { encoding: { l: encoding } })
    expect(bodyOf(read(text))).toEqual({ l: expected })
  })
})

it('styles of multipart forms count since 3.1 alone (3.0.3 §4.7.15)', async () => {
  const properties = { l: { type: 'array', items: { type: 'string' } } }
  const content = {
    'multipart/form-data': { schema: { type: 'object', properties }, encoding: { l: { explode: false } } },
  }
  const post = { operationId: 'send', requestBody: { content }, responses: { 204: { description: 'None' } } }
  const read = async (openapi: string) => {
    const { requests } = await validatorsOf({ ...document({ '/forms': { post } }), openapi })
    return bodyOf(requests.send?.(raw({ body: { l: 'a,b' }, contentType: 'multipart/form-data' })))
  }
  expect(await read('3.1.0')).toEqual({ l: ['a', 'b'] })
  expect(await read('3.0.3')).toEqual({ l: ['a,b'] })
})
