import {
  clientCredentials,
  connect,
  createStockroom,
  type MiddlewareRequest,
  StockroomError,
  use,
} from '@stockroom/sdk'
import { getOrder } from '@stockroom/sdk/v2/orders'
import { expect, test } from 'vitest'
import { errorOf, found, order, type Step, scripted } from './scripted.ts'

const retry = { minDelay: 1, maxDelay: 1 }
const token: Step = { status: 200, json: { access_token: 't', expires_in: 900 } }

test('stands around each request: of the token, of each attempt, in the order in which it was given', async () => {
  const server = await scripted(token, { status: 503, json: {} }, found)
  const auth = clientCredentials({ clientId: 'shop', clientSecret: 'secret' })
  const lines: string[] = []
  const note =
    (name: string) =>
    async ({ operation, attempt, method, url }: MiddlewareRequest, next: () => Promise<Response>) => {
      lines.push(`${name} ${operation} ${attempt} ${method} ${new URL(url).pathname}`)
      const { status } = await next()
      lines.push(`${name} ${status}`)
      return Response.json({})
    }
  const seen =
    (name: string) => async (request: MiddlewareRequest, next: (request: MiddlewareRequest) => Promise<Response>) => {
      let response: Response | undefined
      await note(name)(request, async () => (response = await next(request)))
      return response as Response
    }
  const stockroom = createStockroom({ baseUrl: server.url, auth, retry }).use(seen('outer'), seen('inner'))
  await stockroom.orders.get('1')
  const call = (status: number, facts: string) => [
    `outer ${facts}`,
    `inner ${facts}`,
    `inner ${status}`,
    `outer ${status}`,
  ]
  expect(lines).toEqual([
    ...call(200, 'undefined undefined POST /v2/oauth/token'),
    ...call(503, 'getOrder 1 GET /v2/orders/1'),
    ...call(200, 'getOrder 2 GET /v2/orders/1'),
  ])
})

test('changes the request, and answers it itself', async () => {
  const server = await scripted(found)
  const client = connect({ baseUrl: server.url })
  await getOrder(
    use(client, (request, next) => next({ ...request, headers: { ...request.headers, 'x-shop': 'berlin' } })),
    '1',
  )
  expect(server.received[0]?.headers['x-shop']).toBe('berlin')
  const cached = use(client, async () => Response.json({ ...order, id: 'cached' }))
  expect((await getOrder(cached, '1')).id).toBe('cached')
  await getOrder(client, '1')
  expect(server.received).toHaveLength(2)
  expect(server.received[1]?.headers).not.toHaveProperty('x-shop')
})

test('what it throws ends the call at once, with its cause; what `fetch` throws is tried again', async () => {
  const server = await scripted('drop', found)
  const mine = new Error('mine')
  const client = connect({ baseUrl: server.url, retry })
  const broken = use(client, () => Promise.reject(mine))
  expect(await errorOf(getOrder(broken, '1'))).toMatchObject({ code: 'MIDDLEWARE_FAILED', cause: mine, attempts: 1 })
  const own = new StockroomError({ code: 'OUT_OF_HOURS' })
  expect(
    await errorOf(
      getOrder(
        use(client, () => Promise.reject(own)),
        '1',
      ),
    ),
  ).toMatchObject({ code: 'OUT_OF_HOURS' })
  expect(server.received).toHaveLength(0)
  expect(
    (
      await getOrder(
        use(client, (request, next) => next(request)),
        '1',
      )
    ).id,
  ).toBe(order.id)
  expect(server.received).toHaveLength(2)
})

test('one that waits is ended by the deadline', async () => {
  const server = await scripted(found)
  const slow = use(
    connect({ baseUrl: server.url, timeout: 50 }),
    ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('ended')))),
  )
  expect(await errorOf(getOrder(slow, '1'))).toMatchObject({ code: 'TIMEOUT' })
})
