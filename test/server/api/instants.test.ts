/** Each date-time that a request may hold is refused, or read as what it says, and can be answered. */
import { fullFormats } from 'ajv-formats/dist/formats.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf } from '../../../server/api/instant.ts'
import { Refusal } from '../../../server/domain/refusal.ts'
import { aProduct, useWorld } from '../../support/world.ts'

const isDateTime = (text: string) => (fullFormats['date-time'] as { validate(text: string): boolean }).validate(text)
const two = (most: number) => fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(2, '0'))
const year = fc.oneof(
  fc.constantFrom('0000', '0001', '0099', '9999'),
  fc.integer({ min: 0, max: 9999 }).map((number) => String(number).padStart(4, '0')),
)
const offset = fc.oneof(
  fc.constantFrom('Z', 'z'),
  fc
    .tuple(fc.constantFrom('+', '-'), two(24), fc.constantFrom(':', '', null), two(59))
    .map(([sign, hours, colon, rest]) => (colon === null ? `${sign}${hours}` : `${sign}${hours}${colon}${rest}`)),
)
const dateTime = fc
  .tuple(
    year,
    two(12),
    two(31),
    fc.constantFrom('T', 't', ' '),
    two(24),
    two(59),
    two(60),
    fc.constantFrom('', '.1', '.999999999'),
    offset,
  )
  .map(
    ([y, month, day, divider, hour, minute, second, fraction, zone]) =>
      `${y}-${month}-${day}${divider}${hour}:${minute}:${second}${fraction}${zone}`,
  )
  .filter(isDateTime)

describe('a date-time of a request', () => {
  it('is one that an answer can say, or is refused', () => {
    fc.assert(
      fc.property(dateTime, (text) => {
        try {
          const at = instantOf(text, 'query', 'at') as Date
          expect(isDateTime(at.toISOString())).toBe(true)
          // In the spelling that JavaScript reads, too.
          const plain = text
            .replace(/[t ]/, 'T')
            .replace('z', 'Z')
            .replace(/:60(?=[.Z+-])/, ':59')
          if (/\.\d{4}/.test(plain) || !/T.*(Z|[+-]\d\d:\d\d)$/.test(plain)) return
          expect(at).toEqual(new Date(plain))
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          expect(text).toMatch(/^(0000|9999)/)
        }
      }),
      { numRuns: 5_000 },
    )
  })

  it.each([
    ['2026-01-02T03:04:05+01', '2026-01-02T02:04:05.000Z'],
    ['2026-01-02 03:04:05-0130', '2026-01-02T04:34:05.000Z'],
    ['0000-01-01 00:00:00Z', '0000-01-01T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000Z'],
    ['2016-12-31T22:59:60.5-01:00', '2016-12-31T23:59:59.500Z'],
  ])('says %s', (text, instant) => {
    expect(instantOf(text, 'query', 'at')?.toISOString()).toBe(instant)
  })
})

const odd = [
  '9999-12-31T23:59:59-14:00',
  '0000-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59.999Z',
  '0000-01-01T00:00:00Z',
  '0000-01-01 00:00:00Z',
  '2026-01-01T00:00:00+01',
  '2026-01-01t00:00:00.123456789z',
  '2016-12-31T23:59:60Z',
]

describe('every operation', () => {
  const world = useWorld()
  const lists = [
    ...['orders', 'customers', 'users', 'tasks', 'stock-adjustments', 'audit-events'].flatMap((list) => [
      `${list}?created_at_from=`,
      `${list}?created_at_before=`,
    ]),
    'invoices?issued_at_from=',
    'invoices?issued_at_before=',
  ]

  it.each(lists)('takes an odd date-time, or says which it was: %s', async (path) => {
    const token = await world.server.tokenFor(world.who.admin)
    await aProduct(world)
    for (const text of odd) {
      const { status, body } = await world.server.call('GET', `/v2/${path}${encodeURIComponent(text)}`, { token })
      expect([200, 422]).toContain(status)
      if (status === 422)
        expect(body.errors[0]).toMatchObject({ in: 'query', pointer: expect.stringMatching(/^\/\w+_at_/) })
    }
  })

  it.each([
    ['in the past', '2020-01-01T00:00:00Z', 'MINIMUM'],
    ['now', () => new Date().toISOString(), 'MINIMUM'],
    ['more than ten years ahead', () => inYears(10, 60_000), 'MAXIMUM'],
    ['beyond what can be said', '9999-12-31T23:59:59-14:00', 'FORMAT'],
    ['before what can be said', '0000-01-01T00:00:00+14:00', 'FORMAT'],
  ])('refuses a key that expires %s', async (_, given, code) => {
    const token = await world.server.tokenFor(world.who.admin)
    const expires_at = typeof given === 'string' ? given : given()
    const body = { name: 'Key', scopes: ['products:read'], expires_at }
    const reply = await world.server.call('POST', '/v2/api-keys', { token, body })
    expect(reply).toMatchObject({ status: 422, body: { errors: [{ in: 'body', pointer: '/expires_at', code }] } })
    expect((await world.server.call('GET', '/v2/api-keys', { token })).status).toBe(200)
  })

  it.each([
    ['soon', () => inYears(0, 60_000)],
    ['in ten years', () => inYears(10, -60_000)],
  ])('makes a key that expires %s, and shows it', async (_, given) => {
    const token = await world.server.tokenFor(world.who.admin)
    const expires_at = given()
    const body = { name: 'Key', scopes: ['products:read'], expires_at }
    expect(await world.server.call('POST', '/v2/api-keys', { token, body })).toMatchObject({
      status: 201,
      body: { expires_at },
    })
    expect((await world.server.call('GET', '/v2/api-keys', { token })).status).toBe(200)
  })
})

function inYears(years: number, milliseconds: number): string {
  const at = new Date(Date.now() + milliseconds)
  at.setUTCFullYear(at.getUTCFullYear() + years)
  return at.toISOString()
}
