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
