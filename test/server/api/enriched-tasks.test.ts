import { setTimeout as sleep } from 'node:timers/promises'
import type { Stockroom } from '@stockroom/sdk'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { insertClient } from '../../support/fixtures.ts'
import { startServer } from '../../support/server.ts'
import { after, answers, hangUp, silence, text, useUpstream } from '../../support/upstream.ts'
import { aTask, useWorld } from '../../support/world.ts'

const weather = useUpstream()
const env: Record<string, string> = {}
beforeAll(() => {
  env.WEATHER_URL = weather.url
})
const world = useWorld({ env })

const current = {
  time: '2026-10-05T09:00',
  temperature_2m: 11.4,
  precipitation: 0,
  weather_code: 3,
  wind_speed_10m: 14,
}
const good = answers({ current })

/** A program of the merchant: whether it may still act is not read from the users' table. */
let program: Stockroom
beforeAll(async () => {
  program = await world.sdk(await insertClient(world.server.database, null))
})

describe('an enriched task', () => {
  it('has its task, its owner and the weather at its site', async () => {
    weather.behave(good)
    const task = await aTask(world)
    expect(await world.as.ada.tasks.enriched(task.id)).toEqual({
      task,
      owner: { id: world.who.ada.id, full_name: 'Ada Lovelace' },
      weather: {
        temperature_celsius: 11.4,
        wind_speed_kmh: 14,
        precipitation_mm: 0,
        weather_code: 3,
        observed_at: '2026-10-05T09:00:00.000Z',
      },
      warnings: [],
    })
    const asked = Object.fromEntries(weather.asked[0]?.searchParams ?? [])
    expect(asked).toMatchObject({ latitude: '52.5', longitude: '13.4' })
  })

  it('has no weather without a site, and nobody is asked', async () => {
    const { id } = await world.as.ada.tasks.create({ title: 'Call back' })
    expect(await world.as.ada.tasks.enriched(id)).toMatchObject({ weather: null, warnings: [] })
    expect(weather.asked).toEqual([])
  })

  it('keeps its owner when the account is gone', async () => {
    const { users, tasks } = world.as.admin
    const { id: owner_id } = await users.create({ email: 'leaver@stockroom.test', full_name: 'Soon Gone' })
    const { id } = await tasks.create({ title: 'Hand over', owner_id })
    await users.delete(owner_id)
    expect(await tasks.enriched(id)).toMatchObject({ owner: { id: owner_id, full_name: 'Soon Gone' } })
  })
})

describe('its two look-ups', () => {
  it('run at the same time: neither ends before the other has begun', async () => {
    const { id } = await aTask(world)
    const asked = Promise.withResolvers<void>()
    const bothBegun = asked.promise.then(ownerIsLookedUp)
    weather.behave(async (req, res) => {
      asked.resolve()
      await bothBegun
      good(req, res)
    })
    const { answer } = await whileUsersAreLocked(async () => {
      const answer = program.tasks.enriched(id)
      await bothBegun
      return { answer }
    })
    expect(await answer).toMatchObject({ weather: { temperature_celsius: 11.4 }, warnings: [] })
  })

  it('of 200 ms each take about 200 ms together', async () => {
    weather.behave(after(200, good))
    const { id } = await aTask(world)
    const times: number[] = []
    for (let run = 0; run < 3; run++) {
      const { took } = await whileUsersAreLocked(async () => {
        const started = performance.now()
        const took = program.tasks.enriched(id).then(() => performance.now() - started)
        await sleep(200)
        return { took }
      })
      times.push(Math.round(await took))
    }
    console.log(`two look-ups of 200 ms took ${times.join(', ')} ms together`)
    expect(Math.min(...times)).toBeGreaterThanOrEqual(195)
    expect(Math.min(...times)).toBeLessThan(380)
  })
})

describe('while the weather service', () => {
  it.each([
    ['breaks connections', hangUp, 'cannot be reached'],
    ['answers no more', silence, 'did not answer in time'],
    ['is much too slow', after(4_000, good), 'did not answer in time'],
    ['answers 500', answers({}, 500), 'failed'],
    ['answers garbage', text('<html>'), 'answered what cannot be read'],
  ])('%s, the task comes all the same, in time', async (_, behaviour, problem) => {
    weather.behave(behaviour)
    const task = await aTask(world)
    const path = `/v2/tasks/${task.id}/enriched`
    const { databaseUrl } = world.server
    const node = await startServer({ env, databaseUrl })
    try {
      const token = await node.tokenFor(world.who.ada)
      const started = performance.now()
      const reply = await node.call('GET', path, { token })
      expect(performance.now() - started).toBeLessThan(3_000)
      const warning = { code: 'WEATHER_UNAVAILABLE', message: `The weather service ${problem}.` }
      expect(reply).toMatchObject({ status: 200, body: { task, weather: null, warnings: [warning] } })
      const request_id = reply.headers.get('x-request-id')
      const line = node.logs.find(({ msg }) => msg === 'upstream gave no answer')
      expect(line).toMatchObject({ level: 'warn', upstream: 'weather', request_id, detail: expect.any(String) })
    } finally {
      await node.close()
    }
  })
})

describe('a weather service that fails time and again', () => {
  it('is left alone, which the answer, the log and the metrics tell', async () => {
    weather.behave(hangUp)
    const { id } = await aTask(world)
    const node = await startServer({ env, databaseUrl: world.server.databaseUrl })
    try {
      const token = await node.tokenFor(world.who.ada)
      const ask = () => node.call('GET', `/v2/tasks/${id}/enriched`, { token })
      await ask()
      await ask()
      const { length } = weather.asked
      expect((await ask()).body.warnings[0].message).toMatch(/failed too often just now and is not asked/)
      expect(weather.asked).toHaveLength(length)
      expect(node.logs.map(({ msg }) => msg)).toContain('upstream circuit opened')
      const metrics = await node.metrics.registry.metrics()
      expect(metrics).toContain('stockroom_upstream_circuit_open{upstream="weather"} 1')
      expect(metrics).toContain(`stockroom_upstream_attempts_total{upstream="weather"} ${length}`)
      const failed = /stockroom_upstream_call_duration_seconds_count\{upstream="weather",outcome="([a-z_]+)"\} \d/g
      expect([...metrics.matchAll(failed)].map(([, outcome]) => outcome)).toContain('circuit_open')
    } finally {
      await node.close()
    }
  })
})

async function whileUsersAreLocked<T>(work: () => Promise<T>): Promise<T> {
  return world.server.database.db.transaction().execute(async (trx) => {
    await sql`lock table users in access exclusive mode`.execute(trx)
    return work()
  })
}

/** Resolves once a query waits for the lock. */
async function ownerIsLookedUp(): Promise<void> {
  const waiting = sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  while ((await waiting.execute(world.server.database.db)).rows.length === 0) await sleep(5)
}
