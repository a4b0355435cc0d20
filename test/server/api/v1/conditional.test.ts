/** A writer of the first version undoes nobody's change either. */
import { beforeAll, describe, expect, it } from 'vitest'
import { useServer } from '../../../support/server.ts'
import { admin, as, newEmail, newSku, type Send } from './callers.ts'

const server = useServer()
let send: Send
beforeAll(async () => {
  send = await as(server, admin)
})

const resources: [collection: string, make: () => object, replace: () => object, patch: object][] = [
  [
    'products',
    () => ({ name: 'Lamp', sku: newSku(), price: 1.5 }),
    () => ({ name: 'B', sku: newSku(), price: 2 }),
    { name: 'C' },
  ],
  [
    'users',
    () => ({ email: newEmail(), full_name: 'Ada' }),
    () => ({ email: newEmail(), full_name: 'Bob King' }),
    { full_name: 'Cleo King' },
  ],
  ['tasks', () => ({ title: 'Pack' }), () => ({ title: 'B', status: 'pending' }), { title: 'C' }],
]

describe.each(resources)('%s', (collection, make, replace, patch) => {
  const made = async () => {
    const reply = await send('POST', `/v1/${collection}`, make())
    return { path: reply.headers.get('location') as string, etag: reply.headers.get('etag') as string }
  }
  const writes: [string, () => object | undefined][] = [
    ['PUT', replace],
    ['PATCH', () => patch],
    ['DELETE', () => undefined],
  ]

  it.each(writes)('%s is refused once it has changed, also by the second version', async (method, body) => {
    const { path, etag } = await made()
    expect((await send('PATCH', path.replace('/v1/', '/v2/'), patch)).status).toBe(200)
    const late = await send(method, path, body(), { headers: { 'if-match': etag } })
    expect(late).toMatchObject({ status: 412, body: { code: 'PRECONDITION_FAILED', details: [] } })
    const { etag: now } = Object.fromEntries((await send('GET', path)).headers)
    expect(now).not.toBe(etag)
    const again = await send(method, path, body(), { headers: { 'if-match': `"x", ${now}` } })
    expect(again.status).toBeLessThan(300)
  })

  it.each(writes)('%s of whatever is there, or of nothing that ever was', async (method, body) => {
    const { path } = await made()
    expect((await send(method, path, body(), { headers: { 'if-match': 'W/"1"' } })).status).toBe(412)
    expect((await send(method, path, body(), { headers: { 'if-match': '*' } })).status).toBeLessThan(300)
  })

  it('is not answered again while it has not changed', async () => {
    const { path, etag } = await made()
    expect(await send('GET', path, undefined, { headers: { 'if-none-match': etag } })).toMatchObject({ status: 304 })
  })
})
