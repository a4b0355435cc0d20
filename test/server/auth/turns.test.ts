import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { bounds } from '../../../server/auth/passwords.ts'
import { createTurns } from '../../../server/auth/turns.ts'
import { insertClient, insertPartner, insertPerson, insertProduct, merchant } from '../../support/fixtures.ts'
import { useServer } from '../../support/server.ts'
import { refusalOf } from '../../support/store.ts'

describe('turns', () => {
  const options = { atOnce: 1, mostWaiting: 3, mostInAll: 5, waitMs: 5_000 }

  it('go round the lanes, however many wait in one', async () => {
    const takeTurn = createTurns(options)
    const order: string[] = []
    const take = (lane: string, name: string) => takeTurn(lane, async () => void order.push(name))
    await Promise.all([
      take('a', 'a1'),
      take('a', 'a2'),
      take('a', 'a3'),
      take('a', 'a4'),
      take('b', 'b1'),
      take('c', 'c1'),
    ])
    expect(order).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'a4'])
  })

  it('are bounded in a lane, in all and in time, and given back after a failure', async () => {
    const takeTurn = createTurns({ ...options, waitMs: 50 })
    const end = Promise.withResolvers<void>()
    const first = takeTurn('a', () => end.promise)
    const waiting = ['a', 'a', 'a', 'b', 'b'].map((lane) => refusalOf(takeTurn(lane, async () => undefined)))
    expect(await refusalOf(takeTurn('a', async () => undefined))).toBe('SERVICE_UNAVAILABLE')
    expect(await refusalOf(takeTurn('c', async () => undefined))).toBe('SERVICE_UNAVAILABLE')
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['SERVICE_UNAVAILABLE']))
    end.resolve()
    await first
    await expect(takeTurn('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await takeTurn('a', async () => 'done')).toBe('done')
  })
})

describe('many passwords at once', () => {
  it('may be 400 of one caller, beside 400 of another', async () => {
    const takeTurn = createTurns(bounds)
    const work = Array.from({ length: 800 }, (_, at) => takeTurn(`${at % 2}`, async () => at))
    expect(await Promise.all(work)).toHaveLength(800)
  })

  const server = useServer()
  const password = 'correct horse battery staple'
  let [admin, partner, product]: string[] = []

  beforeAll(async () => {
    const { database } = server
    admin = await server.tokenFor(merchant)
    partner = await server.tokenFor(await insertClient(database, await insertPartner(database)))
    product = await insertProduct(database)
    await insertPerson(database, { email: 'ada@turns.test', password })
  })

  const create = (at: number) =>
    server.call('POST', '/v2/users', {
      token: admin as string,
      headers: { 'idempotency-key': `person-${at}` },
      body: { email: `${at}@turns.test`, full_name: 'Somebody', password },
    })

  it('hold no connection, and leave the others their turn', async () => {
    let done = 0
    const creating = Array.from({ length: 40 }, (_, at) => create(at).finally(() => done++))
    await sleep(100)
    const busy: number[] = []
    const watch = setInterval(() => {
      const { totalCount, idleCount, waitingCount } = server.database.pool
      busy.push(totalCount - idleCount + waitingCount)
    }, 1)
    const order = { token: partner as string, body: { lines: [{ product_id: product, quantity: 1 }] } }
    expect((await server.call('POST', '/v2/orders', order)).status).toBe(201)
    expect((await server.call('POST', '/v2/auth/login', { body: { email: 'ada@turns.test', password } })).status).toBe(
      200,
    )
    expect((await server.call('GET', '/health/ready')).status).toBe(200)
    expect(done).toBeLessThan(40)
    clearInterval(watch)
    // Most of the time, whatever the machine does beside.
    expect(busy.toSorted((a, b) => a - b)[Math.floor(busy.length / 2)]).toBeLessThan(4)
    for (const reply of await Promise.all(creating)) expect(reply.status).toBe(201)
  }, 30_000)

  it.each([
    ['a demotion', { role: 'staff' }],
    ['a closed account', { is_active: false }],
  ])(
    'are not worked off after %s, nor is that their answer for good',
    async (_, change) => {
      const leaver = { ...merchant, id: newId() }
      const token = await server.tokenFor(leaver)
      const create = (key: string) =>
        server.call('POST', '/v2/users', {
          token,
          headers: { 'idempotency-key': key },
          body: { email: `${newId()}@turns.test`, full_name: 'Somebody', role: 'admin', password },
        })
      const keys = Array.from({ length: 60 }, () => newId())
      const creating = Promise.all(keys.map(create))
      await sleep(100)
      const changed = await server.call('PATCH', `/v2/users/${leaver.id}`, { token: admin as string, body: change })
      expect(changed.status).toBe(200)
      const replies = await creating
      const refused = replies.filter(({ status }) => status !== 201)
      expect(refused.length).toBeGreaterThan(30)
      for (const reply of refused) expect(reply).toMatchObject({ status: 401, body: { code: 'TOKEN_INVALID' } })
      const kept = await server.database.db
        .selectFrom('idempotency_keys')
        .select('key')
        .where('key', 'in', keys)
        .execute()
      expect(kept).toHaveLength(replies.length - refused.length)
    },
    30_000,
  )

  it('are told apart under one idempotency key by what the tables alone do not tell', async () => {
    const body = { email: '1@turns.test', full_name: 'Somebody', password: 'another horse, another battery' }
    const options = { token: admin as string, headers: { 'idempotency-key': 'person-1' }, body }
    expect(await server.call('POST', '/v2/users', options)).toMatchObject({
      status: 422,
      body: { code: 'IDEMPOTENCY_KEY_REUSED' },
    })
    expect((await create(1)).headers.get('idempotency-replayed')).toBe('true')
    const { fingerprint } = await server.database.db
      .selectFrom('idempotency_keys')
      .select('fingerprint')
      .where('key', '=', 'person-1')
      .executeTakeFirstOrThrow()
    const said = JSON.stringify({ email: '1@turns.test', full_name: 'Somebody', password })
    const guess = createHash('sha256').update(`createUser\n/v2/users\napplication/json\n${said}`).digest()
    expect(fingerprint.equals(guess)).toBe(false)
  })
})
