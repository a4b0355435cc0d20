/** The run-time traps of the tools that SDKs are made with: what ours does instead. */
import { type Client, connect, type StockroomError } from '@stockroom/sdk'
import { expect, expectTypeOf, test } from 'vitest'
import { answers } from '../../client-sdk/src/answers.ts'
import { json, multipart, raw, urlencoded } from '../../client-sdk/src/bodies.ts'
import { operation } from '../../client-sdk/src/operation.ts'
import { headers, path, pathBy, queryBy } from '../../client-sdk/src/parameters.ts'
import { type Descriptor, key } from '../../client-sdk/src/request.ts'
import {
  csv,
  deepObject,
  form,
  label,
  matrixExploded,
  pipeDelimited,
  reservedForm,
  simple,
  simpleExploded,
  spaceDelimited,
} from '../../client-sdk/src/styles.ts'
import type { GetOrderResult } from '../../client-sdk/src/v2/orders.ts'
import type { Order, Problem } from '../../client-sdk/src/v2/schemas.ts'
import { type Step, scripted } from './scripted.ts'

interface Loose {
  (client: Client, ...args: unknown[]): Promise<unknown>
  safe(
    client: Client,
    ...args: unknown[]
  ): Promise<{ ok: boolean; code?: string; data?: unknown; error?: StockroomError }>
}
const base: Descriptor = { id: 'op', method: 'GET', path: '/x' }
const ok: Step = { status: 200, json: {} }

async function call(descriptor: Partial<Descriptor>, args: unknown[], step: Step = ok) {
  const server = await scripted(step)
  const result = await operation<Loose>({ ...base, ...descriptor }).safe(
    connect({ baseUrl: server.url, retry: false }),
    ...args,
  )
  return { result, sent: server.received[0] }
}

test.each([['..'], ['.'], [''], [undefined], [null]])(
  'path parameter %j is refused before anything is sent',
  async (value) => {
    const { result, sent } = await call({ path: '/files/{id}/meta', url: path }, [value])
    expect(result).toMatchObject({ ok: false, code: 'ARGUMENT_INVALID' })
    expect(result.error?.message).toContain('"id" cannot be')
    expect(sent).toBeUndefined()
  },
)

test.each([
  ['a/b', 'a%2Fb'],
  ['../../admin', '..%2F..%2Fadmin'],
  ['%2e%2e', '%252e%252e'],
  ['a?b#c', 'a%3Fb%23c'],
  ['é ü', '%C3%A9%20%C3%BC'],
  ['..\\x', '..%5Cx'],
  ['...', '...'],
])('path parameter %j stays one segment', async (value, encoded) => {
  const { sent } = await call({ path: '/files/{id}/meta', url: path }, [value])
  expect(sent?.url).toBe(`/files/${encoded}/meta`)
})

test('a lone surrogate is an error of the call, not a crash', async () => {
  expect((await call({ path: '/files/{id}', url: path }, ['\uD800'])).result).toMatchObject({
    ok: false,
    code: 'ARGUMENT_INVALID',
  })
})

test('nested objects in a query are written', async () => {
  const value = { status: { in: ['a', 'b'] }, at: new Date(0), none: null, 'odd&name': 1 }
  const { sent } = await call({ query: queryBy({ filter: deepObject }) }, [{ filter: value }])
  expect(decodeURIComponent(`${sent?.url}`)).toBe(
    '/x?filter[status][in]=a&filter[status][in]=b&filter[at]=1970-01-01T00:00:00.000Z&filter[odd&name]=1',
  )
  expect(sent?.url).toContain('odd%26name')
})

test('each style is written as OpenAPI wants it', async () => {
  const url = async (descriptor: Partial<Descriptor>, ...args: unknown[]) => (await call(descriptor, args)).sent?.url
  const object = { R: 100, G: 200 }
  expect(await url({ query: queryBy({ b: form }) }, { a: [1, 2], b: object, c: undefined, d: false, e: '' })).toBe(
    '/x?a=1&a=2&R=100&G=200&d=false&e=',
  )
  expect(
    await url({ query: queryBy({ a: csv, b: csv, c: pipeDelimited }) }, { a: [1, 2], b: object, c: ['x', 'y'] }),
  ).toBe('/x?a=1,2&b=R,100,G,200&c=x%7Cy')
  expect(await url({ query: queryBy({ a: spaceDelimited, b: reservedForm }) }, { a: object, b: ['a/b&c', null] })).toBe(
    '/x?a=R%20100%20G%20200&b=a/b%26c',
  )
  expect(await url({ path: '/x/{c}', url: pathBy({ c: simple }) }, ['a', 'b,c'])).toBe('/x/a,b%2Cc')
  expect(await url({ path: '/x/{c}', url: pathBy({ c: label }) }, ['a', 'b'])).toBe('/x/.a,b')
  expect(await url({ path: '/x/{c}', url: pathBy({ c: matrixExploded }) }, object)).toBe('/x/;R=100;G=200')
  expect(await url({ path: '/x/{c}', url: pathBy({ c: simpleExploded }) }, object)).toBe('/x/R=100,G=200')
})

