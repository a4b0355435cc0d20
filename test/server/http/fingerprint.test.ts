import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fingerprintKeyOf, fingerprintOf } from '../../../server/http/fingerprint.ts'

type Call = Parameters<typeof fingerprintOf>[0]

const secret = randomBytes(32)
const call = (id: string, url: string, value: unknown) =>
  ({ operation: { route: { id } }, x: { req: { url } }, content: { contentType: 'application/json', value } }) as Call
const user = { email: 'ada@example.com', password: 'correct horse battery staple' }
const first = fingerprintOf(call('createUser', '/v2/users', user), fingerprintKeyOf(secret))

describe('the fingerprint of a request', () => {
  it('is the same on every node with the secret, whatever the order of members', () => {
    const again = call('createUser', '/v2/users', { password: user.password, email: user.email })
    expect(fingerprintOf(again, fingerprintKeyOf(Buffer.from(secret)))).toEqual(first)
  })

  it.each<[string, Call]>([
    ['another password', call('createUser', '/v2/users', { ...user, password: 'another horse' })],
    ['another operation', call('createCustomer', '/v2/users', user)],
    ['another URL', call('createUser', '/v2/users?x=1', user)],
  ])('tells %s apart', (_, other) => {
    expect(fingerprintOf(other, fingerprintKeyOf(secret))).not.toEqual(first)
  })

  it('says nothing to who knows all of the request but lacks the secret', () => {
    for (const key of [fingerprintKeyOf(randomBytes(32)), Buffer.alloc(0), secret]) {
      expect(fingerprintOf(call('createUser', '/v2/users', user), key)).not.toEqual(first)
    }
  })
})
