import { setTimeout as sleep } from 'node:timers/promises'
import { decodeJwt } from 'jose'
import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { insertPerson, merchant } from '../../support/fixtures.ts'
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
const me = (token: string) => server.call('GET', '/v2/users/me', { token })
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
    const last = await refresh(next.body.refresh_token)
    expect((await me(last.body.access_token)).status).toBe(200)
    expect(await refresh(refresh_token)).toMatchObject(refused)
    expect(await refresh(last.body.refresh_token)).toMatchObject(refused)
    expect(await me(last.body.access_token)).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID' } })
    expect(await audited('user.session_stolen')).toEqual([{ action: 'user.session_stolen', object_id: personId }])
  })

  it('answers a refresh the same again whose answer was lost, and goes on with it', async () => {
    const { refresh_token } = await login()
    const replies = await Promise.all(Array.from({ length: 8 }, () => refresh(refresh_token)))
    replies.push(await refresh(refresh_token))
    const [first] = replies
    expect(first?.status).toBe(200)
    for (const reply of replies) expect(reply).toMatchObject({ status: 200, body: first?.body })
    expect((await refresh(first?.body.refresh_token)).status).toBe(200)
  })

  it('takes a refresh that comes again late for a theft', async () => {
    const { refresh_token } = await login()
    const next = await refresh(refresh_token)
    const { db } = server.database
    await db
      .updateTable('refresh_tokens')
      .set({ used_at: new Date(Date.now() - 11_000) })
      .where('used_at', 'is not', null)
      .execute()
    expect(await refresh(refresh_token)).toMatchObject(refused)
    expect(await refresh(next.body.refresh_token)).toMatchObject(refused)
  })

  it.each<[string, object | null]>([
    ['a new password', { password: 'another horse, another battery' }],
    ['a demotion', { role: 'staff' }],
    ['a closed account', { is_active: false }],
    ['a deleted account', null],
  ])(
    'ends with a change of its account, %s, its access tokens too, and a lost answer is not given again',
    async (_, body) => {
      const leaver = { email: `${newId()}@stockroom.test`, password }
      const id = await insertPerson(server.database, leaver)
      const session = (await post('/v2/auth/login', leaver)).body
      const next = await refresh(session.refresh_token)
      const admin = await server.tokenFor(merchant)
      const path = `/v2/users/${id}`
      const done = await (body === null
        ? server.call('DELETE', path, { token: admin })
        : server.call('PATCH', path, { token: admin, body }))
      expect(done.status).toBeLessThan(300)
      expect(await me(next.body.access_token)).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID' } })
      expect(await refresh(session.refresh_token)).toMatchObject(refused)
      expect(await refresh(next.body.refresh_token)).toMatchObject(refused)
      expect(await audited('user.session_stolen')).not.toContainEqual({ action: 'user.session_stolen', object_id: id })
      if (body === null || !('is_active' in body)) return
      await server.call('PATCH', path, { token: admin, body: { is_active: true } })
      expect(await refresh(next.body.refresh_token)).toMatchObject(refused)
    },
  )

  it('goes on when its person is renamed or promoted', async () => {
    const climber = { email: `${newId()}@stockroom.test`, password, role: 'staff' as const }
    const id = await insertPerson(server.database, climber)
    const session = (await post('/v2/auth/login', { email: climber.email, password })).body
    const body = { full_name: 'Ada King', role: 'admin' }
    await server.call('PATCH', `/v2/users/${id}`, { token: await server.tokenFor(merchant), body })
    const next = await refresh(session.refresh_token)
    expect(next.body.scope.split(' ')).toContain('users:admin')
  })

  it('is not opened by a password that was replaced while it was compared', async () => {
    const { db } = server.database
    const slow = { email: `${newId()}@stockroom.test`, password }
    const id = await insertPerson(server.database, slow)
    const held = Promise.withResolvers<void>()
    const changing = db.transaction().execute(async (trx) => {
      await trx.updateTable('users').set({ password_hash: 'another' }).where('id', '=', id).execute()
      await held.promise
    })
    const login = post('/v2/auth/login', slow)
    await sleep(500)
    held.resolve()
    await changing
    expect(await login).toMatchObject({ status: 401, body: { code: 'CREDENTIALS_INVALID' } })
  })

  it('does not end another session of the same person', async () => {
    const [one, other] = [await login(), await login()]
    const next = await refresh(one.refresh_token)
    await refresh(next.body.refresh_token)
    expect(await refresh(one.refresh_token)).toMatchObject(refused)
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

  it('expires, and its access tokens with it', async () => {
    const { refresh_token, access_token } = await login()
    await server.database.db
      .updateTable('sessions')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .execute()
    expect(await refresh(refresh_token)).toMatchObject(refused)
    expect(await me(access_token)).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID' } })
  })

  it('gives tokens that end with it', async () => {
    const { refresh_token } = await login()
    await server.database.db
      .updateTable('sessions')
      .set({ expires_at: new Date(Date.now() + 60_000) })
      .execute()
    const { body } = await refresh(refresh_token)
    const { exp, iat } = decodeJwt(body.access_token)
    for (const seconds of [body.expires_in, body.refresh_expires_in, Number(exp) - Number(iat)]) {
      expect(seconds).toBeGreaterThan(0)
      expect(seconds).toBeLessThanOrEqual(60)
    }
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

  it('keeps no token, only its hash and a sealed answer', async () => {
    const { refresh_token } = await login()
    const next = await refresh(refresh_token)
    const rows = await server.database.db.selectFrom('refresh_tokens').selectAll().execute()
    const kept = rows.map(({ hash, answer }) => `${hash.toString('latin1')} ${answer?.toString('latin1')}`).join('\n')
    expect(rows.some(({ answer }) => answer !== null)).toBe(true)
    for (const secret of [refresh_token, next.body.refresh_token, next.body.access_token]) {
      expect(kept).not.toContain(secret.split('.')[1])
    }
  })

  it('begins with a record of the sign-in', async () => {
    const before = (await audited('user.signed_in')).length
    await login()
    expect(await audited('user.signed_in')).toHaveLength(before + 1)
  })
})
