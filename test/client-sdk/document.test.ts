import { describe, expect, it } from 'vitest'
import { type Answer, clientOf, operation } from './generated.ts'

const parameter = (name: string, place: string, more: object) => ({ name, in: place, ...more })
const list = { schema: { type: 'array', items: { type: 'string' } } }

describe('servers', () => {
  it('of a path and of an operation win over the base, relative ones too', async () => {
    const { call, sent } = await clientOf({
      '/a': { servers: [{ url: 'https://a.test/v9/' }], get: operation('a') },
      '/b/{id}': {
        servers: [{ url: 'https://never.test' }],
        get: operation('b', {
          servers: [{ url: '/{stage}', variables: { stage: { default: 'beta' } } }],
          parameters: [parameter('id', 'path', { required: true, schema: { type: 'string' } })],
        }),
      },
      '/c': { get: operation('c') },
    })
    await call.a()
    await call.b('x/y')
    await call.c()
    expect(sent.map(({ url }) => url)).toEqual([
      'https://a.test/v9/a',
      'https://api.test/beta/b/x%2Fy',
      'https://api.test/v3/c',
    ])
  })
})

describe('API keys', () => {
  const securitySchemes = {
    token: { type: 'apiKey', in: 'query', name: 'api key' },
    Sid: { type: 'apiKey', in: 'cookie', name: 'Sid' },
    other: { type: 'http', scheme: 'bearer' },
  }
  const key = { type: 'apiKey', in: 'query', name: 'Token' }

  it('go where their schemes say, beside what is there', async () => {
    const { connect, sent } = await clientOf(
      {
        '/plain': { get: operation('plain') },
        '/more': {
          get: operation('more', {
            parameters: [parameter('q', 'query', list), parameter('c', 'cookie', { schema: { type: 'string' } })],
          }),
        },
      },
      { security: [{ key: [], Sid: [] }], components: { securitySchemes: { ...securitySchemes, key } } },
    )
    const call = connect({ auth: () => ({ Token: 'a&b', Sid: 's', 'X-Other': 'o' }) })
    await call.plain()
    await call.more.safe({ q: ['1'] }, { c: 'd' })
    expect(sent.map(({ url }) => url)).toEqual([
      'https://api.test/v3/plain?Token=a%26b',
      'https://api.test/v3/more?q=1&Token=a%26b',
    ])
    expect(sent.map(({ headers }) => headers.cookie)).toEqual(['Sid=s', 'c=d; Sid=s'])
    expect(sent[0]?.headers).toMatchObject({ 'x-other': 'o' })
    expect(sent[0]?.headers).not.toHaveProperty('token')
  })
})

describe('answers', () => {
  const thing = { type: 'object', properties: { id: { type: 'integer' } } }
  const get = async (content: object, answer: Answer) =>
    (
      await clientOf(
        { '/x': { get: operation('x', { responses: { 200: { description: 'OK', content } } }) } },
        {},
        { status: 200, ...answer },
      )
    ).call.x.safe()

  it.each([
    ['*/*', 'application/json', '{"id":1}', { id: 1 }],
    ['application/*', 'application/vnd.x+json; v=1', '{"id":1}', { id: 1 }],
    ['application/json; charset=UTF-8', 'application/json', '{"id":1}', { id: 1 }],
    ['Application/JSON', 'application/json;charset=utf-8', '{"id":1}', { id: 1 }],
    ['*/*', 'text/plain', 'hi', 'hi'],
  ])('documented as %s and sent as %s are read by what came', async (mediaType, type, text, data) => {
    expect(await get({ [mediaType]: { schema: thing } }, { type, text })).toMatchObject({ ok: true, data })
  })

  it('of another type than documented are told', async () => {
    const result = await get({ 'application/*': { schema: thing } }, { type: 'text/html', text: '<p>' })
    expect(result).toMatchObject({ code: 'ANSWER_UNDOCUMENTED' })
  })

  it.each([
    ['null', { type: ['object', 'null'] }, { ok: true, data: null }],
    ['7', { type: 'integer' }, { ok: true, data: 7 }],
    ['7', thing, { ok: false, code: 'ANSWER_UNEXPECTED' }],
  ])('of %j are taken where the schema %j does', async (text, schema, result) => {
    expect(await get({ 'application/json': { schema } }, { type: 'application/json', text })).toMatchObject(result)
  })

  it('of any type are bytes where their schema is a file', async () => {
    const content = { '*/*': { schema: { type: 'string', format: 'binary' } } }
    const x = operation('x', { responses: { 200: { description: 'OK', content } } })
    const { files } = await clientOf({ '/x': { get: x } })
    expect(files['all.ts']).toContain('Promise<Blob>')
  })
})

