/** What one node is told of a session or an account, as another node over the same database has it. */
import { v7 as newId } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertPerson, merchant } from '../../support/fixtures.ts'
import { startServer, type TestServer } from '../../support/server.ts'

const env = { PUBLIC_URL: 'https://api.stockroom.test' }
const password = 'correct horse battery staple'
let one: TestServer
let other: TestServer

beforeAll(async () => {
  one = await startServer({ env })
  other = await startServer({ env, keys: one.keys, databaseUrl: one.databaseUrl })
})
afterAll(async () => {
  await other?.close()
  await one?.close()
})

async function signIn() {
  const person = { email: `${newId()}@stockroom.test`, password }
  const id = await insertPerson(one.database, person)
  const { body } = await one.call('POST', '/v2/auth/login', { body: person })
  return { id, ...body } as { id: string; access_token: string; refresh_token: string }
}
const refresh = (node: TestServer, refresh_token: string) =>
  node.call('POST', '/v2/auth/refresh', { body: { refresh_token } })
const logout = (node: TestServer, refresh_token: string) =>
  node.call('POST', '/v2/auth/logout', { body: { refresh_token } })
const me = (node: TestServer, token: string) => node.call('GET', '/v2/users/me', { token })
const refused = { status: 401, body: { code: 'REFRESH_TOKEN_INVALID' } }

/** More than the seconds for which a node believes what it knows, and what this machine adds. */
const soon = { timeout: 10_000 }

describe('a refresh whose answer was lost', () => {
  it('is answered the same by the other node, and the session goes on there', async () => {
    const { refresh_token } = await signIn()
    const lost = await refresh(one, refresh_token)
    const again = await refresh(other, refresh_token)
    expect([lost.status, again.status]).toEqual([200, 200])
    expect(again.text).toBe(lost.text)
    expect((await me(one, again.body.access_token)).status).toBe(200)
    expect((await refresh(other, again.body.refresh_token)).status).toBe(200)
  })

  it('is answered the same where two tabs ask both nodes at once', async () => {
    const { refresh_token } = await signIn()
    const replies = await Promise.all([one, other, one, other].map((node) => refresh(node, refresh_token)))
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1)
  })

  it.each([
    ['the window', async () => {}, -11_000],
    ['the next token was used', (token: string) => refresh(one, token), 0],
  ])('is a theft after %s: the session ends on both', async (_, then, shift) => {
    const { refresh_token } = await signIn()
    const next = (await refresh(one, refresh_token)).body
    await then(next.refresh_token)
    const { db } = one.database
    const used_at = new Date(Date.now() + shift)
    await db.updateTable('refresh_tokens').set({ used_at }).where('used_at', 'is not', null).execute()
    expect(await refresh(other, refresh_token)).toMatchObject(refused)
    for (const node of [one, other]) expect(await refresh(node, next.refresh_token)).toMatchObject(refused)
    expect((await me(other, next.access_token)).status).toBe(401)
    await expect.poll(async () => (await me(one, next.access_token)).status, soon).toBe(401)
  })

  it('is not answered after a logout, whichever token that named', async () => {
    for (const which of ['spent', 'next'] as const) {
      const { refresh_token } = await signIn()
      const next = (await refresh(one, refresh_token)).body
      await logout(one, which === 'spent' ? refresh_token : next.refresh_token)
      for (const node of [other, one]) {
        expect(await refresh(node, refresh_token)).toMatchObject(refused)
        expect(await refresh(node, next.refresh_token)).toMatchObject(refused)
      }
      await expect.poll(async () => (await me(other, next.access_token)).status, soon).toBe(401)
    }
  })
})

describe.each<[string, (path: string) => Promise<{ status: number }>, number]>([
  ['a new password', change({ password: 'another horse, another battery' }), 200],
  ['a demotion', change({ role: 'staff' }), 403],
  ['a closed account', change({ is_active: false }), 401],
  ['a deleted account', async (path) => one.call('DELETE', path, { token: await one.tokenFor(merchant) }), 401],
])('%s', (_, change, ofKey) => {
  it('is known to the other node: to refreshes at once, to tokens and keys within seconds', async () => {
    const session = await signIn()
    const next = (await refresh(one, session.refresh_token)).body
    const wanted = { name: 'Key', scopes: ['users:admin', 'products:read'] }
    const made = await one.call('POST', '/v2/api-keys', { token: next.access_token, body: wanted })
    const keyAt = async (node: TestServer) =>
      (await node.call('GET', '/v2/users?limit=1', { headers: { 'x-api-key': made.body.key } })).status
    for (const node of [one, other]) {
      expect((await me(node, next.access_token)).status).toBe(200)
      expect(await keyAt(node)).toBe(200)
    }
    expect((await change(`/v2/users/${session.id}`)).status).toBeLessThan(300)

    expect((await me(one, next.access_token)).status).toBe(401)
    expect(await keyAt(one)).toBe(ofKey)
    for (const node of [other, one]) {
      expect(await refresh(node, session.refresh_token)).toMatchObject(refused)
      expect(await refresh(node, next.refresh_token)).toMatchObject(refused)
    }
    for (const token of [session.access_token, next.access_token]) {
      await expect.poll(async () => (await me(other, token)).status, soon).toBe(401)
    }
    await expect.poll(() => keyAt(other), soon).toBe(ofKey)
  })
})

function change(body: object) {
  return async (path: string) => one.call('PATCH', path, { token: await one.tokenFor(merchant), body })
}
