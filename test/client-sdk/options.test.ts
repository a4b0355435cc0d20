import { apiKey, clientCredentials, connect, createStockroom, session } from '@stockroom/sdk'
import { createStockroom as createFirst } from '@stockroom/sdk/v1'
import { describe, expect, test } from 'vitest'
import { errorOf, found, scripted } from './scripted.ts'

const baseUrl = 'https://api.example.com'
const invalid = (name: string) =>
  expect.objectContaining({ code: 'ARGUMENT_INVALID', message: expect.stringContaining(name), attempts: 0 })
const thrownBy = (make: () => unknown): unknown => {
  try {
    return make()
  } catch (error) {
    return error
  }
}

/** What no timer and no loop can hold. */
const impossible: unknown[] = [Number.POSITIVE_INFINITY, 0, Number.NaN, 2 ** 31, -1, 'soon', {}, []]
const limits = ['attempts', 'minDelay', 'maxDelay', 'attemptTimeout', 'maxRetryAfter']

describe('the base URL', () => {
  test.each([
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
    ['a URL object', new URL(baseUrl)],
    ['without a scheme', 'api.example.com'],
    ['of another scheme', 'ftp://api.example.com'],
    ['with a query', `${baseUrl}?a=1`],
    ['with a fragment', `${baseUrl}#a`],
    ['with a password', 'https://user:hunter2@api.example.com'],
    ['with the version', `${baseUrl}/v2`],
    ['with the version and a slash', `${baseUrl}/v2/`],
    ['with the version behind a path', `${baseUrl}/gateway/v1`],
  ])('is refused: %s', (_, value) => {
    for (const make of [createStockroom, createFirst, connect]) {
      const error = thrownBy(() => make({ baseUrl: value as string }))
      expect(error).toEqual(invalid('baseUrl'))
      expect(String(error)).not.toContain('hunter2')
    }
  })

  test.each([baseUrl, `${baseUrl}/`, `${baseUrl}/gateway`, `${baseUrl}/v2/stockroom`, 'http://localhost:3000'])(
    'is taken: %s',
    (value) => {
      expect(connect({ baseUrl: value }).baseUrl).toBe(value.replace(/\/$/, ''))
    },
  )
})

describe('limits', () => {
  const named = impossible.flatMap((value) => limits.map((name) => [name, value] as const))
  const options = [
    ...impossible.map((value) => ['timeout', { timeout: value }] as const),
    ...named.map(([name, value]) => [name, { retry: { [name]: value } }] as const),
    // Not an object: a number of attempts, and none that there can be.
    ...impossible.filter((value) => typeof value === 'number').map((value) => ['attempts', { retry: value }] as const),
  ]

  test.each(options)('%s is refused by the client: %j', (name, value) => {
    expect(thrownBy(() => connect({ baseUrl, ...(value as object) }))).toEqual(invalid(name))
  })

  test.each(options)('%s is refused by a call, which sends nothing: %j', async (name, value) => {
    const server = await scripted(found)
    const { orders } = createStockroom({ baseUrl: server.url })
    expect(await errorOf(orders.get('1', value as object))).toEqual(invalid(name))
    expect(server.received).toHaveLength(0)
  })

  test.each<[object]>([
    [{ timeout: undefined }],
    [{ retry: undefined }],
    [{ retry: {} }],
    ...limits.map((name): [object] => [{ retry: { [name]: undefined } }]),
  ])('undefined is the default: %j', async (value) => {
    expect(connect({ baseUrl, ...(value as object) }).retry).toEqual({
      ...{ timeout: 60_000, attempts: 6, minDelay: 250, maxDelay: 8_000, attemptTimeout: 20_000 },
      maxRetryAfter: 60_000,
    })
    const server = await scripted({ status: 503, json: {} })
    const { orders } = createStockroom({ baseUrl: server.url, retry: { attempts: 2, minDelay: 1, maxDelay: 1 } })
    expect(await errorOf(orders.get('1', value as object))).toMatchObject({ status: 503, attempts: 2 })
  })

  test('a call changes what it names, and keeps the rest of the client', async () => {
    const server = await scripted({ status: 503, json: {} })
    const { orders } = createStockroom({ baseUrl: server.url, retry: { attempts: 3, minDelay: 1, maxDelay: 1 } })
    expect(await errorOf(orders.get('1', { retry: { attempts: 2 } }))).toMatchObject({ attempts: 2 })
    expect(await errorOf(orders.get('1'))).toMatchObject({ attempts: 3 })
  })
})

describe('credentials', () => {
  const of = (value: unknown) => value as string
  test.each([undefined, null, ''])('are refused where they are %j, such as a variable that is not set', (value) => {
    const given = of(value)
    expect(thrownBy(() => clientCredentials({ clientId: given, clientSecret: 's' }))).toEqual(invalid('clientId'))
    expect(thrownBy(() => clientCredentials({ clientId: 'c', clientSecret: given }))).toEqual(invalid('clientSecret'))
    expect(thrownBy(() => apiKey(given))).toEqual(invalid('key'))
    expect(thrownBy(() => session({ email: given, password: 'p' }))).toEqual(invalid('email'))
    expect(thrownBy(() => session({ email: 'a@b.test', password: given }))).toEqual(invalid('password'))
  })
})
