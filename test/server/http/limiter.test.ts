import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Buckets } from '../../../server/http/limits/buckets.ts'
import { createLimiter, type Limiter, type RateClass } from '../../../server/http/limits/limiter.ts'
import { postgresBuckets } from '../../../server/http/limits/postgres-buckets.ts'
import { openRedisBuckets } from '../../../server/http/limits/redis-buckets.ts'
import { useDatabase } from '../../support/database.ts'
import { redisUrl, whyNoRedis } from '../../support/redis.ts'

const database = useDatabase()
const stores: [string, () => Promise<Buckets>][] = [['PostgreSQL', async () => postgresBuckets(database)]]
if (whyNoRedis() === null) stores.push(['Redis', async () => openRedisBuckets(redisUrl(), () => undefined)])
else console.warn(`The limiter is not tested on Redis: ${whyNoRedis()}`)

/** So slow that nothing flows in during a test. */
const still = (burst: number): RateClass => ({ name: 'still', limit: 1, window_seconds: 3_600, burst })
const caller = () => crypto.randomUUID()

describe.each(stores)('token buckets in %s', (_, open) => {
  let buckets: Buckets
  beforeAll(async () => {
    buckets = await open()
  })
  afterAll(() => buckets.close())

  const many = (limiters: ReturnType<typeof createLimiter>[], rateClass: RateClass, who: string, count: number) =>
    Promise.all(Array.from({ length: count }, (_, turn) => limiters[turn % limiters.length]?.check(rateClass, who)))

  it.each([1, 2, 5])('let exactly the burst through, over %i nodes', async (nodes) => {
    const limiters = Array.from({ length: nodes }, () => createLimiter(buckets))
    const verdicts = await many(limiters, still(50), caller(), 200)
    expect(verdicts.filter((verdict) => verdict?.allowed)).toHaveLength(50)
  })

  it('let exactly the burst through however unevenly the nodes are hit', async () => {
    const [one, other] = [createLimiter(buckets), createLimiter(buckets)]
    const who = caller()
    const rare = await many([other], still(50), who, 3)
    const busy = await many([one], still(50), who, 197)
    expect([...rare, ...busy].filter((verdict) => verdict?.allowed)).toHaveLength(50)
  })

  it('count each caller and each class by itself', async () => {
    const limiter = createLimiter(buckets)
    const who = caller()
    expect((await limiter.check(still(1), who)).allowed).toBe(true)
    expect((await limiter.check(still(1), who)).allowed).toBe(false)
    expect((await limiter.check(still(1), caller())).allowed).toBe(true)
    expect((await limiter.check({ ...still(1), name: 'other' }, who)).allowed).toBe(true)
  })

  it('say how many are left and how long to wait', async () => {
    const limiter = createLimiter(buckets)
    const who = caller()
    const quick: RateClass = { name: 'quick', limit: 60, window_seconds: 60, burst: 3 }
    const verdicts = [await limiter.check(quick, who), await limiter.check(quick, who), await limiter.check(quick, who)]
    expect(verdicts.map(({ remaining }) => remaining)).toEqual([2, 1, 0])
    const refused = await limiter.check(quick, who)
    expect(refused).toMatchObject({ allowed: false, remaining: 0 })
    expect(refused.wait).toBeGreaterThan(0)
    expect(refused.wait).toBeLessThanOrEqual(1)
  })

  it('fill again with time, and never above the burst', async () => {
    const limiter = createLimiter(buckets)
    const who = caller()
    const quick: RateClass = { name: 'quick', limit: 600, window_seconds: 60, burst: 5 }
    await many([limiter], quick, who, 20)
    await sleep(1_000)
    const begun = performance.now()
    const verdicts = await many([limiter], quick, who, 20)
    const flowedIn = Math.ceil(((performance.now() - begun) / 1000) * 10)
    const through = verdicts.filter((verdict) => verdict?.allowed).length
    expect(through).toBeGreaterThanOrEqual(5)
    expect(through).toBeLessThanOrEqual(5 + flowedIn)
  })

  it('are charged for what was done already, at most their burst beyond what they hold', async () => {
    const limiters = [createLimiter(buckets), createLimiter(buckets)]
    const who = caller()
    const [one, other] = limiters as [Limiter, Limiter]
    expect((await one.check(still(20), who)).remaining).toBe(19)
    one.charge(still(20), who, 9)
    await expect.poll(async () => (await other.check(still(20), who)).remaining).toBeLessThan(10)
    one.charge(still(20), who, 1_000)
    await expect.poll(async () => (await one.check(still(20), who)).allowed).toBe(false)
    const { wait } = await one.check(still(20), who)
    expect(wait / 3_600).toBeGreaterThan(19)
    expect(wait / 3_600).toBeLessThanOrEqual(21)
    expect((await other.check(still(20), who)).allowed).toBe(false)
  })

  it('are charged from what a node has fetched in advance first', async () => {
    const limiter = createLimiter(buckets)
    const who = caller()
    expect((await limiter.check(still(1_000), who)).remaining).toBe(999)
    limiter.charge(still(1_000), who, 10)
    expect((await limiter.check(still(1_000), who)).remaining).toBe(988)
    limiter.charge(still(1_000), who, 500)
    expect((await limiter.check(still(1_000), who)).remaining).toBeLessThanOrEqual(487)
  })

  it('cost a busy caller one visit in about twenty requests', async () => {
    let visits = 0
    const counted: Buckets = {
      ...buckets,
      take: (...given) => {
        visits++
        return buckets.take(...given)
      },
    }
    const limiter = createLimiter(counted)
    const who = caller()
    for (let turn = 0; turn < 400; turn++) await limiter.check(still(1_000), who)
    expect(visits).toBeLessThan(30)
  })

  it('cost a refused caller no visit until there may be a token again', async () => {
    let visits = 0
    const counted: Buckets = {
      ...buckets,
      take: (...given) => {
        visits++
        return buckets.take(...given)
      },
    }
    const limiter = createLimiter(counted)
    const who = caller()
    for (let turn = 0; turn < 50; turn++) await limiter.check(still(1), who)
    expect(visits).toBe(2)
  })
})
