import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeApiKey, wellFormed } from '../../../server/auth/api-key.ts'
import { insertClient, insertPartner, merchant } from '../../support/fixtures.ts'
import { useServer } from '../../support/server.ts'

const server = useServer()
const scopes = ['products:read', 'orders:read', 'orders:write', 'api-keys:read', 'api-keys:write']
let [ours, theirs]: string[] = []

beforeAll(async () => {
  const { database } = server
  for (const name of ['Us', 'Them']) {
    const client = await insertClient(database, await insertPartner(database, name), { scopes })
    if (name === 'Us') ours = await server.tokenFor(client)
    else theirs = await server.tokenFor(client)
  }
})

const create = (body: unknown, token = ours) => server.call('POST', '/v2/api-keys', { token: token as string, body })
const as = (key: string, path = '/v2/products') => server.call('GET', path, { headers: { 'x-api-key': key } })

describe('an API key', () => {
  it('is shown once, and works for what it was made for', async () => {
    const made = await create({ name: 'Scanner', scopes: ['products:read'] })
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Scanner', scopes: ['products:read'], last_used_at: null },
    })
    expect(made.headers.get('cache-control')).toBe('no-store')
    expect(made.body.key).toMatch(/^stk_/)
    expect(made.body.key.startsWith(made.body.prefix)).toBe(true)
    expect((await as(made.body.key)).status).toBe(200)
    expect(await as(made.body.key, '/v2/orders')).toMatchObject({ status: 403, body: { code: 'SCOPE_INSUFFICIENT' } })

    const found = await server.call('GET', made.headers.get('location') as string, { token: ours as string })
    expect(found.status).toBe(200)
    expect(found.text).not.toContain(made.body.key)
    const list = await server.call('GET', '/v2/api-keys', { token: ours as string })
    expect(list.body.data.map(({ id }: { id: string }) => id)).toContain(made.body.id)
    expect(list.text).not.toContain(made.body.key)
    const rows = await server.database.db.selectFrom('api_keys').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(made.body.key)
  })

  it('tells when it was last used', async () => {
    const { body } = await create({ name: 'Used', scopes: ['products:read'] })
    await as(body.key)
    const used = async () =>
      (await server.call('GET', `/v2/api-keys/${body.id}`, { token: ours as string })).body.last_used_at
    for (const end = Date.now() + 3_000; (await used()) === null && Date.now() < end; ) await sleep(20)
    expect(Date.parse(await used())).toBeGreaterThan(Date.now() - 60_000)
  })

  it('is refused once it is revoked', async () => {
    const { body } = await create({ name: 'Revoked', scopes: ['products:read'] })
    const path = `/v2/api-keys/${body.id}`
    expect((await as(body.key)).status).toBe(200)
    expect((await server.call('DELETE', path, { token: ours as string })).status).toBe(204)
    expect(await as(body.key)).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID' } })
    expect((await server.call('GET', path, { token: ours as string })).status).toBe(404)
  })

  it('is refused once it has expired', async () => {
    const expires_at = new Date(Date.now() + 60_000)
    const { body } = await create({ name: 'Old', scopes: ['products:read'], expires_at: expires_at.toISOString() })
    const { db } = server.database
    await db
      .updateTable('api_keys')
      .set({ expires_at: new Date(0) })
      .where('id', '=', body.id)
      .execute()
    expect((await as(body.key)).status).toBe(401)
  })

  it.each(['is_active', 'deleted_at'])('ends with the person who made it: %s', async (how) => {
    const maker = { ...merchant, id: newId() }
    const admin = await server.tokenFor(merchant)
    const { body } = await create({ name: 'Mine', scopes: ['products:read'] }, await server.tokenFor(maker))
    expect((await as(body.key)).status).toBe(200)
    const path = `/v2/users/${maker.id}`
    const change = (is_active: boolean) =>
      server.call('PATCH', path, {
        token: admin,
        body: { is_active },
        headers: { 'content-type': 'application/merge-patch+json' },
      })
    const ended = await (how === 'is_active' ? change(false) : server.call('DELETE', path, { token: admin }))
    expect(ended.status).toBe(how === 'is_active' ? 200 : 204)
    expect(await as(body.key)).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID' } })
    if (how !== 'is_active') return
    await change(true)
    expect((await as(body.key)).status).toBe(200)
  })

  it('has no scope that its maker lacks', async () => {
    const reply = await create({ name: 'Greedy', scopes: ['products:read', 'products:write'] })
    expect(reply).toMatchObject({
      status: 403,
      body: { code: 'SCOPE_INSUFFICIENT', errors: [{ pointer: '/scopes/1' }] },
    })
  })

  it("is its partner's own", async () => {
    const { body } = await create({ name: 'Ours', scopes: ['products:read'] })
    const path = `/v2/api-keys/${body.id}`
    for (const method of ['GET', 'DELETE']) {
      expect(await server.call(method, path, { token: theirs as string })).toMatchObject({
        status: 403,
        body: { code: 'NOT_OWNER' },
      })
    }
    const list = await server.call('GET', '/v2/api-keys', { token: theirs as string })
    expect(list.body.data).toEqual([])
    expect((await as(body.key)).status).toBe(200)
  })

  it('makes no keys', async () => {
    const { body } = await create({ name: 'Maker', scopes: ['api-keys:write', 'api-keys:read'] })
    expect(await as(body.key, '/v2/api-keys')).toMatchObject({ status: 401, body: { code: 'TOKEN_MISSING' } })
  })
})

describe('a typo in a key', () => {
  it('is told by the checksum, without a look-up', async () => {
    const key = makeApiKey()
    expect(wellFormed(key)).toBe(true)
    for (let at = 4; at < key.length; at++) {
      const other = key[at] === 'a' ? 'b' : 'a'
      expect(wellFormed(`${key.slice(0, at)}${other}${key.slice(at + 1)}`)).toBe(false)
    }
  })

  it.each(['', 'stk_', 'stk_x', `${makeApiKey()}x`, 'Bearer x'])('%j is no key', async (key) => {
    expect((await as(key)).status).toBe(401)
  })
})
