import { describe, expect, it, onTestFinished } from 'vitest'
import { mock } from '../../../scripts/mock/mock.ts'
import { preferences } from '../../../scripts/mock/prefer.ts'
import { sample } from '../../../scripts/mock/sample.ts'
import { bodyDocument, document, loadDocument } from '../support.ts'

async function running(source: object): Promise<string> {
  const started = await mock([await loadDocument(source)])
  onTestFinished(() => started.close())
  return started.url
}

const answering = (content: object, more: object = {}) => ({
  operationId: 'show',
  responses: { 200: { description: 'OK', content } },
  ...more,
})

describe('credentials', () => {
  const schemes = {
    bearer: { type: 'http', scheme: 'bearer' },
    header: { type: 'apiKey', in: 'header', name: 'X-Key' },
    query: { type: 'apiKey', in: 'query', name: 'key' },
    cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
    oauth: { type: 'oauth2', flows: {} },
  }
  const statuses = async (security: object[], ...given: [query: string, headers: Record<string, string>][]) => {
    const operation = answering({ 'application/json': { example: 1 } }, { security })
    const url = await running(document({ '/a': { get: operation } }, { securitySchemes: schemes }))
    return Promise.all(given.map(async ([query, headers]) => (await fetch(`${url}/a${query}`, { headers })).status))
  }

  it.each([
    ['bearer', '', { authorization: 'bearer t' }],
    ['header', '', { 'x-key': 'k' }],
    ['query', '?key=k', {}],
    ['cookie', '', { cookie: 'a=b; sid=s' }],
    ['oauth', '', { authorization: 'Bearer t' }],
  ] as const)('of the scheme %s are demanded', async (name, query, headers) => {
    expect(await statuses([{ [name]: [] }], ['', {}], [query, headers])).toEqual([401, 200])
  })

  it('must meet one whole alternative, of which the empty one asks for nothing', async () => {
    const both = [{ bearer: [], header: [] }]
    const bearer = { authorization: 'Bearer t' }
    expect(await statuses(both, ['', bearer], ['', { ...bearer, 'x-key': 'k' }])).toEqual([401, 200])
    expect(await statuses([...both, {}], ['', {}])).toEqual([200])
    expect(await statuses([{ bearer: [] }], ['', { authorization: 'Basic eDp5' }])).toEqual([401])
  })

  it('are named by the challenge, beside the 401 of the contract', async () => {
    const responses = {
      204: { description: 'Done' },
      401: { description: 'Who', content: { 'text/plain': { example: 'who' } } },
    }
    const operation = { operationId: 'a', security: [{ bearer: [] }], responses }
    const url = await running(document({ '/a': { get: operation } }, { securitySchemes: schemes }))
    const answer = await fetch(`${url}/a`)
    expect([answer.status, answer.headers.get('www-authenticate'), await answer.text()]).toEqual([401, 'Bearer', 'who'])
  })
})

describe('servers', () => {
  it('of an operation or a path replace those of the document, with their variables at the defaults', async () => {
    const get = (id: string, more: object = {}) => ({
      operationId: id,
      responses: { 204: { description: 'Done' } },
      ...more,
    })
    const variables = { stage: { default: 'beta' } }
    const url = await running(
      document(
        {
          '/root': { get: get('root') },
          '/item': { servers: [{ url: 'https://users.example.com/v9/' }], get: get('item') },
          '/own': {
            servers: [{ url: '/v9' }],
            get: get('own', { servers: [{ url: '//x.example/{stage}', variables }] }),
          },
        },
        {},
        { servers: [{ url: 'https://api.example.com/v3' }] },
      ),
    )
    const status = async (path: string) => (await fetch(url + path)).status
    const paths = ['/v3/root', '/v9/item', '/beta/own', '/own', '/v3/item', '/v9/own']
    expect(await Promise.all(paths.map(status))).toEqual([204, 204, 204, 204, 404, 404])
  })
})

describe('ranges of media types', () => {
  it.each([
    ['*/*', { type: 'object' }, 'application/json'],
    ['*/*', { type: 'string' }, 'text/plain'],
    ['application/*', { type: 'integer' }, 'application/json'],
    ['text/*', { type: 'string' }, 'text/plain'],
    ['image/*', {}, 'image/png'],
  ])('%s of %j is sent as %s', async (range, schema, sent) => {
    const url = await running(document({ '/a': { get: answering({ [range]: { schema } }) } }))
    expect((await fetch(`${url}/a`)).headers.get('content-type')).toBe(sent)
  })
})

describe('preferences (RFC 7240)', () => {
  it.each([
    ['code=404', { code: '404' }],
    ['Code = 404 , example="right one"', { code: '404', example: 'right one' }],
    ['example="a\\"b, code=1", code=2', { example: 'a"b, code=1', code: '2' }],
    ['respond-async, wait=100; x=1, code=200, code=404', { 'respond-async': '', wait: '100', code: '200' }],
    ['', {}],
  ])('%j', (header, read) => expect(Object.fromEntries(preferences(header))).toEqual(read))
})

describe('multipart forms', () => {
  const schema = {
    type: 'object',
    required: ['label'],
    properties: { label: { type: 'string', minLength: 2 }, count: { type: 'integer' } },
  }

  it('are read part by part; broken ones are 400', async () => {
    const body = { required: true, content: { 'multipart/form-data': { schema } } }
    const operation = { operationId: 'upload', requestBody: body, responses: { 204: { description: 'Done' } } }
    const url = await running(document({ '/upload': { post: operation } }))
    const send = async (parts: Record<string, string>) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(parts)) form.append(name, value)
      return (await fetch(`${url}/upload`, { method: 'POST', body: form })).status
    }
    expect([await send({ label: 'ab', count: '3' }), await send({ label: 'a' }), await send({ count: '3' })]).toEqual([
      204, 422, 422,
    ])
    const headers = { 'content-type': 'multipart/form-data; boundary=x' }
    expect((await fetch(`${url}/upload`, { method: 'POST', body: '--x\r\n oops', headers })).status).toBe(400)
  })
})

describe('values', () => {
  const made = async (schema: object, schemas: object = {}) => {
    const api = await loadDocument(bodyDocument(schema, schemas))
    return sample(schema as never, api.schemas)
  }
  const node = {
    type: ['object', 'null'],
    required: ['child'],
    properties: { child: { $ref: '#/components/schemas/Node' } },
  }

  it('of a required nullable member that refers to its own schema end in null', async () => {
    expect(JSON.stringify(await made({ $ref: '#/components/schemas/Node' }, { Node: node }))).toMatch(
      /^(\{"child":){1,5}null\}+$/,
    )
  })

  it.each([
    [{ type: 'string', pattern: '^(?=.*[A-Z])[A-Z0-9]{6}$' }, /^[A-Z]{6}$/],
    [{ type: 'string', pattern: '^(?!x)[a-z]{3}$' }, /^[a-z]{3}$/],
  ])('of %j match', async (schema, expected) => expect(await made(schema)).toMatch(expected))

  it('of a list without repetition differ', async () => {
    const list = (await made({
      type: 'array',
      minItems: 3,
      uniqueItems: true,
      items: { enum: ['a', 'b', 'c'] },
    })) as string[]
    expect(new Set(list).size).toBe(3)
  })
})
