import { describe, expect, it } from 'vitest'
import { diff, document, type Json, said, taking } from '../contracts.ts'

const ok = { 204: { description: 'ok' } }
const get = (more: Json = {}): Json => ({ get: { responses: ok, ...more } })
const one = (more: Json = {}) => document({ '/things': get(more) })
const string = { type: 'string' }

type Row = [name: string, base: Json, revision: Json, changes: string[]]

async function check(base: Json, revision: Json, changes: string[]): Promise<void> {
  expect(said((await diff(base, revision)).changes)).toEqual(changes)
}

const secured = (security: unknown, more: Json = {}) => ({
  ...one(security === undefined ? {} : { security }),
  components: {
    securitySchemes: {
      oauth: { type: 'oauth2', flows: {} },
      key: { type: 'apiKey', in: 'header', name: 'k' },
      ...more,
    },
  },
})

describe('operations', () => {
  const rows: Row[] = [
    [
      'removed with its path',
      document({ '/things': get(), '/a': get() }),
      one(),
      ['error api-path-removed-without-deprecation'],
    ],
    [
      'removed',
      document({ '/things': { ...get(), put: { responses: ok } } }),
      one(),
      ['error api-removed-without-deprecation'],
    ],
    [
      'removed after deprecation',
      document({ '/things': get(), '/a': get({ deprecated: true }) }),
      one(),
      ['info api-path-removed-with-deprecation'],
    ],
    [
      'removed after its sunset',
      document({ '/things': get(), '/a': get({ deprecated: true, 'x-sunset': '2026-11-20' }) }),
      one(),
      ['info api-path-removed-with-deprecation'],
    ],
    [
      'removed before its sunset',
      document({ '/things': get(), '/a': get({ deprecated: true, 'x-sunset': '2026-12-01' }) }),
      one(),
      ['error api-path-removed-before-sunset'],
    ],
    ['added', one(), document({ '/things': get(), '/a': get() }), ['info endpoint-added']],
    [
      'deprecated',
      one(),
      one({ deprecated: true, 'x-sunset': '2027-01-01' }),
      ['info endpoint-deprecated-with-sunset'],
    ],
    [
      'sunset earlier',
      one({ deprecated: true, 'x-sunset': '2027-01-01' }),
      one({ deprecated: true, 'x-sunset': '2026-12-01' }),
      ['error api-sunset-date-changed-too-small'],
    ],
    ['operationId', one({ operationId: 'a' }), one({ operationId: 'b' }), ['info api-operation-id-removed']],
    ['tags', one({ tags: ['a'] }), one({ tags: ['b'] }), ['info api-tag-added', 'info api-tag-removed']],
    [
      'draft',
      document({ '/things': get(), '/a': get({ 'x-stability-level': 'draft' }) }),
      one(),
      ['info api-path-removed-without-deprecation'],
    ],
    ['words', one({ summary: 'a' }), one({ summary: 'b' }), ['info documentation-changed']],
    [
      'server gone',
      { ...one(), servers: [{ url: 'https://a.example' }] },
      { ...one(), servers: [{ url: 'https://b.example' }] },
      ['error api-server-removed', 'info api-server-added'],
    ],
    [
      'webhook removed',
      { ...one(), webhooks: { paid: { post: { responses: ok } } } },
      one(),
      ['error webhook-removed'],
    ],
    ['webhook added', one(), { ...one(), webhooks: { paid: { post: { responses: ok } } } }, ['info webhook-added']],
  ]
  it.each(rows)('%s', async (_, base, revision, changes) => check(base, revision, changes))
})

