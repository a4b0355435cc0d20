import { signWebhook, verifyWebhook } from '@stockroom/sdk/webhooks'
import { expect, test } from 'vitest'

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

test('bytes, Headers, any case and lists of header values do', async () => {
  const bytes = new TextEncoder().encode(vector.payload)
  const upper = Object.fromEntries(Object.entries(vector.headers).map(([name, value]) => [name.toUpperCase(), [value]]))
  for (const headers of [new Headers(vector.headers), upper]) {
    expect(await verifyWebhook(bytes, headers, vector.secret, { now: vector.now })).toEqual({ test: 2432232314 })
  }
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
  for (const secret of ['', 'whsec_', 'not base64!'])
    await expect(verify({}, secret)).rejects.toEqual(refused('SECRET_INVALID'))
})

test('a genuine payload that is no JSON is refused', async () => {
  const headers = await signWebhook('hello', vector.secret)
  await expect(verifyWebhook('hello', headers, vector.secret)).rejects.toEqual(refused('PAYLOAD_INVALID'))
})
