import { describe, expect, it } from 'vitest'
import { diff, document, type Json, said } from '../contracts.ts'

const ok = { 204: { description: 'ok' } }
const string = { type: 'string' }

async function silence(one: Json, other: Json): Promise<void> {
  for (const [base, revision] of [
    [one, other],
    [other, one],
  ])
    expect(said((await diff(base, revision)).changes)).toEqual(['info contract-restated'])
}

const secured = (schemes: Json, security?: unknown, own?: unknown) => ({
  ...document({ '/things': { get: { responses: ok, ...(own === undefined ? {} : { security: own }) } } }),
  components: { securitySchemes: schemes },
  ...(security === undefined ? {} : { security }),
})
const http = (scheme: string) => secured({ it: { type: 'http', scheme } }, [{ it: [] }])
const apiKey = (name: string, place: string) => secured({ it: { type: 'apiKey', in: place, name } }, [{ it: [] }])
const oauth = (tokenUrl: string, name = 'it') =>
  secured({ [name]: { type: 'oauth2', flows: { clientCredentials: { tokenUrl, scopes: { a: '' } } } } }, [
    { [name]: ['a'] },
  ])
const schemes = {
  key: { type: 'apiKey', in: 'header', name: 'X-Key' },
  pass: { type: 'http', scheme: 'basic' },
  oauth: {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://a.example/t', scopes: { a: '', b: '' } } },
  },
}

describe('credentials are the same', () => {
  const rows: [string, Json, Json][] = [
    ['for bearer and Bearer', http('bearer'), http('Bearer')],
    ['for basic and BASIC', http('basic'), http('BASIC')],
    ['in a header of any case', apiKey('X-Key', 'header'), apiKey('x-key', 'header')],
    ['from the same address', oauth('https://a.example/t'), oauth('HTTPS://A.example:443/t')],
    [
      'with scopes in any order',
      secured(schemes, [{ oauth: ['a', 'b'] }]),
      secured(schemes, [{ oauth: ['b', 'a', 'b'] }]),
    ],
    [
      'with alternatives in any order',
      secured(schemes, [{ key: [] }, { pass: [] }]),
      secured(schemes, [{ pass: [] }, { key: [] }, { pass: [] }]),
    ],
    ['where none are demanded', secured(schemes, []), secured(schemes)],
    ['where none suffice', secured(schemes, [{}]), secured(schemes, [])],
    ['where the operation says so', secured(schemes, [{ key: [] }], []), secured(schemes)],
    ['where the document says it for all', secured(schemes, undefined, [{ key: [] }]), secured(schemes, [{ key: [] }])],
  ]
  it.each(rows)('%s', async (_, one, other) => silence(one, other))

  it('under another name', async () => {
    const { changes } = await diff(oauth('https://a.example/t'), oauth('https://a.example/t', 'other'))
    expect(said(changes)).toEqual(['info api-security-component-added', 'info api-security-component-removed'])
  })

  it('but for their words, which are a patch', async () => {
    const described = secured({ it: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } }, [{ it: [] }])
    const { changes, bump } = await diff(http('Bearer'), described)
    expect([said(changes), bump]).toEqual([['info api-security-component-documentation-changed'], 'patch'])
  })

  it.each(['query', 'cookie'])('but not in a %s of another case', async (place) => {
    const { changes } = await diff(apiKey('Sid', place), apiKey('sid', place))
    expect(said(changes)).toEqual(['error api-security-component-credentials-changed'])
  })

  it('but not of two schemes that only their words tell apart', async () => {
    const two = {
      user: { type: 'http', scheme: 'bearer', description: 'a user' },
      admin: { type: 'http', scheme: 'bearer' },
    }
    const { changes } = await diff(secured(two, [{ user: [] }]), secured(two, [{ admin: [] }]))
    expect(said(changes)).toContain('error api-global-security-removed')
  })
})

const served = (...servers: unknown[]) => ({
  ...document({ '/things': { get: { responses: ok } } }),
  servers: servers.map((url) => (typeof url === 'string' ? { url } : url)),
})
const regional = (values: string[] | undefined, usual = 'eu', name = 'region') => ({
  url: `https://{${name}}.example`,
  variables: { [name]: { default: usual, ...(values && { enum: values }) } },
})

