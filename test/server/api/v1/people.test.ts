import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { useServer } from '../../../support/server.ts'
import { admin, as, newEmail, type Send } from './callers.ts'

const server = useServer()
let send: Send

beforeAll(async () => {
  send = await as(server, admin)
})

describe('a user', () => {
  it('that v1 adds reads right through v2, as staff without a password', async () => {
    const email = newEmail()
    const created = await send('POST', '/v1/users', { email, full_name: 'Ada Lovelace' })
    expect(created).toMatchObject({ status: 201, body: { email, full_name: 'Ada Lovelace', is_active: true } })
    const { body } = await send('GET', `/v2/users/${created.body.id}`)
    expect(body).toMatchObject({ email, full_name: 'Ada Lovelace', role: 'staff', is_active: true })
  })

  it('that v2 adds keeps its role when v1 replaces or changes it', async () => {
    const { id } = (await send('POST', '/v2/users', { email: newEmail(), full_name: 'Ada', role: 'admin' })).body
    const email = newEmail()
    const replaced = await send('PUT', `/v1/users/${id}`, { email, full_name: 'Ada King', is_active: false })
    expect(replaced).toMatchObject({ status: 200, body: { id, email, full_name: 'Ada King', is_active: false } })
    expect((await send('PATCH', `/v1/users/${id}`, { full_name: 'Ada' })).body.is_active).toBe(false)
    const { body } = await send('GET', `/v2/users/${id}`)
    expect(body).toMatchObject({ email, full_name: 'Ada', role: 'admin', is_active: false })
  })

  it('is counted in the list, read by both, and gone from both when it is deleted', async () => {
    const { total } = (await send('GET', '/v1/users')).body
    const { id } = (await send('POST', '/v2/users', { email: newEmail(), full_name: 'Grace Hopper' })).body
    const { body } = await send('GET', '/v1/users?per_page=1')
    expect(body).toMatchObject({ total: total + 1, items: [{ id }] })
    expect((await send('DELETE', `/v1/users/${id}`)).status).toBe(204)
    expect((await send('GET', `/v1/users/${id}`)).status).toBe(404)
    expect((await send('GET', `/v2/users/${id}`)).status).toBe(404)
  })
})

describe('a task', () => {
  const site = { latitude: 52.52, longitude: 13.405 }

  it('that v1 adds is pending, the caller’s own, and reads right through v2', async () => {
    const created = await send('POST', '/v1/tasks', { title: 'Pack' })
    expect(created).toMatchObject({ status: 201, body: { title: 'Pack', description: null, status: 'pending' } })
    const { body } = await send('GET', `/v2/tasks/${created.body.id}`)
    expect(body).toMatchObject({ owner_id: admin.id, status: 'pending', order_id: null, site: null })
  })

  it('keeps its site when v1 replaces or changes it', async () => {
    const { id } = (await send('POST', '/v2/tasks', { title: 'Pack', description: 'Two boxes', site })).body
    const replaced = await send('PUT', `/v1/tasks/${id}`, { title: 'Pack all', status: 'in_progress' })
    expect(replaced).toMatchObject({ status: 200, body: { title: 'Pack all', description: null } })
    await send('PATCH', `/v1/tasks/${id}`, { description: 'Three boxes', status: 'completed' })
    const { body } = await send('GET', `/v2/tasks/${id}`)
    expect(body).toMatchObject({ title: 'Pack all', description: 'Three boxes', status: 'completed', site })
  })

  it('is listed by status, and gone from both when it is deleted', async () => {
    const { id } = (await send('POST', '/v1/tasks', { title: 'Go' })).body
    const ids = async (status: string) =>
      (await send('GET', `/v1/tasks?status=${status}`)).body.items.map((task: { id: string }) => task.id)
    expect(await ids('pending')).toContain(id)
    expect(await ids('completed')).not.toContain(id)
    expect((await send('DELETE', `/v1/tasks/${id}`)).status).toBe(204)
    expect((await send('GET', `/v2/tasks/${id}`)).status).toBe(404)
  })

  it('is seen by its owner and by no other of the staff, in the list and its total too', async () => {
    const staff = { ...admin, role: 'staff' }
    const owner = await as(server, { ...staff, id: newId() })
    const other = await as(server, { ...staff, id: newId() })
    const { id } = (await owner('POST', '/v1/tasks', { title: 'Mine' })).body
    expect((await owner('GET', '/v1/tasks')).body).toMatchObject({ total: 1, items: [{ id }] })
    expect((await other('GET', '/v1/tasks')).body).toEqual({ total: 0, items: [] })
    expect(await other('GET', `/v1/tasks/${id}`)).toMatchObject({ status: 403, body: { code: 'NOT_OWNER' } })
  })
})
