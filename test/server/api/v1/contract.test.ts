/** Every operation of the first version, answering each status that a caller can bring about, under the referee's eyes. */
import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../../../../generated/v1/operations.ts'
import { problemType } from '../../../../server/http/problem.ts'
import { useServer } from '../../../support/server.ts'
import { admin, as, newEmail, newSku, type Send } from './callers.ts'

const server = useServer({ env: { MAX_BODY_BYTES: '1024' } })
let send: Send
let nobody: Send

const bodies: Record<string, () => object> = {
  createProduct: () => ({ name: 'Lamp', sku: newSku(), price: 1.5 }),
  replaceProduct: () => ({ name: 'Lamp', sku: newSku(), price: 2 }),
  patchProduct: () => ({ price: 3.25 }),
  createUser: () => ({ email: newEmail(), full_name: 'Ada Lovelace' }),
  replaceUser: () => ({ email: newEmail(), full_name: 'Ada King' }),
  patchUser: () => ({ is_active: false }),
  createTask: () => ({ title: 'Pack' }),
  replaceTask: () => ({ title: 'Pack', status: 'in_progress' }),
  patchTask: () => ({ status: 'in_progress' }),
}

const collectionOf = (path: string) => path.split('/').slice(0, 3).join('/')
const creator: Record<string, string> = {
  '/v1/products': 'createProduct',
  '/v1/users': 'createUser',
  '/v1/tasks': 'createTask',
}

/** A path to something that is there, made for this call. */
async function place(path: string): Promise<string> {
  if (!path.includes('{')) return path
  const collection = collectionOf(path)
  const made = await send('POST', collection, bodies[creator[collection] as string]?.())
  return `${collection}/${made.body.id}`
}

const expected = (method: string) => ({ POST: 201, DELETE: 204 })[method] ?? 200
const error = (code: string) => ({
  code,
  message: expect.any(String),
  details: expect.any(Array),
  trace_id: expect.any(String),
})

beforeAll(async () => {
  send = await as(server, admin)
  nobody = await as(server, { ...admin, id: newId(), scopes: new Set() })
})

describe.each(routes.map((route) => [route.id, route] as const))('%s', (id, { method, path }) => {
  const body = () => bodies[id]?.()

  it('answers what it is for', async () => {
    const reply = await send(method, await place(path), body())
    expect(reply.status).toBe(expected(method))
    if (method !== 'DELETE') expect(reply.headers.get('content-type')).toBe('application/json')
  })

  it('asks for a token, one that is valid, and one with its scope', async () => {
    const at = await place(path)
    const sent = body()
    const none = await server.call(method, at, sent === undefined ? {} : { body: sent })
    expect(none).toMatchObject({ status: 401, body: error('TOKEN_MISSING') })
    expect(none.headers.get('www-authenticate')).toContain('Bearer')
    const bad = await server.call(method, at, { token: 'x.y.z', ...(sent === undefined ? {} : { body: sent }) })
    expect(bad).toMatchObject({ status: 401, body: error('TOKEN_INVALID') })
    expect(await nobody(method, at, sent)).toMatchObject({ status: 403, body: error('SCOPE_INSUFFICIENT') })
  })

  it('refuses what it does not know or cannot read', async () => {
    const at = await place(path)
    const unknown = await send(method, `${at}?colour=red`, body())
    expect(unknown).toMatchObject({ status: 422, body: error('VALIDATION_FAILED') })
    expect(unknown.body.details).toContainEqual({ field: 'colour', message: expect.any(String) })
    const accept = await send(method, at, body(), { headers: { accept: 'text/csv' } })
    expect(accept.status).toBe(method === 'DELETE' ? 204 : 406)
    const unreadable = await send(method, `${at}?page=%E0%A4%A`, body())
    expect([400, 404, 422]).toContain(unreadable.status)
    expect(unreadable.body).toMatchObject({ details: expect.any(Array) })
  })
})

const items = routes.filter(({ path }) => path.includes('{'))
describe.each(items.map((route) => [route.id, route] as const))('%s', (id, { method, path }) => {
  it('does not find what is not there', async () => {
    const reply = await send(method, `${collectionOf(path)}/${newId()}`, bodies[id]?.())
    expect(reply).toMatchObject({ status: 404, body: error('NOT_FOUND') })
  })
})

