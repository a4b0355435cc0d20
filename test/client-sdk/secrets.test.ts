import { inspect } from 'node:util'
import { apiKey, clientCredentials, createStockroom, type StockroomError, session } from '@stockroom/sdk'
import { expect, test } from 'vitest'
import { closedPort, found, isToken, type Step, scripted } from './scripted.ts'

const secret = 'hunter2'
const malformed = `${secret}\r\nx-evil: 1`
const wide = `${secret}\u{1F511}`

/** All that a program may print of a call: its error with every cause, its spans and its log lines. */
async function printed(options: Partial<Parameters<typeof createStockroom>[0]>, call: object = {}): Promise<string> {
  const told: unknown[] = []
  const tell = (...what: unknown[]) => void told.push(what)
  const tracer = {
    startSpan: (...what: unknown[]) => {
      tell(...what)
      return { setAttribute: tell, recordException: tell, end() {} }
    },
  }
  const logger = { debug: tell, warn: tell }
  const retry = { minDelay: 1, maxDelay: 1, attempts: 2 }
  const given = { baseUrl: `http://127.0.0.1:${await closedPort()}`, tracer, logger, retry, ...options }
  const thrown = await (async () => createStockroom(given).orders.create({ lines: [] }, call))().then(
    () => expect.fail('it did not fail'),
    (error: StockroomError) => error,
  )
  told.push(thrown, thrown.stack, JSON.stringify(thrown))
  return inspect(told, { depth: 20, showHidden: true })
}

const ofToken = async (...steps: Step[]) => {
  let asked = 0
  const { url } = await scripted((request, response) => {
    const step = isToken(request) ? steps[Math.min(asked++, steps.length - 1)] : found
    if (typeof step === 'function') step(request, response)
  })
  return url
}
const text =
  (status: number, body: string, type = 'application/json'): Step =>
  (_, response) => {
    response.writeHead(status, { 'content-type': type }).end(body)
  }
const cut: Step = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '999' })
  response.write(`{"access_token":"${secret}`, () => response.destroy())
}

test.each([malformed, wide, `${secret}\0`])('a secret that no header can hold shows nowhere: %j', async (value) => {
  for (const options of [
    { auth: () => value },
    { auth: () => ({ 'x-proof': value }) },
    { auth: apiKey(value) },
    { headers: { 'x-proof': value } },
  ]) {
    const text = await printed(options)
    expect(text).not.toContain(secret)
    expect(text).toContain('ARGUMENT_INVALID')
  }
  for (const call of [{ headers: { 'x-proof': value } }, { idempotencyKey: value }])
    expect(await printed({}, call)).not.toContain(secret)
})

test('credentials that could not be sent are not tried again', async () => {
  let asked = 0
  const auth = () => {
    asked++
    return malformed
  }
  await printed({ auth })
  expect(asked).toBe(1)
})

test.each([
  ['is no token', text(200, `{"token":"${secret}"}`)],
  ['is a token of another type', text(200, `{"access_token":["${secret}"]}`)],
  ['is a token that no header can hold', text(200, JSON.stringify({ access_token: malformed }))],
  ['ends too early', text(200, `{"access_token":"${secret}`)],
  ['is cut off', cut],
  ['is a page', text(200, `<p>${secret}</p>`, 'text/html')],
  ['is an error', text(503, `{"debug":"none"}`)],
])("nor does the token endpoint's answer, where it %s", async (_, step) => {
  const baseUrl = await ofToken(step)
  const auth = clientCredentials({ clientId: 'c', clientSecret: secret })
  expect(await printed({ baseUrl, auth })).not.toContain(secret)
})

test('nor do credentials that are sent, when the server is down, slow, or elsewhere', async () => {
  const hanging = await scripted('hang')
  const elsewhere = await scripted({ status: 307, headers: { location: `http://user:${secret}@other.test/` } })
  const options = [{}, { baseUrl: hanging.url, timeout: 50 }, { baseUrl: elsewhere.url }]
  for (const where of options) {
    for (const auth of [
      () => secret,
      apiKey(secret),
      clientCredentials({ clientId: 'c', clientSecret: secret }),
      session({ email: 'a@b.test', password: secret }),
    ])
      expect(await printed({ auth, headers: { 'x-proof': secret }, ...where })).not.toContain(secret)
  }
})

test('nor does a base URL with a password', async () => {
  expect(await printed({ baseUrl: `https://user:${secret}@api.test` })).not.toContain(secret)
})
