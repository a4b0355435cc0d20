/** RFC 9562, section 4: a UUID is read in either case and written in lower case. */
import { beforeAll, describe, expect, it } from 'vitest'
import { requests as v1 } from '../../../generated/v1/validators.js'
import { requests as v2 } from '../../../generated/v2/validators.js'
import { apiOf, callsOf } from '../../client-sdk/whole/calls.ts'
import { insertClient, insertPartner, insertProduct, merchant } from '../../support/fixtures.ts'
import { useServer } from '../../support/server.ts'

const uuid = /\b[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\b/gi
const upper = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(uuid, (each) => each.toUpperCase()))
const some = '019ab3f0-1a2b-7c3d-8e4f-5a6b7c8d9e0f'

type Checks = Record<string, (raw: object) => { ok: boolean; value?: unknown; errors?: unknown }>

describe.each([
  ['v1', v1 as unknown as Checks],
  ['v2', v2 as unknown as Checks],
])('what each operation of %s reads', async (version, checks) => {
  const { operations } = await apiOf(version)
  const calls = await callsOf(version)
  it.each(operations.map((operation) => [operation.id, operation] as const))(
    'has no UUID in upper case: %s',
    (id, operation) => {
      const named = (place: string) =>
        operation.parameters
          .filter((each) => each.in === place && Object(each.schema.value).format === 'uuid')
          .map(({ name }) => [name, upper(some)])
      const body = operation.body && upper(calls.find((call) => call.id === id)?.args.at(-1))
      const checked = checks[id]?.({
        path: Object.fromEntries(named('path')),
        query: new URLSearchParams(named('query')).toString(),
        headers: Object.fromEntries(named('header')),
        ...(operation.body && { contentType: operation.body.content[0]?.mediaType, body }),
      })
      expect(checked).toMatchObject({ ok: true })
      const found = JSON.stringify(checked?.value).match(uuid) ?? []
      expect(found.filter((each) => each !== each.toLowerCase())).toEqual([])
    },
  )
})

describe('an object by its id in upper case', () => {
  const server = useServer()
  let token = ''
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    token = await server.tokenFor(merchant)
    const partner = await server.tokenFor(await insertClient(server.database, await insertPartner(server.database)))
    ids.products = await insertProduct(server.database)
    const post = async (path: string, body: object, as = token) =>
      String((await server.call('POST', path, { token: as, body })).body.id)
    ids.customers = await post('/v2/customers', { name: 'Ada', email: 'ada@example.com' }, partner)
    const line = { product_id: ids.products.toUpperCase(), quantity: 1 }
    ids.orders = await post('/v2/orders', { customer_id: ids.customers.toUpperCase(), lines: [line] }, partner)
    ids['stock-adjustments'] = await post('/v2/stock-adjustments', {
      product_id: line.product_id,
      quantity: 5,
      reason: 'received',
    })
    ids.tasks = await post('/v2/tasks', {
      title: 'Pack',
      owner_id: merchant.id.toUpperCase(),
      order_id: ids.orders.toUpperCase(),
    })
    ids.users = merchant.id
    const patch = { token, body: { status: 'paid' } }
    await server.call('PATCH', `/v2/orders/${ids.orders.toUpperCase()}`, patch)
    const invoices = await server.call('GET', `/v2/invoices?order_id=${ids.orders.toUpperCase()}`, { token })
    ids.invoices = invoices.body.data[0].id
  })

  it.each(['products', 'customers', 'orders', 'stock-adjustments', 'tasks', 'users', 'invoices'])(
    'is the same: %s',
    async (name) => {
      const get = (id: string) => server.call('GET', `/v2/${name}/${id}`, { token })
      const [lower, capital] = [await get(ids[name] as string), await get(String(ids[name]).toUpperCase())]
      expect(lower.status).toBe(200)
      expect(capital.text).toBe(lower.text)
      expect(capital.text).not.toMatch(/[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]*[A-F]/)
    },
  )

  it('filters a list, whose cursor goes on in either case', async () => {
    for (let n = 0; n < 2; n++) {
      const body = { product_id: ids.products, quantity: 1, reason: 'counted' }
      expect((await server.call('POST', '/v2/stock-adjustments', { token, body })).status).toBe(201)
    }
    const list = async (id: string, rest = '') =>
      (await server.call('GET', `/v2/stock-adjustments?product_id=${id}&limit=1${rest}`, { token })).body
    const first = await list(String(ids.products).toUpperCase())
    const second = await list(String(ids.products), `&cursor=${first.next_cursor}`)
    expect(first.data).toHaveLength(1)
    expect(second.data).toHaveLength(1)
    expect(second.data[0].id).not.toBe(first.data[0].id)
  })
})
