/** Who is shut out or demoted while their request is under way: it has no effect any more. */
import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { v7 as newId } from 'uuid'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { hashPassword } from '../../../server/auth/passwords.ts'
import { transact } from '../../../server/db/database.ts'
import { everyScope, insertPartner, merchant } from '../../support/fixtures.ts'
import { keepSecret } from '../../support/secrets.ts'
import { useServer } from '../../support/server.ts'

const server = useServer()
const password = 'the password of an admin'
keepSecret(password)
let partner: string
let hash: string
let defender: string

beforeAll(async () => {
  partner = await insertPartner(server.database)
  hash = await hashPassword(password)
})

beforeEach(async () => {
  defender = await server.tokenFor({ ...merchant, id: newId() })
})

interface Admin {
  readonly id: string
  readonly token: string
}

async function admin(): Promise<Admin> {
  const id = newId()
  const email = `${id}@under-way.test`
  const row = { id, partner_id: partner, email, full_name: 'Ada', role: 'admin' as const, password_hash: hash }
  await server.database.db.insertInto('users').values(row).execute()
  const { body } = await server.call('POST', '/v2/auth/login', { body: { email, password } })
  return { id, token: body.access_token }
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const newUser = () => ({ email: `${newId()}@under-way.test`, full_name: 'Eve', role: 'admin', password })
const patch = (id: string, body: object) => server.call('PATCH', `/v2/users/${id}`, { token: defender, body })

/** A request whose content is held back until it is sent. */
function open(path: string, headers: Record<string, string>, body: object) {
  const { hostname: host, port } = new URL(server.url)
  const text = JSON.stringify(body)
  const all = { 'content-type': 'application/json', 'content-length': `${text.length}`, ...headers }
  const req = request({ host, port, method: 'POST', path, headers: all })
  const answer = new Promise<number | undefined>((resolve, reject) => {
    req.on('response', (res) => {
      res.resume()
      resolve(res.statusCode)
    })
    req.on('error', reject)
  })
  req.write(text.slice(0, 1))
  return {
    send() {
      req.end(text.slice(1))
      return answer
    },
  }
}

async function admitted(): Promise<void> {
  // Long enough for the head to have been read and its sender let in.
  await sleep(300)
}

describe('a request whose content comes late', () => {
  it.each([
    ['is closed', (id: string) => patch(id, { is_active: false }), 401],
    ['is demoted', (id: string) => patch(id, { role: 'staff' }), 401],
    ['has a new password', (id: string) => patch(id, { password: 'another password of theirs' }), 401],
    ['changes nothing', async () => ({ status: 200 }), 201],
  ])('is answered by what its sender may do then: one who %s', async (_, change, status) => {
    const { id, token } = await admin()
    const body = newUser()
    const late = open('/v2/users', bearer(token), body)
    await admitted()
    expect(await change(id)).toMatchObject({ status: 200 })
    expect(await late.send()).toBe(status)
    const { body: found } = await server.call('GET', `/v2/users?email=${body.email}`, { token: defender })
    expect(found.data).toHaveLength(status === 201 ? 1 : 0)
  })

  it('is refused to a key that does less by then, under an idempotency key too', async () => {
    const { id, token } = await admin()
    const wanted = { name: 'Key', scopes: ['users:admin', 'customers:write'] }
    const { body: made } = await server.call('POST', '/v2/api-keys', { token, body: wanted })
    const key = { 'x-api-key': made.key as string }
    const customer = { email: `${newId()}@under-way.test`, name: 'Ada' }
    const late = open('/v2/customers', { ...key, 'idempotency-key': newId() }, customer)
    await admitted()
    await patch(id, { role: 'staff' })
    expect(await late.send()).toBe(401)
    expect((await server.call('POST', '/v2/customers', { headers: key, body: customer })).status).toBe(201)
  })
})

describe('accounts', () => {
  it('are not made any more once their maker was demoted, however many wait for their turn', async () => {
    const { id, token } = await admin()
    const made = async () => {
      const { db } = server.database
      const rows = await db.selectFrom('audit_events').select('id').where('actor_subject', '=', id).execute()
      return rows.length
    }
    const all = Promise.all(
      Array.from({ length: 30 }, () => server.call('POST', '/v2/users', { token, body: newUser() })),
    )
    await sleep(100)
    await patch(id, { role: 'staff' })
    const then = await made()
    const statuses = (await all).map(({ status }) => status)
    const refused = statuses.filter((status) => status !== 201)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.filter((status) => status !== 401 && status !== 403)).toEqual([])
    expect(await made()).toBe(then)
  })

  it.each([
    ['a session', async ({ token }: Admin) => bearer(token)],
    [
      'a key',
      async ({ token }: Admin) => {
        const body = { name: 'Key', scopes: [...everyScope].filter((scope) => /:(read|admin)$/.test(scope)) }
        const scopes = body.scopes.filter((scope) => !/^(stock|audit)/.test(scope))
        const made = await server.call('POST', '/v2/api-keys', { token, body: { ...body, scopes } })
        return { 'x-api-key': made.body.key as string }
      },
    ],
  ])('stay demoted, though their holder was promoting them again: by %s', async (_, handOf) => {
    const one = await admin()
    const headers = { ...(await handOf(one)), 'content-type': 'application/json' }
    const { db } = server.database
    let again: Promise<{ status: number }> | undefined
    await transact(db, async (trx) => {
      await trx.selectFrom('users').select('id').where('id', '=', one.id).forUpdate().execute()
      again = server.call('PATCH', `/v2/users/${one.id}`, { headers, body: { role: 'admin' } })
      while (!(await isAwaited())) await sleep(20)
      await trx.updateTable('users').set({ role: 'staff' }).where('id', '=', one.id).execute()
      const ended = { ended_at: new Date(), ended_because: 'role' as const }
      await trx.updateTable('sessions').set(ended).where('user_id', '=', one.id).execute()
    })
    expect(await again).toMatchObject({ status: 403, body: { code: 'SCOPE_INSUFFICIENT' } })
    const row = await db.selectFrom('users').select('role').where('id', '=', one.id).executeTakeFirst()
    expect(row?.role).toBe('staff')
  })

  it('are changed by two admins who change each other without one waiting for the other', async () => {
    const [one, other] = [await admin(), await admin()]
    const change = (token: string, id: string) =>
      server.call('PATCH', `/v2/users/${id}`, { token, body: { full_name: `Ada ${newId()}` } })
    const both = Array.from({ length: 20 }, () => [change(one.token, other.id), change(other.token, one.id)])
    const statuses = (await Promise.all(both.flat())).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([200]))
  })
})

/** Whether a statement of this database waits for a lock. */
async function isAwaited(): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    server.database.db,
  )
  return rows.length > 0
}
