import { createStockroom } from '@stockroom/sdk'
import { expect, test } from 'vitest'
import { created, found, type Step, scripted } from '../scripted.ts'

const to = (location: string, status = 302): Step => ({ status, headers: { location } })
const auth = () => ({ authorization: 'Bearer secret', 'x-api-key': 'secret' })

test('a read follows redirects within the origin, with its credentials', async () => {
  const server = await scripted(to('/v2/orders/2'), found)
  await createStockroom({ baseUrl: server.url, auth }).orders.get('1')
  expect(server.received[1]).toMatchObject({
    url: '/v2/orders/2',
    headers: { authorization: 'Bearer secret', 'x-api-key': 'secret' },
  })
})

test.each([301, 302, 303, 307, 308])('credentials never follow a %i to another origin', async (status) => {
  const other = await scripted(found)
  const server = await scripted(to(`${other.url}/elsewhere`, status))
  const stockroom = createStockroom({ baseUrl: server.url, auth, headers: { 'x-tenant': 'secret' } })
  await stockroom.orders.get('1', { headers: { cookie: 'sid=secret' } })
  expect(other.received).toHaveLength(1)
  expect(JSON.stringify(other.received)).not.toContain('secret')
})

test('nor do they come back from there', async () => {
  const steps: Step[] = []
  const home = await scripted((request, response) => {
    if (request.url === '/last') response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    else response.writeHead(302, { location: `${away.url}/` }).end()
  })
  const away = await scripted(...steps, to(`${home.url}/last`))
  await createStockroom({ baseUrl: home.url, auth }).orders.get('1')
  expect(home.received.at(-1)?.url).toBe('/last')
  expect(home.received.at(-1)?.headers.authorization).toBeUndefined()
})

test('a write does not leave the origin, nor turn into a GET', async () => {
  const other = await scripted(created)
  for (const step of [to(`${other.url}/`, 307), to('/v2/other', 302), to('/v2/other', 303)]) {
    const server = await scripted(step, created)
    const result = await createStockroom({ baseUrl: server.url, auth }).orders.create.safe({ lines: [] })
    expect(result).toMatchObject({ ok: false, code: 'REDIRECT_REFUSED' })
    expect(server.received).toHaveLength(1)
  }
  expect(other.received).toHaveLength(0)
})

test('a write follows 307 and 308 within the origin, whole', async () => {
  const server = await scripted(to('/v2/orders-new', 308), created)
  await createStockroom({ baseUrl: server.url, auth }).orders.create({ lines: [] })
  expect(server.received[1]).toMatchObject({ method: 'POST', url: '/v2/orders-new', body: '{"lines":[]}' })
  expect(server.received[1]?.headers['idempotency-key']).toBe(server.received[0]?.headers['idempotency-key'])
})

test('a circle ends', async () => {
  const server = await scripted(to('/again'))
  const result = await createStockroom({ baseUrl: server.url }).orders.get.safe('1')
  expect(result).toMatchObject({ ok: false, code: 'REDIRECT_REFUSED' })
  expect(server.received.length).toBeLessThan(10)
})
