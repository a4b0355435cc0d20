import { describe, expect, it } from 'vitest'
import { diff, document, type Json, said } from '../contracts.ts'

const string = { type: 'string' }
const object = { type: 'object', properties: { a: string } }
const taking = (type: string, media: Json) =>
  document({
    '/things': {
      post: { requestBody: { required: true, content: { [type]: media } }, responses: { 204: { description: 'ok' } } },
    },
  })
const answering = (type: string, media: Json) =>
  document({ '/things': { get: { responses: { 200: { description: 'ok', content: { [type]: media } } } } } })

describe('a media type without a schema', () => {
  it('takes everything: a schema in a request refuses some of it', async () => {
    const [bare, schemed] = [taking('application/json', {}), taking('application/json', { schema: object })]
    const { changes } = await diff(bare, schemed)
    expect(said(changes)).toEqual(['error request-body-media-type-schema-added'])
    expect(changes[0]).toMatchObject({
      proof: 'witness',
      pointer: { base: null, revision: '/paths/~1things/post/requestBody/content/application~1json/schema' },
      witness: { kind: 'request', headers: { 'content-type': 'application/json' } },
    })
    expect(said((await diff(schemed, bare)).changes)).toEqual(['info request-body-media-type-schema-removed'])
  })

  it('may answer everything: a schema that went from a response was a promise', async () => {
    const [bare, schemed] = [answering('application/json', {}), answering('application/json', { schema: object })]
    expect(said((await diff(bare, schemed)).changes)).toEqual(['info response-body-media-type-schema-added'])
    const { changes } = await diff(schemed, bare)
    expect(said(changes)).toEqual(['error response-body-media-type-schema-removed'])
    expect(changes[0]).toMatchObject({ proof: 'witness', witness: { kind: 'response', status: 200 } })
  })

  it('is as good as one with a schema that takes everything', async () => {
    const { changes } = await diff(taking('application/json', {}), taking('application/json', { schema: {} }))
    expect(said(changes)).toEqual(['info request-body-media-type-schema-added'])
  })

  const harmless: [string, string, Json][] = [
    ['bytes', 'application/octet-stream', { ...string, format: 'binary' }],
    ['a picture', 'image/png', { ...string, format: 'binary' }],
    ['a table', 'text/csv', string],
    ['a form of optional members', 'application/x-www-form-urlencoded', object],
  ]
  it.each(harmless)('carries what its type carries: %s', async (_, type, schema) => {
    for (const around of [taking, answering])
      for (const [one, other] of [
        [around(type, {}), around(type, { schema })],
        [around(type, { schema }), around(type, {})],
      ])
        expect((await diff(one, other)).changes.map(({ level }) => level)).toEqual(['info'])
  })

  it('is one change wherever the body is referred to', async () => {
    const shared = (media: Json) => ({
      ...document({
        '/a': {
          post: { requestBody: { $ref: '#/components/requestBodies/It' }, responses: { 204: { description: 'ok' } } },
        },
        '/b': {
          post: { requestBody: { $ref: '#/components/requestBodies/It' }, responses: { 204: { description: 'ok' } } },
        },
      }),
      components: { requestBodies: { It: { required: true, content: { 'application/json': media } } } },
    })
    const { changes } = await diff(shared({}), shared({ schema: string }))
    expect(changes).toHaveLength(1)
    expect(changes[0]?.operations).toEqual(['POST /a', 'POST /b'])
  })
})
