import { beforeAll, describe, expect, it } from 'vitest'
import { insertPerson } from '../../support/fixtures.ts'
import { useServer } from '../../support/server.ts'

const server = useServer()
const email = 'ada@stockroom.test'
const password = 'correct horse battery staple'
let personId: string

beforeAll(async () => {
  personId = await insertPerson(server.database, { email, password })
})

const post = (path: string, body: unknown) => server.call('POST', path, { body })
const login = async () => (await post('/v2/auth/login', { email, password })).body
const refresh = (refresh_token: string) => post('/v2/auth/refresh', { refresh_token })
const refused = { status: 401, body: { code: 'REFRESH_TOKEN_INVALID' } }

const audited = async (action: string) => {
  const rows = await server.database.db.selectFrom('audit_events').select(['action', 'object_id']).execute()
  return rows.filter((row) => row.action === action)
}

describe('a session', () => {
  it('goes on with the refresh token of each answer', async () => {
    let session = await login()
    expect(session.refresh_expires_in).toBe(30 * 24 * 3_600)
    for (let turn = 0; turn < 3; turn++) {
      const next = await refresh(session.refresh_token)
      expect(next).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 900 } })
      expect(next.headers.get('cache-control')).toBe('no-store')
      expect(next.body.refresh_token).not.toBe(session.refresh_token)
      session = next.body
    }
    expect((await server.call('GET', '/v2/products', { token: session.access_token })).status).toBe(200)
  })

  it('ends for everybody when a refresh token is used twice, and that is recorded', async () => {
    const { refresh_token } = await login()
    const next = await refresh(refresh_token)
    expect(await refresh(refresh_token)).toMatchObject(refused)
    expect(await refresh(next.body.refresh_token)).toMatchObject(refused)
    expect(await audited('user.session_stolen')).toEqual([{ action: 'user.session_stolen', object_id: personId }])
  })

  it('lets one of many through who come at once with one refresh token', async () => {
    const { refresh_token } = await login()
    const replies = await Promise.all(Array.from({ length: 8 }, () => refresh(refresh_token)))
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    const winner = replies.find(({ status }) => status === 200)
    expect(await refresh(winner?.body.refresh_token)).toMatchObject(refused)
  })

  it('does not end another session of the same person', async () => {
    const [one, other] = [await login(), await login()]
    await refresh(one.refresh_token)
    await refresh(one.refresh_token)
    expect((await refresh(other.refresh_token)).status).toBe(200)
  })

  it('ends by logout, however often and whoever asks', async () => {
    const { refresh_token } = await login()
    for (let turn = 0; turn < 2; turn++) {
      expect(await post('/v2/auth/logout', { refresh_token })).toMatchObject({ status: 204, text: '' })
    }
    expect(await refresh(refresh_token)).toMatchObject(refused)
    expect((await post('/v2/auth/logout', { refresh_token: 'nobody-has-this' })).status).toBe(204)
  })

  it('expires', async () => {
    const { refresh_token } = await login()
    await server.database.db
      .updateTable('sessions')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .execute()
    expect(await refresh(refresh_token)).toMatchObject(refused)
  })

  it('does not outlive its person', async () => {
    const gone = { email: 'gone@stockroom.test', password }
    const id = await insertPerson(server.database, gone)
    const { body } = await post('/v2/auth/login', gone)
    await server.database.db.updateTable('users').set({ is_active: false }).where('id', '=', id).execute()
    expect(await refresh(body.refresh_token)).toMatchObject(refused)
    expect(await server.call('GET', '/v2/products', { token: body.access_token })).toMatchObject({ status: 401 })
  })

  it.each([
    'x',
    '019ab3f2-8d42-7e11-8c7a-2f6f4e1d9a10.short',
    `019ab3f2-8d42-7e11-8c7a-2f6f4e1d9a10.${'A'.repeat(43)}`,
  ])('is not continued by %s', async (token) => {
    const reply = await refresh(token)
    expect(reply).toMatchObject(refused)
    expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer/)
  })

  it('keeps no refresh token, only its hash', async () => {
    const { refresh_token } = await login()
    const rows = await server.database.db.selectFrom('refresh_tokens').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(refresh_token.split('.')[1])
  })

  it('begins with a record of the sign-in', async () => {
    const before = (await audited('user.signed_in')).length
    await login()
    expect(await audited('user.signed_in')).toHaveLength(before + 1)
  })
})