describe('servers are the same', () => {
  const rows: [string, Json, Json][] = [
    ['with a slash at the end', served('https://a.example/v1'), served('https://a.example/v1/')],
    ['at the usual port', served('https://a.example/v1'), served('https://a.example:443/v1')],
    ['at the usual port without encryption', served('http://a.example'), served('http://a.example:80/')],
    ['in any case', served('https://a.example/v1'), served('HTTPS://A.Example/v1')],
    ['with escapes that need not be', served('https://a.example/%7eme'), served('https://a.example/~me')],
    [
      'in any order, or twice',
      served('https://a.example', 'https://b.example'),
      served('https://b.example', 'https://a.example', 'https://a.example/'),
    ],
    ['one by one', served(regional(['eu', 'us'])), served('https://eu.example', 'https://us.example')],
    ['by another name of a variable', served(regional(['eu', 'us'])), served(regional(['us', 'eu'], 'eu', 'place'))],
  ]
  it.each(rows)('%s', async (_, one, other) => silence(one, other))

  it('but for the case of a path and for another port', async () => {
    for (const other of ['https://a.example/V1', 'https://a.example:8443/v1'])
      expect(said((await diff(served('https://a.example/v1'), served(other))).changes)).toContain(
        'error api-server-removed',
      )
  })

  it('but for values that go, come, or are the usual ones', async () => {
    const say = async (one: unknown, other: unknown) => said((await diff(served(one), served(other))).changes)
    const [both, one] = [regional(['eu', 'us']), regional(['eu'])]
    expect(await say(both, one)).toEqual(['warning api-server-variables-changed'])
    expect(await say(one, both)).toEqual(['info api-server-variables-changed'])
    expect(await say(both, regional(['eu', 'us'], 'us'))).toEqual(['warning api-server-variables-changed'])
    expect(await say(regional(undefined), 'https://eu.example')).toEqual(['warning api-server-removed'])
    expect(await say('https://eu.example', regional(undefined))).toEqual(['info api-server-added'])
    expect(await say(both, 'https://else.example')).toEqual(['error api-server-removed', 'info api-server-added'])
  })
})

const at = (path: string) => document({ [path]: { get: { responses: ok } } })

describe('paths are the same', () => {
  it.each([
    ['with escapes that need not be', '/a%7eb', '/a~b'],
    ['with escapes in any case', '/a%c3%a9', '/a%C3%A9'],
    ['with letters of any language', '/a%C3%A9', '/aé'],
  ])('%s', async (_, one, other) => silence(at(one), at(other)))

  it.each([
    ['with letters of another case', '/things', '/Things'],
    ['with a brace that is none of a parameter', '/a%7Bb%7D', '/a{b}'],
    ['with a slash at the end', '/things/', '/things'],
  ])('but not %s', async (_, one, other) => {
    expect(said((await diff(at(one), at(other))).changes)).toContain('error api-path-removed-without-deprecation')
  })
})

const message = (type: string) => {
  const content = { [type]: { schema: string } }
  return document({
    '/things': { post: { requestBody: { content }, responses: { 200: { description: 'ok', content } } } },
  })
}

describe('media types are the same', () => {
  it.each([
    ['with spaces and in any case', 'Application/JSON; Charset=UTF-8', 'application/json;charset=utf-8'],
    ['in UTF-8', 'application/json; charset=utf-8', 'application/json'],
    ['in quotes', 'application/json; charset="utf-8"', 'application/json;charset=utf8'],
    [
      'with parameters in any order',
      'text/csv; header=present; charset=utf-8',
      'text/csv;charset=utf-8;header=present',
    ],
  ])('%s', async (_, one, other) => silence(message(one), message(other)))

  it('but for other parameters', async () => {
    const say = async (one: string, other: string) => said((await diff(message(one), message(other))).changes)
    expect(await say('application/json; version=1', 'application/json; version=2')).toEqual([
      'error request-body-media-type-name-changed',
      'error response-media-type-name-changed',
    ])
    expect(await say('text/plain; charset=utf-8', 'text/plain; charset=iso-8859-1')).toEqual([
      'error request-body-media-type-name-changed',
      'error response-media-type-name-changed',
    ])
    expect(await say('application/json', 'application/json; version=2')).toEqual([
      'info response-media-type-name-specialized',
      'warning request-body-media-type-name-specialized',
    ])
  })

  it('but not where one of two that differ by a parameter went', async () => {
    const two = (...versions: number[]) => {
      const content = Object.fromEntries(
        versions.map((version) => [`application/json; version=${version}`, { schema: string }]),
      )
      return document({ '/things': { post: { requestBody: { content }, responses: ok } } })
    }
    expect(said((await diff(two(1, 2), two(2))).changes)).toEqual(['error request-body-media-type-removed'])
  })
})

it('headers are the same in any case', async () => {
  const header = (name: string) =>
    document({
      '/things': {
        get: {
          parameters: [{ name, in: 'header', required: true, schema: string }],
          responses: { 200: { description: 'ok', headers: { [name]: { required: true, schema: string } } } },
        },
      },
    })
  await silence(header('X-Trace'), header('x-trace'))
})
