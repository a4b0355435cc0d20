import { describe, expect, it } from 'vitest'
import { codes, document, parameterDocument, raw, validatorsOf } from './support.ts'

const find = async (parameters: object[], path?: string) => {
  const { requests } = await validatorsOf(parameterDocument(parameters, path))
  return (given: object) => {
    const checked = requests.find?.(raw(given)) as never as { ok: boolean; value: Record<string, unknown> }
    return checked.ok ? checked.value : codes(checked as never)
  }
}
const integers = { type: 'object', additionalProperties: { type: 'integer' } }
const page = { name: 'page', in: 'query', schema: { type: 'integer' } }
const filters = { name: 'filters', in: 'query', schema: integers }

describe('a free-form object in a query', () => {
  it('has the names that nothing else reads as its members', async () => {
    const check = await find([filters, page])
    expect(check({ query: 'a=1&b=2&page=3' })).toMatchObject({ query: { filters: { a: 1, b: 2 }, page: 3 } })
    expect(check({ query: 'page=3' })).toMatchObject({ query: { page: 3 } })
    expect(check({ query: 'a=x' })).toEqual(['query /filters/a TYPE'])
    expect(check({ query: 'a=1&a=2' })).toEqual(['query /filters DUPLICATE'])
    expect(check({ query: 'filters=1&__proto__=2' })).toMatchObject({
      query: { filters: JSON.parse('{"filters":1,"__proto__":2}') },
    })
  })

  it('is there with any member where it is required', async () => {
    const check = await find([{ ...filters, required: true }, page])
    expect(check({ query: 'a=1' })).toMatchObject({ query: { filters: { a: 1 } } })
    expect(check({ query: 'page=1' })).toEqual(['query /filters REQUIRED'])
  })

  it('has members by name beside the others, and none where they are closed', async () => {
    const properties = { n: { type: 'integer' } }
    const open = await find([{ ...filters, schema: { type: 'object', properties } }])
    expect(open({ query: 'n=1&x=y' })).toMatchObject({ query: { filters: { n: 1, x: 'y' } } })
    const closed = await find([{ ...filters, schema: { type: 'object', properties, additionalProperties: false } }])
    expect(closed({ query: 'n=1&x=y' })).toEqual(['query /x UNKNOWN_PARAMETER'])
  })

  it('leaves credentials alone', async () => {
    const get = { operationId: 'find', parameters: [filters], responses: { 204: { description: 'None' } } }
    const securitySchemes = { key: { type: 'apiKey', in: 'query', name: 'token' } }
    const { requests } = await validatorsOf(
      document({ '/x': { get } }, { securitySchemes }, { security: [{ key: [] }] }),
    )
    expect(requests.find?.(raw({ query: 'token=s&a=1' }))).toMatchObject({ value: { query: { filters: { a: 1 } } } })
  })
})

describe('cookies', () => {
  const cookie = (schema: object, more = {}) => find([{ name: 'c', in: 'cookie', schema, ...more }])
  const list = { type: 'array', items: { type: 'integer' } }

  it.each([
    [list, {}, 'c=1; c=2', [1, 2]],
    [list, {}, 'c=1&c=2', [1, 2]],
    [list, {}, 'c=1', [1]],
    [list, { explode: false }, 'c=1,2', [1, 2]],
    [integers, {}, 'a=1; b=2', { a: 1, b: 2 }],
    [integers, {}, 'a=1&b=2', { a: 1, b: 2 }],
    [integers, { explode: false }, 'c=a,1,b,2', { a: 1, b: 2 }],
    [{ type: 'string' }, {}, 'c=a&b%26', 'a&b&'],
  ])('of %j with %j are read from %s', async (schema, more, header, expected) => {
    expect((await cookie(schema, more))({ headers: { cookie: header } })).toMatchObject({ cookies: { c: expected } })
  })

  it('with content are JSON', async () => {
    const check = await find([{ name: 'c', in: 'cookie', content: { 'application/json': { schema: list } } }])
    expect(check({ headers: { cookie: 'c=%5B1%2C2%5D' } })).toMatchObject({ cookies: { c: [1, 2] } })
    expect(check({ headers: { cookie: 'c=%5B' } })).toEqual(['cookies /c MALFORMED'])
  })
})

describe('a path is taken apart before it is decoded', () => {
  const list = { type: 'array', items: { type: 'string' } }
  const path = (schema: object, more = {}) =>
    find([{ name: 'p', in: 'path', required: true, schema, ...more }], '/things/{p}')

  it.each([
    [list, {}, 'a%2Cb,c', ['a,b', 'c']],
    [list, { style: 'label', explode: true }, '.a%2Eb.c', ['a.b', 'c']],
    [list, { style: 'matrix', explode: true }, ';p=a%3Bb;p=c', ['a;b', 'c']],
    [{ type: 'string' }, {}, 'a%20b', 'a b'],
  ])('of %j with %j is read from %s', async (schema, more, p, expected) => {
    expect((await path(schema, more))({ path: { p } })).toMatchObject({ path: { p: expected } })
  })

  it('and a broken escape is told', async () => {
    expect((await path({ type: 'string' }))({ path: { p: '%zz' } })).toEqual(['path /p MALFORMED'])
  })
})

describe('deep objects', () => {
  const items = { type: 'object', properties: { x: { type: 'integer' }, y: { type: 'integer' } } }
  const schema = { type: 'object', properties: { l: { type: 'array', items } } }
  const deep = () => find([{ name: 'd', in: 'query', style: 'deepObject', schema }])

  it.each([
    ['d[l][0][x]=1&d[l][1][x]=2', [{ x: 1 }, { x: 2 }]],
    ['d[l][0][x]=1&d[l][0][y]=2', [{ x: 1, y: 2 }]],
    ['d[l][][x]=1&d[l][][y]=2&d[l][][x]=3', [{ x: 1, y: 2 }, { x: 3 }]],
    ['d%5Bl%5D%5B0%5D%5Bx%5D=1', [{ x: 1 }]],
  ])('have lists of objects: %s', async (query, l) => {
    expect((await deep())({ query })).toMatchObject({ query: { d: { l } } })
  })

  it.each([
    ['d[l][1][x]=1', 'query /d MALFORMED'],
    ['d[l]=1&d[l][0][x]=1', 'query /d DUPLICATE'],
  ])('%s is %s', async (query, code) => expect((await deep())({ query })).toEqual([code]))
})
