import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createShares, ShareExhausted } from '../../../server/db/connections/shares.ts'

const share = (key: string, most: number) => ({ key, most })
/** What fills: how many of each run at once, at most. */
function watched({ lend }: ReturnType<typeof createShares>) {
  const running = new Map<string, number>()
  const peaks = new Map<string, number>()
  const run = (key: string, most: number, milliseconds = 20) =>
    lend([share(key, most)], async () => {
      const now = (running.get(key) ?? 0) + 1
      running.set(key, now)
      peaks.set(key, Math.max(peaks.get(key) ?? 0, now))
      await sleep(milliseconds)
      running.set(key, (running.get(key) ?? 0) - 1)
    })
  return { run, peaks }
}

describe('shares', () => {
  it('run no more at once than there are connections, and no more of one than its share', async () => {
    const { run, peaks } = watched(createShares({ connections: 4, waitMs: 5_000, mostWaiting: 100 }))
    await Promise.all(Array.from({ length: 20 }, (_, turn) => run(turn % 2 === 0 ? 'a' : 'b', turn % 2 === 0 ? 1 : 9)))
    expect(peaks.get('a')).toBe(1)
    expect(peaks.get('b')).toBe(3)
  })

  it('pass by those whose share is used up', async () => {
    const { run } = watched(createShares({ connections: 3, waitMs: 5_000, mostWaiting: 100 }))
    const order: string[] = []
    const slow = Array.from({ length: 6 }, () => run('slow', 2, 60).then(() => order.push('slow')))
    await Promise.all([...slow, run('quick', 2, 1).then(() => order.push('quick'))])
    expect(order[0]).toBe('quick')
  })

  it('refuse who waited too long, and say whose share it was', async () => {
    const { run } = watched(createShares({ connections: 2, waitMs: 30, mostWaiting: 100 }))
    const [first, second, third] = await Promise.allSettled([
      run('a', 1, 200),
      run('b', 9, 200),
      run('a', 1),
      run('c', 1),
    ])
    expect([first?.status, second?.status]).toEqual(['fulfilled', 'fulfilled'])
    expect(third).toMatchObject({ reason: new ShareExhausted(share('a', 1)) })
    await expect(Promise.all([run('a', 9, 200), run('a', 9, 200), run('c', 1)])).rejects.toMatchObject({ full: null })
  })

  it('refuse at once when too many wait', async () => {
    const { run } = watched(createShares({ connections: 1, waitMs: 60_000, mostWaiting: 1 }))
    const [, , third] = await Promise.allSettled([run('a', 9, 50), run('a', 9, 50), run('a', 9, 50)])
    expect(third?.status).toBe('rejected')
  })

  it('are given back by work that fails', async () => {
    const { lend } = createShares({ connections: 1, waitMs: 1_000, mostWaiting: 9 })
    const failing = () => lend([share('a', 1)], () => Promise.reject(new Error('broken')))
    for (let turn = 0; turn < 3; turn++) await expect(failing()).rejects.toThrow('broken')
  })

  it('are given back once, however often that is said', async () => {
    const { borrow } = createShares({ connections: 2, waitMs: 20, mostWaiting: 9 })
    const [first] = await Promise.all([borrow([]), borrow([])])
    for (let turn = 0; turn < 3; turn++) first?.()
    await borrow([])
    await expect(borrow([])).rejects.toThrow(ShareExhausted)
  })
})
