import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { signWebhook, verifyWebhook, type WebhookBody, type WebhookHeaders } from '@stockroom/sdk/webhooks'
import { describe, expect, test } from 'vitest'

/** The example of the Standard Webhooks specification. */
const vector = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  payload: '{"test": 2432232314}',
  headers: {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  now: 1_614_265_330_000,
}
const other = `whsec_${btoa('another secret of 24 bytes')}`
const invalid = (message: RegExp) =>
  expect.objectContaining({ name: 'StockroomError', code: 'ARGUMENT_INVALID', message: expect.stringMatching(message) })
const refused = (code: string) => expect.objectContaining({ name: 'StockroomError', code: `WEBHOOK_${code}` })

const verify = (change: Partial<typeof vector>, secrets: string | string[] = vector.secret) => {
  const { payload, headers, now } = { ...vector, ...change }
  return verifyWebhook(payload, headers, secrets, { now })
}

test("the specification's example verifies, and signs to the same", async () => {
  expect(await verify({})).toEqual({ test: 2432232314 })
  const { 'webhook-id': id } = vector.headers
  expect(await signWebhook(vector.payload, vector.secret, { id, timestamp: 1_614_265_330 })).toEqual(vector.headers)
})

test('the body may be text, bytes in part of a buffer, or a buffer', async () => {
  const { buffer } = new TextEncoder().encode(vector.payload)
  const part = Buffer.from(`[${vector.payload}]`).subarray(1, -1)
  for (const body of [vector.payload, buffer, part, new Uint8Array(buffer)])
    expect(await verifyWebhook(body, vector.headers, vector.secret, { now: vector.now })).toEqual({ test: 2432232314 })
})

test('headers may be of Fetch, of Node, a map, pairs or a record, in any case', async () => {
  const upper = Object.entries(vector.headers).map(([name, value]): [string, string] => [name.toUpperCase(), value])
  const record = Object.fromEntries(upper.map(([name, value]) => [name, [value]]))
  const many: WebhookHeaders[] = [
    vector.headers,
    new Headers(vector.headers),
    new Map(upper),
    upper,
    upper.flat(),
    record,
  ]
  for (const headers of many)
    expect(await verifyWebhook(vector.payload, headers, vector.secret, { now: vector.now })).toEqual({
      test: 2432232314,
    })
})

test('the headers and the body of a real Node request verify', async () => {
  const node = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray())
    const seen = [request.headers, request.rawHeaders].map((headers) => verifyWebhook(body, headers, vector.secret))
    response.end(JSON.stringify(await Promise.all(seen)))
  }).listen(0, '127.0.0.1')
  await once(node, 'listening')
  const { 'webhook-signature': signature, ...others } = await signWebhook(vector.payload, vector.secret)
  const headers = new Headers(others)
  // Two lines of one name, which fetch and Node join by a comma.
  for (const each of [`v1,${btoa('x'.repeat(32))}`, signature]) headers.append('webhook-signature', each)
  const { port } = node.address() as AddressInfo
  const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: vector.payload, headers })
  expect(await answer.json()).toEqual([{ test: 2432232314 }, { test: 2432232314 }])
  node.close()
})

