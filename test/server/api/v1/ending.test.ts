import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../../../../generated/v1/operations.ts'
import { insertClient, insertPartner } from '../../../support/fixtures.ts'
import { useServer } from '../../../support/server.ts'
import { admin, as, newSku, type Send } from './callers.ts'

const sunset = Date.parse('2027-06-30')
let now = sunset - 1

const server = useServer({ clock: () => now })
const willing = useServer({ clock: () => sunset + 1, env: { SERVE_AFTER_SUNSET: 'on', DEFAULT_CURRENCY: 'JPY' } })
let send: Send

beforeAll(async () => {
  send = await as(server, admin)
})

const guide =
  '</docs/migrating>; rel="deprecation"; type="text/markdown", </docs/migrating>; rel="sunset"; type="text/markdown"'
const told = ({ headers }: { headers: Headers }) => ['deprecation', 'sunset', 'link'].map((name) => headers.get(name))
const always = ['@1767225600', 'Wed, 30 Jun 2027 00:00:00 GMT']

describe('before the sunset', () => {
  it('each answer says since when, until when, and where to go', async () => {
    const product = await send('POST', '/v1/products', { name: 'Lamp', sku: newSku(), price: 1 })
    const collection = [...always, `${guide}, </v2/products>; rel="successor-version"`]
    expect(told(product)).toEqual(collection)
    const { id } = product.body
    expect(told(await send('GET', `/v1/products/${id}`))).toEqual([
      ...always,
      `${guide}, </v2/products/${id}>; rel="successor-version"`,
    ])
    expect(told(await server.call('GET', '/v1/products'))).toEqual(collection)
    expect(told(await send('GET', '/v1/products?page=0'))).toEqual(collection)
    expect(told(await send('GET', '/v1/orders'))).toEqual([...always, guide])
    expect(told(await send('PUT', '/v1/tasks', {}))).toEqual([...always, guide])
  })

  it('puts nothing of the caller’s into the link that could end it', async () => {
    const reply = await send('GET', '/v1/products/%3E%3B%22,%3Cx')
    expect(reply.headers.get('link')).toBe(`${guide}, </v2/products/%3E%3B%22%2C%3Cx>; rel="successor-version"`)
  })

  it('says nothing of the kind in v2', async () => {
    expect(told(await send('GET', '/v2/products'))).toEqual([null, null, null])
    expect(told(await send('GET', '/v2/none'))).toEqual([null, null, null])
  })

  it('counts calls by partner, and those that name none', async () => {
    const partner = await insertPartner(server.database)
    const theirs = await as(server, await insertClient(server.database, partner))
    await theirs('GET', '/v1/products')
    await theirs('GET', '/v1/products')
    await theirs('GET', '/v2/products')
    await send('GET', '/v1/tasks')
    await server.call('GET', '/v1/tasks')
    const count = async () => {
      const text = await server.metrics.registry.getSingleMetricAsString('stockroom_deprecated_requests_total')
      return (who: string) => Number(new RegExp(`version="v1",partner="${who}"} (\\d+)`).exec(text)?.[1] ?? 0)
    }
    await expect.poll(async () => (await count())(partner)).toBe(2)
    const of = await count()
    expect(of('merchant')).toBeGreaterThan(0)
    expect(of('unknown')).toBeGreaterThan(0)
  })

  it('keeps no more than a thousand partners apart', async () => {
    const { metrics } = willing
    for (let index = 0; index < 1_200; index++) metrics.deprecated('v1', newId())
    const { values } = await (
      metrics.registry.getSingleMetric('stockroom_deprecated_requests_total') as never as {
        get(): Promise<{ values: { value: number; labels: { partner: string } }[] }>
      }
    ).get()
    expect(values.length).toBe(1_001)
    expect(values.find(({ labels }) => labels.partner === 'other')?.value).toBe(200)
  })
})

describe('past the sunset', () => {
  beforeAll(() => {
    now = sunset
  })

  it.each(routes.map((route) => [route.id, route] as const))(
    '%s is gone, and names its successor',
    async (_, route) => {
      const path = route.path.replace(/\{[^}]+\}/, newId())
      const successor = `${route.method} ${route.path.replace('/v1/', '/v2/')}`
      for (const reply of [await send(route.method, path), await server.call(route.method, path)]) {
        expect(reply.status).toBe(410)
        expect(reply.headers.get('content-type')).toBe('application/problem+json')
        const detail = `It ended on 2027-06-30. Use ${successor}.`
        expect(reply.body).toMatchObject({ status: 410, code: 'VERSION_GONE', successor, detail, message: detail })
        expect(reply.body).toMatchObject({ instance: path, details: [], trace_id: reply.headers.get('x-request-id') })
        expect(told(reply).slice(0, 2)).toEqual(always)
        expect(reply.headers.get('link')).toContain(`<${path.replace('/v1/', '/v2/')}>; rel="successor-version"`)
      }
    },
  )

  it('leaves v2 as it was', async () => {
    const price = { amount: 100, currency: 'EUR' }
    const created = await send('POST', '/v2/products', { name: 'Lamp', sku: newSku(), price })
    expect(created.status).toBe(201)
    expect((await send('GET', '/v2/products')).status).toBe(200)
    expect((await send('GET', '/v2/users')).status).toBe(200)
    expect((await send('GET', '/v2/tasks')).status).toBe(200)
  })

  it('still answers where the server is told to', async () => {
    const patient = await as(willing, admin)
    const created = await patient('POST', '/v1/products', { name: 'Lamp', sku: newSku(), price: 150 })
    expect(created).toMatchObject({ status: 201, body: { price: 150 } })
    expect(told(created).slice(0, 2)).toEqual(always)
    const { body } = await patient('GET', `/v2/products/${created.body.id}`)
    expect(body.price).toEqual({ amount: 150, currency: 'JPY' })
  })
})
