/** What a schema cannot say of a text, or not without breaking those who send it: refused by either version. */
import { beforeAll, describe, expect, it } from 'vitest'
import { isCurrency } from '../../../server/domain/currency.ts'
import { checkName } from '../../../server/domain/name.ts'
import { useServer } from '../../support/server.ts'
import { admin, as, newEmail, newSku, type Send } from './v1/callers.ts'

const server = useServer()
let send: Send
beforeAll(async () => {
  send = await as(server, admin)
})

const price = { amount: 100, currency: 'EUR' }
const named: [path: string, member: string, make: (name: string) => object][] = [
  ['/v2/products', 'name', (name) => ({ name, sku: newSku(), price })],
  ['/v2/customers', 'name', (name) => ({ name, email: newEmail() })],
  ['/v2/users', 'full_name', (full_name) => ({ full_name, email: newEmail() })],
  ['/v2/tasks', 'title', (title) => ({ title })],
  ['/v2/api-keys', 'name', (name) => ({ name, scopes: ['products:read'] })],
  ['/v1/products', 'name', (name) => ({ name, sku: newSku(), price: 1.5 })],
  ['/v1/users', 'full_name', (full_name) => ({ full_name, email: newEmail() })],
  ['/v1/tasks', 'title', (title) => ({ title })],
]

describe.each(named)('%s', (path, member, make) => {
  it.each(['    ', '\u00a0\u2003', '\u200b\u2060\u3164'])('is not named %j', async (blank) => {
    const reply = await send('POST', path, make(blank))
    expect(reply).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED' } })
    expect(reply.text).toContain(member)
  })

  it.runIf(!path.endsWith('api-keys'))('does not come to be named so', async () => {
    const { headers } = await send('POST', path, make('Ada Lovelace'))
    const place = headers.get('location') as string
    expect(await send('PATCH', place, { [member]: '     ' })).toMatchObject({ status: 422 })
    expect(await send('PATCH', place, { [member]: ' Ada  King ' })).toMatchObject({ status: 200 })
  })
})

describe('a name', () => {
  it.each(['a', ' a ', '\u200ba', '0', '👩‍🚀', '\u0301'])('may be %j', (name) =>
    expect(() => checkName('/name', name)).not.toThrow(),
  )
})

describe('a currency', () => {
  const product = (currency: string) => ({ name: 'Lamp', sku: newSku(), price: { amount: 100, currency } })

  it.each(['ZZZ', 'ABC', 'X'.repeat(3), 'XTS', 'XAU', 'DEM', 'HRK'])('is not %s', async (currency) => {
    const refused = { status: 422, body: { errors: [{ pointer: '/price/currency', code: 'CURRENCY_UNKNOWN' }] } }
    expect(await send('POST', '/v2/products', product(currency))).toMatchObject(refused)
    const { headers } = await send('POST', '/v2/products', product('USD'))
    const place = headers.get('location') as string
    expect(await send('PATCH', place, { price: { currency } })).toMatchObject(refused)
    expect(await send('PUT', place, product(currency))).toMatchObject(refused)
  })

  it.each(['EUR', 'USD', 'JPY', 'BHD', 'CLF', 'UYW', 'XOF', 'XCG', 'ZWG'])('may be %s', async (currency) => {
    expect(isCurrency(currency)).toBe(true)
    expect((await send('POST', '/v2/products', product(currency))).status).toBe(201)
  })
})
