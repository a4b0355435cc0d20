import { describe, expect, it } from 'vitest'
import { accepting, answering, both, diff, document, type Json, said } from '../contracts.ts'

const object = (properties: Json, required: string[] = []) => ({ type: 'object', required, properties })
const string = { type: 'string' }
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })

describe('one finding a cause', () => {
  const paths = {
    '/orders': { get: reply({ type: 'array', items: ref('Order') }) },
    '/orders/{id}': { get: reply(ref('Order')) },
    '/carts': { get: reply(object({ orders: { type: 'array', items: ref('Order') } })) },
  }
  function reply(schema: unknown): Json {
    return { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } }
  }

  it('names every operation that it reaches', async () => {
    const schemas = (total: unknown) => ({ Order: object({ id: string, total }, ['id', 'total']) })
    const { changes } = await diff(document(paths, schemas({ type: 'integer' })), document(paths, schemas(string)))
    expect(changes).toHaveLength(1)
    expect(changes[0]).toMatchObject({
      id: 'response-property-type-changed',
      level: 'error',
      proof: 'witness',
      operations: ['GET /orders', 'GET /orders/{id}', 'GET /carts'],
      pointer: {
        base: '/components/schemas/Order/properties/total/type',
        revision: '/components/schemas/Order/properties/total/type',
      },
    })
  })

  it('tells two causes in one schema apart, each with its own level', async () => {
    const before = accepting(object({ a: string, b: { type: 'integer' } }))
    const after = accepting(object({ a: { ...string, maxLength: 3 }, b: { type: 'number' } }))
    expect(said((await diff(before, after)).changes)).toEqual([
      'error request-property-max-length-set',
      'info request-property-type-generalized',
    ])
  })

  it('finds it in schemas that refer to each other', async () => {
    const schemas = (min: number) => ({
      A: object({ b: ref('B') }),
      B: object({ a: ref('A'), n: { type: 'integer', minimum: min } }),
    })
    const { changes } = await diff(accepting(ref('A'), schemas(0)), accepting(ref('A'), schemas(1)))
    expect(said(changes)).toEqual(['error request-property-min-increased'])
    expect(changes[0]?.witness?.body).toEqual({ b: { n: 0 } })
  })

  it('blames the change, not the one that another makes up for', async () => {
    const before = answering(object({ kind: { type: 'string', enum: ['a'] }, size: string }, ['size']))
    const after = answering(object({ kind: { oneOf: [{ const: 'a' }] }, size: string }))
    const { changes } = await diff(before, after)
    expect(said(changes.filter(({ level }) => level === 'error'))).toEqual(['error response-property-became-optional'])
  })
})

describe('a witness is a whole message', () => {
  it('request: path, query, headers and body of what else is required', async () => {
    const operation = (body: unknown) =>
      document({
        '/orders/{id}': {
          put: {
            parameters: [
              { name: 'id', in: 'path', required: true, schema: { type: 'string', pattern: '^o_[0-9]{2}$' } },
              { name: 'mode', in: 'query', required: true, schema: { enum: ['full'] } },
              { name: 'If-Match', in: 'header', required: true, schema: { const: '"1"' } },
              { name: 'trace', in: 'query', schema: string },
            ],
            requestBody: { required: true, content: { 'application/json': { schema: body } } },
            responses: { 204: { description: 'ok' } },
          },
        },
      })
    const { changes } = await diff(operation(object({ note: string })), operation(object({ note: string }, ['note'])))
    const [change] = changes
    expect(change?.witness).toMatchObject({
      kind: 'request',
      method: 'PUT',
      path: expect.stringMatching(/^\/orders\/o_\d\d\?mode=full$/),
      headers: { 'if-match': '"1"', 'content-type': 'application/json' },
      body: {},
      refusal: expect.stringContaining('note'),
    })
  })

  it('response: status, headers and body', async () => {
    const answer = (required: string[]) =>
      document({
        '/a': {
          get: {
            responses: {
              '2XX': {
                description: 'ok',
                headers: { ETag: { required: true, schema: { const: 'e' } } },
                content: { 'application/json': { schema: object({ id: string }, required) } },
              },
            },
          },
        },
      })
    const { changes } = await diff(answer(['id']), answer([]))
    expect(changes[0]?.witness).toMatchObject({
      kind: 'response',
      status: 200,
      headers: { etag: 'e', 'content-type': 'application/json' },
      body: {},
    })
  })

  it('leaves read-only members out of requests', async () => {
    const schema = (required: string[]) =>
      object({ id: { ...string, readOnly: true }, name: string }, ['id', ...required])
    const { changes } = await diff(accepting(schema([])), accepting(schema(['name'])))
    expect(changes[0]).toMatchObject({ level: 'error', witness: { body: {} } })
  })
})

describe('what is not known is a warning with its reason', () => {
  it('a change of a keyword that nobody reads', async () => {
    const { changes } = await diff(
      accepting({ type: 'string', frobnicate: 1 }),
      accepting({ type: 'string', frobnicate: 2 }),
    )
    expect(changes).toHaveLength(1)
    expect(changes[0]).toMatchObject({
      id: 'request-body-keyword-changed',
      level: 'warning',
      text: expect.stringContaining('frobnicate'),
    })
  })

  it('but not what stands beside such a keyword, which refuses nothing', async () => {
    const text = (more: object) => accepting({ type: 'string', frobnicate: 1, ...more })
    expect((await diff(text({}), text({ maxLength: 3 }))).changes).toMatchObject([{ level: 'error' }])
    expect((await diff(text({ maxLength: 3 }), text({}))).changes).toMatchObject([{ level: 'info', proof: 'proven' }])
  })

  it('what stands beside a keyword of an older draft that refuses values', async () => {
    const object = (more: object) => accepting({ type: 'object', dependencies: { a: ['b'] }, ...more })
    expect((await diff(object({}), object({ minProperties: 1 }))).changes).toMatchObject([
      { level: 'warning', text: expect.stringContaining('the keyword dependencies is not read') },
    ])
  })

  it('a schema that no value matches', async () => {
    const impossible = { type: 'string', minLength: 5, maxLength: 3 }
    const { changes } = await diff(accepting(impossible), accepting({ type: 'integer' }))
    expect(changes[0]).toMatchObject({ level: 'warning', proof: 'unknown' })
  })
})

describe('places', () => {
  const yaml = (type: string) => `openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a:
    get:
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                required: [n]
                properties:
                  n:
                    type: ${type}
`
  it('are file, line and column on both sides', async () => {
    const { changes } = await diff(yaml('integer'), yaml('string'))
    expect(changes[0]?.source).toEqual({ base: 'base.yaml:16:21', revision: 'revision.yaml:16:21' })
  })

  it('are missing on the side that has no such thing', async () => {
    const { changes } = await diff(both(object({})), both(object({ n: string })))
    expect(changes.map(({ source }) => source.base)).toEqual([null, null])
    expect(changes[0]?.source.revision).toMatch(/^revision\.yaml:\d+:\d+$/)
  })
})