describe('what cannot be written is refused by name before it is sent', () => {
  const schemas = { list, map: { schema: { type: 'object', additionalProperties: { type: 'string' } } } }
  const queryOf = (name: string, more: object) => ({
    get: operation('x', { parameters: [parameter(name, 'query', more)] }),
  })

  it.each([
    ['an empty list that is required', { ...schemas.list, required: true }, []],
    ['an empty object that is required', { ...schemas.map, required: true }, {}],
    ['null that is required', { ...schemas.list, required: true, explode: false }, null],
    ['a list in a list', schemas.list, [['a']]],
    ['an object in a list', schemas.list, [{ a: 1 }]],
    ['a space between spaces', { ...schemas.list, style: 'spaceDelimited', explode: false }, ['a b']],
    ['a bar between bars', { ...schemas.list, style: 'pipeDelimited', explode: false }, ['a|b']],
    ['a bracket between brackets', { ...schemas.map, style: 'deepObject' }, { 'a]': 'b' }],
    ['a list as a deep object', { ...schemas.map, style: 'deepObject' }, ['a']],
  ])('%s', async (_what, more, value) => {
    const { call, sent } = await clientOf({ '/x': queryOf('ids', more) })
    const { ok, code, error } = await call.x.safe({ ids: value })
    expect([ok, code, error?.message, sent]).toEqual([
      false,
      'ARGUMENT_INVALID',
      expect.stringContaining('"ids" cannot be'),
      [],
    ])
  })

  it('and what may be left out is left out', async () => {
    const { call, sent } = await clientOf({
      '/x': queryOf('ids', { ...schemas.list, style: 'pipeDelimited', explode: false }),
    })
    await call.x({ ids: [] })
    await call.x({ ids: [null] })
    await call.x({ ids: null })
    expect(sent.map(({ url }) => url)).toEqual(Array(3).fill('https://api.test/v3/x'))
  })
})

describe('bodies', () => {
  it('of GET are left out (OpenAPI 3.0.3 §4.7.10)', async () => {
    const requestBody = { required: true, content: { 'application/json': { schema: {} } } }
    const { call, sent } = await clientOf({ '/x': { get: operation('x', { requestBody }) } })
    expect((await call.x.safe()).ok).toBe(true)
    expect(sent[0]?.body).toBeUndefined()
  })

  it('keep the parameters of their media type', async () => {
    const requestBody = { required: true, content: { 'application/json; v=2': { schema: {} } } }
    const { call, sent } = await clientOf({ '/x': { post: operation('x', { requestBody }) } })
    await call.x({ a: 1 })
    expect(sent[0]).toMatchObject({ body: '{"a":1}', headers: { 'content-type': 'application/json; v=2' } })
  })

  it('of multipart forms have the media types of their encoding', async () => {
    const properties = {
      meta: {},
      page: { type: 'string', format: 'binary' },
      note: { type: 'string' },
      rows: list.schema,
    }
    const encoding = {
      meta: { contentType: 'application/vnd.acme+json' },
      page: { contentType: 'image/*, application/pdf' },
      note: { contentType: 'text/markdown' },
    }
    const content = { 'multipart/form-data': { schema: { type: 'object', properties }, encoding } }
    const { call, sent } = await clientOf({ '/x': { post: operation('x', { requestBody: { content } }) } })
    const own = new Blob(['b'], { type: 'image/png' })
    await call.x({ meta: { a: 1 }, page: [new Uint8Array([1]), own], note: '# t', rows: ['a', 'b'] })
    const [{ body } = { body: undefined }] = sent
    const parts = [...(body as FormData)].map(([name, part]) => [name, typeof part === 'string' ? part : part.type])
    expect(parts).toEqual([
      ['meta', 'application/vnd.acme+json'],
      ['page', 'application/pdf'],
      ['page', 'image/png'],
      ['note', 'text/markdown'],
      ['rows', 'a'],
      ['rows', 'b'],
    ])
  })
})

