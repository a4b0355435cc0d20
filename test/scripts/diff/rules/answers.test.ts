import { describe, expect, it } from 'vitest'
import { diff, document, type Json, said } from '../contracts.ts'

const string = { type: 'string' }
const point = { type: 'object', properties: { x: string, y: string } }
const json = (schema: unknown) => ({ 'application/json': { schema } })
const response = (more: Json = {}) => ({ description: 'ok', ...more })
const answers = (responses: Json) => document({ '/things': { get: { responses } } })
const header = (parts: Json) => answers({ 200: response({ headers: { It: { required: true, ...parts } } }) })
const hook = (more: Json) => ({
  ...answers({ 204: response() }),
  webhooks: { paid: { post: { responses: { 200: response() }, ...more } } },
})
const callback = (name: string, expression = '{$request.body#/url}', schema: Json = string) =>
  document({
    '/things': {
      post: {
        responses: { 204: response() },
        callbacks: {
          [name]: {
            [expression]: { post: { requestBody: { content: json(schema) }, responses: { 204: response() } } },
          },
        },
      },
    },
  })

type Row = [name: string, base: Json, revision: Json, changes: string[]]

async function check(base: Json, revision: Json, changes: string[]): Promise<void> {
  expect(said((await diff(base, revision)).changes)).toEqual(changes)
}

describe('a range of statuses', () => {
  const one = (...statuses: string[]) => answers(Object.fromEntries(statuses.map((status) => [status, response()])))
  const rows: Row[] = [
    [
      'of which some are left',
      one('2XX'),
      one('200', '201'),
      [
        'info response-success-status-added',
        'info response-success-status-added',
        'info response-success-status-removed',
      ],
    ],
    ['of which none is left', one('2XX', '302'), one('302'), ['warning response-success-status-removed']],
    [
      'that holds more than before',
      one('200'),
      one('2XX'),
      ['info response-success-status-removed', 'warning response-success-status-added'],
    ],
    [
      'of failures',
      one('200', 'default'),
      one('200', '4XX', '5XX'),
      [
        'info response-non-success-status-added',
        'info response-non-success-status-added',
        'info response-non-success-status-removed',
      ],
    ],
    [
      'of another class',
      one('2XX'),
      one('3XX'),
      ['error response-success-status-removed', 'warning response-success-status-added'],
    ],
  ]
  it.each(rows)('%s', async (_, base, revision, changes) => check(base, revision, changes))
})

describe("a response's header", () => {
  const rows: Row[] = [
    [
      'of members, exploded',
      header({ schema: point }),
      header({ schema: point, explode: true }),
      ['error response-header-explode-changed'],
    ],
    [
      'of a list, exploded',
      header({ schema: { type: 'array', items: string } }),
      header({ schema: { type: 'array', items: string }, explode: true }),
      ['info response-header-explode-changed'],
    ],
    ['in JSON', header({ schema: point }), header({ content: json(point) }), ['error response-header-content-changed']],
    [
      'in JSON, of another type',
      header({ content: json({ type: 'integer' }) }),
      header({ content: json(string) }),
      ['error response-header-type-changed'],
    ],
    [
      'of digits, as a text',
      header({ schema: string }),
      header({ schema: { type: 'integer' } }),
      ['info response-header-type-changed'],
    ],
    [
      'to go before it was said',
      header({ schema: string, deprecated: true, 'x-sunset': '2027-01-01' }),
      header({ schema: string, deprecated: true, 'x-sunset': '2026-12-01' }),
      ['error response-header-sunset-date-changed-too-small'],
    ],
  ]
  it.each(rows)('%s', async (_, base, revision, changes) => check(base, revision, changes))

  it('is missing in a witness only where that is the change', async () => {
    const { changes } = await diff(header({ schema: point }), header({ schema: point, explode: true }))
    expect(changes[0]?.witness).toBeUndefined()
  })
})

describe('what clients answer to a webhook', () => {
  const statuses = (...list: number[]) => hook({ responses: Object.fromEntries(list.map((one) => [one, response()])) })
  const headers = (required: boolean) => response({ headers: { It: { required, schema: string } } })

  it('is refused where the status is none that is waited for', async () => {
    const { changes } = await diff(statuses(200), statuses(202))
    expect(changes[0]).toMatchObject({ level: 'error', witness: { kind: 'response', sender: 'client', status: 200 } })
    await check(statuses(200, 202), statuses(200), ['warning response-success-status-removed'])
    await check(statuses(200), statuses(200, 202), ['info response-success-status-added'])
  })

  it('is refused where a header is wanted', async () => {
    const { changes } = await diff(hook({}), hook({ responses: { 200: headers(true) } }))
    expect(changes[0]).toMatchObject({ id: 'response-header-added', level: 'error', witness: { sender: 'client' } })
    await check(hook({}), hook({ responses: { 200: headers(false) } }), ['info response-header-added'])
  })
})

describe('what a webhook sends', () => {
  const sending = (...types: string[]) =>
    hook({
      requestBody: { required: true, content: Object.fromEntries(types.map((type) => [type, { schema: point }])) },
    })

  it('in one more media type is not understood', async () => {
    const { changes } = await diff(sending('application/json'), sending('application/json', 'application/xml'))
    expect(changes[0]).toMatchObject({
      id: 'response-media-type-added',
      level: 'error',
      witness: { kind: 'request', sender: 'server', headers: { 'content-type': 'application/xml' } },
    })
    await check(sending('application/json', 'application/xml'), sending('application/json'), [
      'info response-media-type-removed',
    ])
  })

  it('is a form as text, too', async () => {
    const form = (a: Json) => ({
      'application/x-www-form-urlencoded': { schema: { type: 'object', properties: { a } } },
    })
    const of = (a: Json) => hook({ requestBody: { required: true, content: form(a) } })
    await check(of(string), of({ type: 'integer' }), ['info response-property-type-changed'])
    const { changes } = await diff(of({ type: 'integer' }), of(string))
    expect(changes[0]).toMatchObject({ level: 'error', witness: { sender: 'server', body: 'a=a' } })
  })
})

describe('a callback', () => {
  it('is the same under another name', async () => {
    await check(callback('one'), callback('two'), ['info contract-restated'])
    await check(callback('one'), callback('two', undefined, { type: 'integer' }), ['error response-body-type-changed'])
  })

  it('is another one to another address', async () => {
    await check(callback('one'), callback('one', '{$request.query.url}'), [
      'error callback-removed',
      'warning callback-added',
    ])
  })
})
