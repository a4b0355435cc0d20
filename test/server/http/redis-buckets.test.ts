import { stat } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTime, openRedisBuckets } from '../../../server/http/limits/redis-buckets.ts'
import { type BreakableWay, startProxy } from '../../support/proxy.ts'
import { redisUrl, whyNoRedis } from '../../support/redis.ts'

const bucket = () => ({ key: crypto.randomUUID(), rate: 1, burst: 5 })

function keepBusy(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end; );
}

describe('an answer', () => {
  it('that arrived while this node was busy is not late', async () => {
    // From here on timers are due before sockets and files are looked at again.
    await new Promise((resolve) => setImmediate(resolve))
    // Another thread looks it up while this one is busy, and is done long before the time is over.
    const asked = inTime(stat('.'), 50)
    keepBusy(500)
    await expect(asked).resolves.toBeDefined()
  })

  it('that does not come is given up', async () => {
    await expect(inTime(new Promise(() => undefined), 20)).rejects.toThrow('no answer in 20 ms')
  })
})

if (whyNoRedis() !== null) console.warn(`A Redis that is away is not tested: ${whyNoRedis()}`)

describe.runIf(whyNoRedis() === null)('a Redis', () => {
  let way: BreakableWay
  let buckets: Awaited<ReturnType<typeof openRedisBuckets>>
  beforeAll(async () => {
    way = await startProxy(redisUrl())
    buckets = await openRedisBuckets(way.url, () => undefined)
  })
  afterAll(async () => {
    await buckets.close()
    await way.close()
  })

  it('that falls silent is given up within its time, and used again once it is back', async () => {
    expect(await buckets.take(bucket(), 1, 0, 0)).toMatchObject({ taken: 1 })
    way.freeze()
    const begun = performance.now()
    await expect(buckets.take(bucket(), 1, 0, 0)).rejects.toThrow('no answer')
    expect(performance.now() - begun).toBeLessThan(1_500)
    way.mend()
    await expect
      .poll(() => buckets.take(bucket(), 1, 0, 0).catch(() => null), { timeout: 8_000 })
      .toMatchObject({ taken: 1 })
  })
})