describe('a body that may be of several media types', () => {
  const types = [
    'application/json',
    'multipart/form-data',
    'application/x-www-form-urlencoded',
    'text/csv',
    'image/png',
  ]
  const content = Object.fromEntries(types.map((mediaType) => [mediaType, { schema: {} }]))

  it.each([
    ['an object', { a: 1 }, 'application/json'],
    ['a text', 'a;b', 'text/csv'],
    ['a form', new URLSearchParams('a=1'), 'application/x-www-form-urlencoded'],
    ['bytes', new Uint8Array([1]), 'text/csv'],
    ['parts', new FormData(), undefined],
  ])('is of the first that suits %s', async (_what, value, type) => {
    const { call, sent } = await clientOf({ '/x': { post: operation('x', { requestBody: { content } }) } })
    await call.x(value)
    expect([sent[0]?.headers['content-type'], sent[0]?.body instanceof FormData]).toEqual([type, type === undefined])
  })

  it('is bytes or JSON where it may be of any', async () => {
    const requestBody = { required: true, content: { 'application/*': { schema: {} } } }
    const { call, sent } = await clientOf({ '/x': { post: operation('x', { requestBody }) } })
    await call.x(new Uint8Array([1]))
    await call.x([1])
    const types = sent.map(({ headers }) => headers['content-type'])
    expect([types, sent[0]?.body, sent[1]?.body]).toEqual([
      ['application/octet-stream', 'application/json'],
      new Uint8Array([1]),
      '[1]',
    ])
  })

  it('is of the one that the call names', async () => {
    const { call, sent } = await clientOf({ '/x': { post: operation('x', { requestBody: { content } }) } })
    await call.x(new Blob(['x']), { contentType: 'image/png' })
    expect(sent[0]?.headers['content-type']).toBe('image/png')
    expect(await call.x.safe({}, { contentType: 'a/b' })).toMatchObject({ code: 'ARGUMENT_INVALID' })
  })
})

describe('types', () => {
  const bodyOf = async (mediaType: string, schema: object, components = {}) => {
    const requestBody = { required: true, content: { [mediaType]: { schema } } }
    const { files } = await clientOf({ '/x': { post: operation('x', { requestBody }) } }, { components })
    return `${files['all.ts']}${files['schemas.ts']}`
  }
  const tuple = (more: object) => ({
    type: 'object',
    properties: { t: { type: 'array', prefixItems: [{ type: 'number' }, { type: 'number' }], ...more } },
  })

  it.each([
    [{ minItems: 2, maxItems: 2 }, '[number, number]'],
    [{ minItems: 1, maxItems: 1 }, '[number]'],
    [{ items: false }, '[number?, number?]'],
    [{ minItems: 2 }, '[number, number, ...unknown[]]'],
  ])('of a tuple with %j are %s', async (more, type) => {
    expect(await bodyOf('application/json', tuple(more))).toContain(`t?: ${type}`)
  })

  it('of a file are bytes in a form and a text in JSON', async () => {
    const schema = { type: 'object', properties: { f: { type: 'string', format: 'binary' } } }
    expect(await bodyOf('multipart/form-data', schema)).toContain('f?: Blob | undefined')
    expect(await bodyOf('application/json', schema)).toContain('f?: string | undefined')
    const reference = { $ref: '#/components/schemas/Upload' }
    expect(await bodyOf('multipart/form-data', reference, { schemas: { Upload: schema } })).toContain('f?: Blob')
  })
})
