import { describe, expect, it } from 'vitest'
import { diff, document, type Json, said, taking } from '../contracts.ts'

const ok = { 204: { description: 'ok' } }
const string = { type: 'string' }
const hook = (more: Json = {}): Json => ({ ...document({}), webhooks: { paid: { post: { responses: ok, ...more } } } })
const answered = (header: Json | undefined): Json =>
  hook({
    responses: { 204: { description: 'ok', ...(header && { headers: { Seen: { schema: string, ...header } } }) } },
  })
const calling = (callback: Json | undefined): Json =>
  document({
    '/orders': {
      post: {
        responses: ok,
        ...(callback && { callbacks: { paid: { 'https://a.example': { post: { responses: ok, ...callback } } } } }),
      },
    },
  })
const body = (required: boolean): Json => ({
  requestBody: { required, content: { 'application/json': { schema: string } } },
})
const header = (Seen: Json): Json =>
  document({ '/a': { get: { responses: { 204: { description: 'ok', headers: { Seen } } } } } })
const of = (type: string): Json =>
  document({ '/a': { get: { responses: { 200: { description: 'ok', content: { [type]: { schema: string } } } } } } })
const secured = (security: unknown, isGlobal = true): Json => ({
  ...document({ '/a': { get: { responses: ok, ...(isGlobal ? {} : { security }) } } }),
  ...(isGlobal && { security }),
  components: {
    securitySchemes: { oauth: { type: 'oauth2', flows: {} }, key: { type: 'apiKey', in: 'header', name: 'k' } },
  },
})
const region = { name: 'region', in: 'query', schema: string }

type Row = [what: string, base: Json, revision: Json, changes: string[]]

const rows: Row[] = [
  ['a webhook was removed as announced', hook({ deprecated: true }), document({}), ['info webhook-removed']],
  [
    'a webhook was removed before its day',
    hook({ deprecated: true, 'x-sunset': '2999-01-01' }),
    document({}),
    ['error webhook-removed'],
  ],
  [
    'a webhook was removed without a day',
    hook({ deprecated: true, 'x-sunset': 'soon' }),
    document({}),
    ['error webhook-removed'],
  ],
  ['a callback was removed as announced', calling({ deprecated: true }), calling(undefined), ['info callback-removed']],
  [
    'a callback was removed before its day',
    calling({ deprecated: true, 'x-sunset': '2999-01-01' }),
    calling(undefined),
    ['error callback-removed'],
  ],
  [
    'a callback was removed without a day',
    calling({ deprecated: true, 'x-sunset': 'soon' }),
    calling(undefined),
    ['error callback-removed'],
  ],
  ['a webhook has a body now', hook(), hook(body(true)), ['info request-body-added-optional']],
  ['a webhook has no body any more, which was optional', hook(body(false)), hook(), ['info request-body-removed']],
  ['a webhook may lack its body now', hook(body(true)), hook(body(false)), ['error request-body-became-optional']],
  ['a webhook always has its body now', hook(body(false)), hook(body(true)), ['info request-body-became-required']],
  [
    'clients need not answer a header',
    answered({ required: true }),
    answered(undefined),
    ['info required-response-header-removed'],
  ],
  [
    'clients may leave out a header',
    answered({ required: true }),
    answered({}),
    ['info response-header-became-optional'],
  ],
  [
    'clients must answer a header that was optional',
    answered({}),
    answered({ required: true }),
    ['error response-header-became-required'],
  ],
  [
    'clients must answer a new header',
    answered(undefined),
    answered({ required: true }),
    ['error response-header-added'],
  ],
  [
    'a header has another style',
    header({ schema: { type: 'object' } }),
    header({ schema: { type: 'object' }, style: 'form' }),
    ['error response-header-style-changed'],
  ],
  [
    'a header has another style, and its text stays',
    header({ schema: string }),
    header({ schema: string, style: 'form' }),
    ['info response-header-style-changed'],
  ],
  [
    'a header is plain text in another way',
    header({ schema: string }),
    header({ content: { 'text/plain': { schema: string } } }),
    ['info response-header-content-changed'],
  ],
  [
    'a response names no parameter of its type now',
    of('application/json; version=1'),
    of('application/json'),
    ['warning response-media-type-name-generalized'],
  ],
  [
    'reserved characters are allowed',
    taking([region]),
    taking([{ ...region, allowReserved: true }]),
    ['info request-parameter-allow-reserved-changed'],
  ],
  [
    'an empty value is allowed',
    taking([region]),
    taking([{ ...region, allowEmptyValue: true }]),
    ['info request-parameter-allow-empty-value-changed'],
  ],
  [
    'an alternative joined another, for the whole API',
    secured([{ oauth: [] }, { key: [] }]),
    secured([{ oauth: [], key: [] }]),
    ['error api-global-security-updated'],
  ],
  [
    'a scope moved to where another scheme is required, too',
    secured([{ oauth: ['a'] }, { key: [] }]),
    secured([{ oauth: [], key: [] }]),
    ['error api-global-security-scope-removed'],
  ],
  [
    'the same of one operation',
    secured([{ oauth: ['a'] }, { key: [] }], false),
    secured([{ oauth: [], key: [] }], false),
    ['error api-security-scope-removed'],
  ],
]

describe('rules that have another level in some cases', () => {
  it.each(rows)('%s', async (_, base, revision, expected) => {
    const { changes } = await diff(base, revision)
    expect(said(changes)).toEqual(expected)
    expect(changes.map(({ text }) => text).join()).not.toMatch(/[{}]|\bnone\b|undefined/)
  })
})
