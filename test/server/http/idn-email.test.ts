/** Addresses as RFC 6531 has them: what is read, what is kept, and what is the same. */
import { createStockroom, StockroomError } from '@stockroom/sdk'
import { createTestServer } from '@stockroom/sdk/testing'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { requests as v1 } from '../../../generated/v1/validators.js'
import { requests as v2 } from '../../../generated/v2/validators.js'
import { isIdnEmail } from '../../../server/http/idn-email.ts'
import { insertClient, insertPartner, insertPerson, merchant } from '../../support/fixtures.ts'
import { useServer } from '../../support/server.ts'

const contentType = 'application/json'
const reads = (email: string) => {
  const raw = { path: {}, query: '', headers: {}, contentType }
  const answers = [
    v2.createCustomer({ ...raw, body: { email, name: 'Ada' } }),
    v2.login({ ...raw, body: { email, password: 'p' } }),
    v1.createUser({ ...raw, body: { email, full_name: 'Ada' } }),
  ]
  const verdicts = new Set(answers.map(({ ok }) => ok))
  expect(verdicts.size, email).toBe(1)
  return verdicts.has(true)
}

describe('an address', () => {
  it.each([
    'ada@example.com',
    "o'brien+orders/2!#$%&*=?^_`{|}~-@sub.example.co",
    'jürgen@müller.example',
    'δοκιμή@παράδειγμα.δοκιμή',
    '用户@例子.广告',
    'ಬೆಂಬಲ@ಡೇಟಾಮೇಲ್.ಭಾರತ',
    'अजय@डाटा.भारत',
    'квіточка@пошта.укр',
    'a@xn--mnchen-3ya.example',
    '😀@example.com',
    'a@a-b--c.example',
  ])('%s is one', (email) => expect([reads(email), isIdnEmail(email)]).toEqual([true, true]))

  it.each([
    'a',
    'a@b',
    '@example.com',
    'a@',
    'a@@b.example',
    'a b@example.com',
    'a\u00a0b@example.com',
    'a\u200b@example.com',
    'a\u202e@example.com',
    'a\u0000@example.com',
    '.a@example.com',
    'a..b@example.com',
    '"a b"@example.com',
    'a@-b.example',
    'a@b-.example',
    'a@b_c.example',
    'a@b..example',
    'a@例。例.example',
    'a@[192.0.2.1]',
    'a@b.example\n',
    'a\ud800@example.com',
  ])('%j is none', (email) => expect([reads(email), isIdnEmail(email)]).toEqual([false, false]))

  it('is read alike by the validators and by the referee', () => {
    const parts = [
      'a',
      'Z',
      '9',
      '.',
      '-',
      '_',
      '@',
      '+',
      'ü',
      'K',
      'ſ',
      'İ',
      '\u0308',
      '例',
      '。',
      '😀',
      ' ',
      '\u200b',
      '\u0000',
      '"',
    ]
    const texts = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 12 }).map((all) => all.join(''))
    fc.assert(
      fc.property(texts, texts, (local, domain) => {
        const email = `${local}@${domain}`
        expect(reads(email), email).toBe(isIdnEmail(email))
      }),
      { numRuns: 500, seed: 6531 },
    )
  })
})

describe('at the server', () => {
  const server = useServer()
  let token = ''
  let staff = ''
  beforeAll(async () => {
    token = await server.tokenFor(await insertClient(server.database, await insertPartner(server.database)))
    staff = await server.tokenFor(merchant)
  })
  const add = (email: string) => server.call('POST', '/v2/customers', { token, body: { email, name: 'Jürgen' } })
  const composed = 'Jürgen@müller.example'.normalize('NFC')
  const decomposed = composed.normalize('NFD')

  it('is kept composed, with its case, and is one in every form and case', async () => {
    expect(decomposed).not.toBe(composed)
    expect(await add(decomposed)).toMatchObject({ status: 201, body: { email: composed } })
    for (const same of [composed, decomposed, composed.toUpperCase(), decomposed.toLowerCase()]) {
      expect(await add(same), same).toMatchObject({ status: 409, body: { code: 'CUSTOMER_EMAIL_TAKEN' } })
      const found = await server.call('GET', `/v2/customers?email=${encodeURIComponent(same)}`, { token })
      expect(found.body.data, same).toMatchObject([{ email: composed }])
    }
    expect((await add('jurgen@muller.example')).status).toBe(201)
  })

  it('signs in in every form and case, and v1 shows it', async () => {
    const password = 'correct horse battery staple'
    await insertPerson(server.database, { email: 'Δοκιμή.ΣΑΣ@παράδειγμα.example'.normalize('NFC'), password })
    for (const email of ['δοκιμή.σασ@ΠΑΡΆΔΕΙΓΜΑ.example', 'ΔΟΚΙΜΉ.σασ@παράδειγμα.EXAMPLE'.normalize('NFD')]) {
      const answer = await server.call('POST', '/v2/auth/login', { body: { email, password } })
      expect(answer.status, email).toBe(200)
    }
    const body = { email: '用户@例子.广告', full_name: 'User', is_active: true }
    const made = await server.call('POST', '/v1/users', { token: staff, body })
    expect(made).toMatchObject({ status: 201, body: { email: body.email } })
    const read = await server.call('GET', `/v2/users/${made.body.id}`, { token: staff })
    expect(read).toMatchObject({ status: 200, body: { email: body.email } })
  })
})

it('the in-memory server of the SDK takes it, and refuses what is none', async () => {
  const { baseUrl, fetch } = createTestServer()
  const stockroom = createStockroom({ baseUrl, fetch, auth: () => 'token' })
  await stockroom.customers.create({ name: 'A', email: '用户@例子.广告' })
  const error = await stockroom.customers.create({ name: 'A', email: 'a b@example.com' }).catch((thrown) => thrown)
  expect(StockroomError.is(error) && error.code).toBe('VALIDATION_FAILED')
})