describe('security', () => {
  it('that the document demands of all is one finding with all of them', async () => {
    const open = document({ '/a': { get: { responses: ok } }, '/b': { get: { responses: ok } } })
    const schemes = { components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'k' } } } }
    const { changes } = await diff({ ...open, ...schemes }, { ...open, ...schemes, security: [{ key: [] }] })
    expect(said(changes)).toEqual(['error api-global-security-added'])
    expect(changes[0]?.operations).toEqual(['GET /a', 'GET /b'])
  })

  it('under another name or in another order is the same', async () => {
    const key = { type: 'apiKey', in: 'header', name: 'k' }
    const renamed = secured([{ other: [] }, { oauth: ['a'] }], { other: key })
    for (const revision of [renamed, secured([{ oauth: ['a'] }, { key: [] }])]) {
      const { changes } = await diff(secured([{ key: [] }, { oauth: ['a'] }]), revision)
      expect(changes.filter(({ id }) => /^api-(global-)?security-(?!component)/.test(id))).toEqual([])
    }
  })

  const rows: Row[] = [
    ['demanded where all could call', secured([]), secured([{ key: [] }]), ['error api-security-added']],
    [
      'an alternative more',
      secured([{ key: [] }]),
      secured([{ key: [] }, { oauth: ['a'] }]),
      ['info api-security-added'],
    ],
    [
      'an alternative less',
      secured([{ key: [] }, { oauth: ['a'] }]),
      secured([{ oauth: ['a'] }]),
      ['error api-security-removed'],
    ],
    ['dropped', secured([{ key: [] }]), secured([]), ['info api-security-removed']],
    ['a scope more', secured([{ oauth: ['a'] }]), secured([{ oauth: ['a', 'b'] }]), ['error api-security-scope-added']],
    [
      'a scope less',
      secured([{ oauth: ['a', 'b'] }]),
      secured([{ oauth: ['a'] }]),
      ['info api-security-scope-removed'],
    ],
    [
      'both at once',
      secured([{ key: [] }, { oauth: [] }]),
      secured([{ key: [], oauth: [] }]),
      ['error api-security-updated'],
    ],
    [
      'sent otherwise',
      secured([{ key: [] }]),
      secured([{ key: [] }], { key: { type: 'apiKey', in: 'query', name: 'k' } }),
      ['error api-security-component-credentials-changed'],
    ],
  ]
  it.each(rows)('%s', async (_, base, revision, changes) => check(base, revision, changes))
})

describe('parameters', () => {
  it('that moved prove it with a request where the new place demands them', async () => {
    const region = { name: 'region', in: 'query', required: true, schema: string }
    const { changes } = await diff(taking([region]), taking([{ ...region, in: 'header' }]))
    expect(changes).toMatchObject([
      {
        id: 'request-parameter-moved',
        proof: 'witness',
        pointer: { base: '/paths/~1things/get/parameters/0', revision: '/paths/~1things/get/parameters/0' },
        witness: { kind: 'request', sender: 'client', refusal: 'the header parameter region is required' },
      },
    ])
    expect(changes[0]?.witness?.path).toMatch(/[?]region=/)
  })

  const limit = { name: 'limit', in: 'query', schema: string }
  const list = { name: 'ids', in: 'query', schema: { type: 'array', items: string } }
  const rows: Row[] = [
    [
      'required one added',
      taking([]),
      taking([{ ...limit, required: true }]),
      ['error new-required-request-parameter'],
    ],
    ['optional one added', taking([]), taking([limit]), ['info new-optional-request-parameter']],
    [
      'became required',
      taking([limit]),
      taking([{ ...limit, required: true }]),
      ['error request-parameter-became-required'],
    ],
    [
      'became optional',
      taking([{ ...limit, required: true }]),
      taking([limit]),
      ['info request-parameter-became-optional'],
    ],
    ['removed', taking([limit]), taking([]), ['warning request-parameter-removed']],
    ['moved', taking([limit]), taking([{ ...limit, in: 'header' }]), ['error request-parameter-moved']],
    [
      'moved, written in capitals as a header',
      taking([{ ...limit, in: 'header', name: 'Limit' }]),
      taking([{ ...limit, in: 'cookie' }]),
      ['error request-parameter-moved'],
    ],
    [
      'moved, whatever else is read in the new place',
      taking([limit, { ...limit, in: 'cookie' }]),
      taking([
        { ...limit, in: 'header' },
        { ...limit, in: 'cookie' },
      ]),
      ['error request-parameter-moved'],
    ],
    [
      'another of the same name after its sunset',
      taking([{ ...limit, deprecated: true, 'x-sunset': '2026-01-01' }]),
      taking([{ ...limit, in: 'header' }]),
      ['info new-optional-request-parameter', 'info request-parameter-removed-with-deprecation'],
    ],
    [
      'exploded otherwise',
      taking([list]),
      taking([{ ...list, explode: false }]),
      ['error request-parameter-explode-changed'],
    ],
    [
      'exploded otherwise, of one value',
      taking([limit]),
      taking([{ ...limit, explode: false }]),
      ['info request-parameter-explode-changed'],
    ],
    [
      'style',
      taking([list]),
      taking([{ ...list, style: 'pipeDelimited', explode: false }]),
      ['error request-parameter-style-changed'],
    ],
    [
      '5 is "5" on the wire',
      taking([{ ...limit, schema: { type: 'integer' } }]),
      taking([limit]),
      ['info request-parameter-type-changed'],
    ],
    [
      '"a" is no 5 on the wire',
      taking([limit]),
      taking([{ ...limit, schema: { type: 'integer' } }]),
      ['error request-parameter-type-changed'],
    ],
    [
      'default',
      taking([{ ...limit, schema: { ...string, default: 'a' } }]),
      taking([{ ...limit, schema: { ...string, default: 'b' } }]),
      ['warning request-parameter-default-value-changed'],
    ],
  ]
  it.each(rows)('%s', async (_, base, revision, changes) => check(base, revision, changes))
})
