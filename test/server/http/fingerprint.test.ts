import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { requests } from '../../../generated/v2/validators.js'
import { fingerprintKeyOf, fingerprintOf } from '../../../server/http/fingerprint.ts'

type Call = Parameters<typeof fingerprintOf>[0]

const secret = randomBytes(32)
const call = (id: string, path: string, body: unknown, query: Record<string, unknown> = {}, values = {}) =>
  ({
    operation: { route: { id, path } },
    request: { path: values, query, headers: {}, body },
    content: { contentType: 'application/json', value: body },
  }) as unknown as Call
const user = { email: 'ada@example.com', password: 'correct horse battery staple' }
const first = fingerprintOf(call('createUser', '/v2/users', user), fingerprintKeyOf(secret))

describe('the fingerprint of a request', () => {
  it('is the same on every node with the secret, whatever the order of members', () => {
    const again = call('createUser', '/v2/users', { password: user.password, email: user.email })
    expect(fingerprintOf(again, fingerprintKeyOf(Buffer.from(secret)))).toEqual(first)
  })

  it('is the same for a UUID in either case, as the validators read it', () => {
    const id = '019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f'
    const read = (path: string) => {
      const body = { status: 'paid' }
      const checked = requests.patchOrder({
        path: { order_id: path },
        query: '',
        headers: {},
        contentType: 'application/json',
        body,
      })
      if (!checked.ok) throw new Error(JSON.stringify(checked.errors))
      const route = { id: 'patchOrder', path: '/v2/orders/{order_id}' }
      const content = { contentType: 'application/json', value: body }
      return fingerprintOf({ operation: { route }, request: checked.value, content } as unknown as Call, secret)
    }
    expect(read(id.toUpperCase())).toEqual(read(id))
    expect(read(id.replace('0', '1'))).not.toEqual(read(id))
  })

  it.each<[string, Call]>([
    ['another password', call('createUser', '/v2/users', { ...user, password: 'another horse' })],
    ['another operation', call('createCustomer', '/v2/users', user)],
    ['another query', call('createUser', '/v2/users', user, { x: 1 })],
    ['another path', call('createUser', '/v2/{at}', user, {}, { at: 'people' })],
  ])('tells %s apart', (_, other) => {
    expect(fingerprintOf(other, fingerprintKeyOf(secret))).not.toEqual(first)
  })

  it('says nothing to who knows all of the request but lacks the secret', () => {
    for (const key of [fingerprintKeyOf(randomBytes(32)), Buffer.alloc(0), secret]) {
      expect(fingerprintOf(call('createUser', '/v2/users', user), key)).not.toEqual(first)
    }
  })
})