test('a header parameter cannot smuggle another header in', async () => {
  const { result, sent } = await call({ headers: headers({ ifMatch: 'If-Match' }) }, [{ ifMatch: 'x\r\nX-Evil: 1' }])
  expect(result).toMatchObject({ ok: false, code: 'ARGUMENT_INVALID' })
  expect(sent).toBeUndefined()
})

test('a mistake in the call is a StockroomError for those who do not use safe', async () => {
  const client = connect({ baseUrl: 'http://127.0.0.1:1' })
  const plain = operation<Loose>({ ...base, path: '/files/{id}', url: path, key })
  const code = 'ARGUMENT_INVALID'
  await expect(plain(client, '\uD800')).rejects.toMatchObject({ code, name: 'StockroomError' })
  await expect(plain(client, 'x', { idempotencyKey: 'a\nb' })).rejects.toMatchObject({ code, attempts: 0 })
})

test('a Blob is sent as it is, not as JSON', async () => {
  const bytes = new Uint8Array([0, 255, 1])
  const { sent } = await call({ method: 'POST', body: raw }, [new Blob([bytes])])
  expect(sent?.body).toBe(new TextDecoder().decode(bytes))
  expect(sent?.headers['content-type']).toBe('application/octet-stream')
})

test('forms are forms', async () => {
  const form = await call({ method: 'POST', body: urlencoded }, [{ a: 'x y', b: [1, 2], c: { d: true } }])
  expect(form.sent?.body).toBe('a=x+y&b=1&b=2&c=%7B%22d%22%3Atrue%7D')
  const parts = await call({ method: 'POST', body: multipart }, [
    { file: new Blob(['hi'], { type: 'text/plain' }), meta: { a: 1 } },
  ])
  expect(parts.sent?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
  expect(parts.sent?.body).toContain('{"a":1}')
  expect(parts.sent?.body).toContain('hi')
})

test.each([
  ['text/csv', 'a;b', 'a;b'],
  ['text/html; charset=utf-8', '<p>', '<p>'],
  ['application/vnd.api+json', '{"a":1}', { a: 1 }],
])('%s is read as what it is', async (type, text, data) => {
  const reader = answers({ 200: type.split(';')[0] as string })
  const { result } = await call({ reader }, [], {
    status: 200,
    headers: { 'content-type': type },
    text,
  })
  expect(result).toMatchObject({ ok: true, data })
})

test('a file is a Blob', async () => {
  const step: Step = { status: 200, headers: { 'content-type': 'application/pdf' }, text: '%PDF' }
  const { result } = await call({ reader: answers({ 200: 'application/pdf' }) }, [], step)
  expect(await (result.data as Blob).text()).toBe('%PDF')
})

test('a JSON body of null or false is a body', async () => {
  for (const value of [null, false, 0, '']) {
    expect((await call({ method: 'POST', body: json }, [value])).sent?.body).toBe(JSON.stringify(value))
  }
})

test('results narrow by ok, by status and by code', () => {
  const narrow = (result: GetOrderResult) => {
    if (result.ok && result.status === 304) return expectTypeOf(result.data).toEqualTypeOf<undefined>()
    if (result.ok) return expectTypeOf(result.data).toEqualTypeOf<Order>()
    if (result.status === 404) return expectTypeOf(result.error.problem).toEqualTypeOf<Problem | undefined>()
    if (result.status === 418) return expectTypeOf(result.error.problem).toEqualTypeOf<unknown>()
    if (result.status === undefined) return expectTypeOf(result.error.status).toEqualTypeOf<number | undefined>()
    return undefined
  }
  expect(narrow).toBeTypeOf('function')
})