const writers = routes.filter(({ id }) => bodies[id] !== undefined)
describe.each(writers.map((route) => [route.id, route] as const))('%s', (id, { method, path }) => {
  it('refuses a body that is no JSON, of another type, too large, or with unknown members', async () => {
    const at = await place(path)
    expect(await send(method, at, '{')).toMatchObject({ status: 400, body: error('REQUEST_MALFORMED') })
    const headers = { 'content-type': 'text/plain' }
    const plain = await send(method, at, 'x', { headers })
    expect(plain).toMatchObject({ status: 415, body: error('MEDIA_TYPE_UNSUPPORTED') })
    const large = await send(method, at, { name: 'x'.repeat(2000) })
    expect(large).toMatchObject({ status: 413, body: error('BODY_TOO_LARGE') })
    const reply = await send(method, at, { ...bodies[id]?.(), colour: 'red' })
    expect(reply.body).toMatchObject({ code: 'VALIDATION_FAILED', details: [{ field: 'colour' }] })
  })
})

describe('conflicts', () => {
  it('have the codes of v2 in the shape of v1', async () => {
    const product = bodies.createProduct?.()
    const user = bodies.createUser?.()
    await send('POST', '/v1/products', product)
    await send('POST', '/v1/users', user)
    const sku = await send('POST', '/v1/products', product)
    expect(sku).toMatchObject({ status: 409, body: { ...error('SKU_TAKEN'), details: [{ field: 'sku' }] } })
    const email = await send('POST', '/v1/users', user)
    expect(email).toMatchObject({ status: 409, body: { ...error('USER_EMAIL_TAKEN'), details: [{ field: 'email' }] } })
    const status = await send('PATCH', await place('/v1/tasks/{task_id}'), { status: 'completed' })
    expect(status).toMatchObject({ status: 409, body: error('TASK_TRANSITION_INVALID') })
    const owner = await send('POST', '/v1/tasks', { title: 'Pack', owner_id: newId() })
    expect(owner).toMatchObject({ status: 422, body: error('REFERENCE_UNKNOWN') })
  })
})

describe('beside the operations', () => {
  it('paths and methods that v1 does not have are refused in its shape', async () => {
    const unknown = await send('GET', '/v1/orders')
    expect(unknown).toMatchObject({ status: 404, body: error('ROUTE_UNKNOWN') })
    const method = await send('PUT', '/v1/products', {})
    expect(method).toMatchObject({ status: 405, body: error('METHOD_NOT_ALLOWED') })
    expect(method.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS')
    const long = await send('GET', `/v1/products?${'x'.repeat(10_000)}`)
    expect(long).toMatchObject({ status: 414, body: error('URL_TOO_LONG') })
  })
})

describe('each version', () => {
  it('refuses what only the other takes, in its own words', async () => {
    const price = { amount: 150, currency: 'EUR' }
    const toV1 = await send('POST', '/v1/products', { name: 'Lamp', sku: newSku(), price })
    expect(toV1).toMatchObject({ status: 422, body: { ...error('VALIDATION_FAILED'), details: [{ field: 'price' }] } })
    expect(toV1.headers.get('content-type')).toBe('application/json')
    expect(toV1.body).not.toHaveProperty('errors')

    const toV2 = await send('POST', '/v2/products', { name: 'Lamp', sku: newSku(), price: 1.5 })
    expect(toV2).toMatchObject({ status: 422, body: { code: 'VALIDATION_FAILED', errors: [{ pointer: '/price' }] } })
    expect(toV2.headers.get('content-type')).toBe(problemType)
    expect(toV2.body).not.toHaveProperty('details')

    const stock = await send('POST', '/v1/products', { name: 'Lamp', sku: newSku(), price: 1.5, stock: 3 })
    expect(stock.body.details).toEqual([{ field: 'stock', message: expect.any(String) }])
    const decimals = await send('POST', '/v1/products', { name: 'Lamp', sku: newSku(), price: 1.005 })
    expect(decimals.body.details).toEqual([{ field: 'price', message: 'has more decimals than EUR has, 2' }])
    const pages = await Promise.all(['/v2/products?page=1', '/v1/products?limit=1'].map((path) => send('GET', path)))
    expect(pages.map(({ body }) => (body.errors ? 'v2' : 'v1'))).toEqual(['v2', 'v1'])
  })
})