describe('a mistake of the program is told before the delivery is looked at', () => {
  const call = (body: unknown, secrets: unknown, options = {}, headers: unknown = {}) =>
    verifyWebhook(body as WebhookBody, headers as WebhookHeaders, secrets as string, options)

  test.each([
    ['Object', JSON.parse(vector.payload)],
    ['Array', [1]],
    ['FormData', new FormData()],
    ['Request', new Request('http://localhost', { method: 'POST', body: '{}' })],
    ['ReadableStream', new Blob(['{}']).stream()],
    ['Blob', new Blob(['{}'])],
    ['Promise', Promise.resolve('{}')],
    ['undefined', undefined],
    ['Number', 1],
  ])('a body that is %s', async (kind, body) => {
    await expect(call(body, vector.secret)).rejects.toEqual(
      invalid(new RegExp(`${kind}: .*express\\.raw\\(\\).*request\\.text\\(\\)`)),
    )
    await expect(signWebhook(body as WebhookBody, vector.secret)).rejects.toEqual(invalid(/raw body/))
  })

  test.each([
    [undefined, /undefined/],
    [null, /null/],
    ['', /""/],
    [1, /Number/],
    [{ secret: 'hidden' }, /Object/],
    [[], /empty/],
    [[vector.secret, undefined], /undefined/],
    [[vector.secret, ''], /""/],
  ])('secrets that are %j', async (secrets, message) => {
    await expect(call({}, secrets)).rejects.toEqual(invalid(message))
    await expect(call({}, secrets)).rejects.not.toThrow(/hidden/)
  })

  test.each([Number.NaN, -1, Number.POSITIVE_INFINITY, '300'])(
    'a tolerance, a time or a timestamp that is %j',
    async (value) => {
      const old = { ...vector.headers, 'webhook-timestamp': '1' }
      await expect(call(vector.payload, vector.secret, { tolerance: value }, old)).rejects.toEqual(invalid(/tolerance/))
      await expect(call(vector.payload, vector.secret, { now: value }, old)).rejects.toEqual(invalid(/now/))
      const timestamp = value as number
      await expect(signWebhook('{}', vector.secret, { timestamp })).rejects.toEqual(invalid(/timestamp/))
    },
  )

  test.each([undefined, null, 'webhook-id: 1'])('headers that are %j', async (headers) => {
    await expect(verifyWebhook(vector.payload, headers as unknown as WebhookHeaders, vector.secret)).rejects.toEqual(
      invalid(/headers/),
    )
  })
})

test('a changed payload, id or timestamp is refused', async () => {
  const altered = [
    { payload: `${vector.payload} ` },
    { headers: { ...vector.headers, 'webhook-id': 'msg_other' } },
    { headers: { ...vector.headers, 'webhook-timestamp': '1614265331' } },
  ]
  for (const change of altered) await expect(verify(change)).rejects.toEqual(refused('SIGNATURE_INVALID'))
})

test('one of several secrets, and one of several signatures, is enough', async () => {
  expect(await verify({}, [other, vector.secret])).toBeDefined()
  await expect(verify({}, other)).rejects.toEqual(refused('SIGNATURE_INVALID'))
  const many = `v1,${btoa('x'.repeat(32))} v1a,ignored v1,%% ${vector.headers['webhook-signature']}`
  expect(await verify({ headers: { ...vector.headers, 'webhook-signature': many } })).toBeDefined()
})

test('a delivery that is too old, too new or has no time is refused', async () => {
  for (const now of [vector.now + 301_000, vector.now - 301_000]) {
    await expect(verify({ now })).rejects.toEqual(refused('TIMESTAMP_INVALID'))
  }
  expect(await verify({ now: vector.now + 299_000 })).toBeDefined()
  const generous = { now: vector.now + 3_600_000, tolerance: 7_200 }
  expect(await verifyWebhook(vector.payload, vector.headers, vector.secret, generous)).toBeDefined()
  for (const timestamp of ['NaN', '', '-1', '1e9']) {
    const headers = { ...vector.headers, 'webhook-timestamp': timestamp }
    await expect(verify({ headers })).rejects.toMatchObject({ code: expect.stringMatching(/^WEBHOOK_/) })
  }
})

test('what is missing or no secret is said', async () => {
  const { 'webhook-signature': _, ...headers } = vector.headers
  await expect(verifyWebhook('{}', headers, vector.secret)).rejects.toEqual(refused('HEADER_MISSING'))
  for (const secret of ['whsec_', 'not base64!'])
    await expect(verify({}, secret)).rejects.toEqual(refused('SECRET_INVALID'))
})

test('a genuine payload that is no JSON is refused', async () => {
  const headers = await signWebhook('hello', vector.secret)
  await expect(verifyWebhook('hello', headers, vector.secret)).rejects.toEqual(refused('PAYLOAD_INVALID'))
})
