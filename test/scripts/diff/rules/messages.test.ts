import { describe, expect, it } from 'vitest'
import { diff, document, type Json, said } from '../contracts.ts'

const json = (schema: unknown = { type: 'string' }) => ({ 'application/json': { schema } })
const answers = (responses: Json) => document({ '/things': { get: { responses } } })
const response = (more: Json = {}) => ({ description: 'ok', ...more })
const takes = (requestBody?: unknown) =>
  document({
    '/things': { post: { ...(requestBody === undefined ? {} : { requestBody }), responses: { 204: response() } } },
  })
const etag = (required: boolean) => ({ headers: { ETag: { required, schema: { type: 'string' } } } })

type Row = [name: string, base: Json, revision: Json, changes: string[]]

describe('responses', () => {
  const rows: Row[] = [
    [
      'success replaced',
      answers({ 200: response() }),
      answers({ 201: response() }),
      ['error response-success-status-removed', 'warning response-success-status-added'],
    ],
    [
      'no success left',
      answers({ 200: response(), 404: response() }),
      answers({ 404: response() }),
      ['error response-success-status-removed'],
    ],
    [
      'success added',
      answers({ 200: response() }),
      answers({ 200: response(), 202: response() }),
      ['warning response-success-status-added'],
    ],
    [
      'success added within a range',
      answers({ '2XX': response() }),
      answers({ '2XX': response(), 202: response() }),
      ['info response-success-status-added'],
    ],
    [
      'failure added and removed',
      answers({ 200: response(), 404: response() }),
      answers({ 200: response(), 409: response() }),
      ['info response-non-success-status-added', 'info response-non-success-status-removed'],
    ],
    [
      'held against the default',
      answers({ 200: response(), default: response({ content: json() }) }),
      answers({
        200: response(),
        default: response({ content: json() }),
        409: response({ content: json({ type: 'integer' }) }),
      }),
      ['error response-body-type-changed', 'info response-non-success-status-added'],
    ],
    [
      'header removed',
      answers({ 200: response(etag(true)) }),
      answers({ 200: response() }),
      ['error required-response-header-removed'],
    ],
    [
      'optional header removed',
      answers({ 200: response(etag(false)) }),
      answers({ 200: response() }),
      ['info optional-response-header-removed'],
    ],
    [
      'header became optional',
      answers({ 200: response(etag(true)) }),
      answers({ 200: response(etag(false)) }),
      ['error response-header-became-optional'],
    ],
    [
      'media type removed',
      answers({ 200: response({ content: { ...json(), 'text/csv': {} } }) }),
      answers({ 200: response({ content: json() }) }),
      ['error response-media-type-removed'],
    ],
    [
      'media type added',
      answers({ 200: response({ content: json() }) }),
      answers({ 200: response({ content: { ...json(), 'text/csv': {} } }) }),
      ['info response-media-type-added'],
    ],
  ]
  it.each(rows)('%s', async (_, base, revision, changes) => {
    expect(said((await diff(base, revision)).changes)).toEqual(changes)
  })
})

describe('request bodies', () => {
  const body = (required: boolean, content: Json = json()) => ({ required, content })
  const rows: Row[] = [
    ['required one added', takes(), takes(body(true)), ['error request-body-added-required']],
    ['optional one added', takes(), takes(body(false)), ['info request-body-added-optional']],
    ['became required', takes(body(false)), takes(body(true)), ['error request-body-became-required']],
    ['became optional', takes(body(true)), takes(body(false)), ['info request-body-became-optional']],
    ['removed', takes(body(true)), takes(), ['error request-body-removed']],
    [
      'media type removed',
      takes(body(true, { ...json(), 'text/csv': {} })),
      takes(body(true)),
      ['error request-body-media-type-removed'],
    ],
    [
      'media type taken in by a range',
      takes(body(true)),
      takes(body(true, { 'application/*': json()['application/json'] })),
      ['info request-body-media-type-name-generalized'],
    ],
  ]
  it.each(rows)('%s', async (_, base, revision, changes) => {
    expect(said((await diff(base, revision)).changes)).toEqual(changes)
  })
})

describe('what the server sends of its own accord is a response', () => {
  const event = (required: string[], properties: Json) => ({
    requestBody: { required: true, content: json({ type: 'object', required, properties }) },
    responses: { 204: response() },
  })
  const hook = (operation: Json) => ({ ...answers({ 204: response() }), webhooks: { paid: { post: operation } } })
  const callback = (operation: Json) =>
    document({
      '/things': {
        post: { callbacks: { paid: { '{$request.body#/url}': { post: operation } } }, responses: { 204: response() } },
      },
    })
  const id = { id: { type: 'string' } }

  it.each([
    ['webhook', hook],
    ['callback', callback],
  ])('%s', async (_, around) => {
    const more = around(event(['id'], id))
    const less = around(event([], id))
    expect(said((await diff(more, less)).changes)).toEqual(['error response-property-became-optional'])
    expect(said((await diff(less, more)).changes)).toEqual(['info response-property-became-required'])
  })
})
