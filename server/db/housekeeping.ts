/** Deletes now and then what has expired: answers kept for repeats, buckets that are full again, sessions long over. */
import type { Reader } from './database.ts'
import { isUnavailable } from './errors.ts'
import { deleteExpiredKeys } from './queries/idempotency.ts'
import { deleteIdleBuckets } from './queries/rate-buckets.ts'
import { deleteOldSessions } from './queries/sessions.ts'

const everyMs = 10 * 60_000

const chores = [deleteExpiredKeys, deleteIdleBuckets, deleteOldSessions]

/**
 * Every node does it, in batches and past those that another node is at, and none at the same time as the others that
 * were started with it.
 * @returns what ends it; resolves when nothing runs any more
 */
export function startHousekeeping(
  db: Reader,
  onFailure: (error: Error) => void,
  pauseMs = everyMs,
): () => Promise<void> {
  let ended = false
  let running = Promise.resolve()
  let timer: NodeJS.Timeout

  async function work(): Promise<void> {
    for (const chore of chores) {
      if (ended) return
      try {
        await chore(db)
      } catch (error) {
        // While the database is away everybody hears of it; there is a next time.
        if (!isUnavailable(error)) onFailure(error as Error)
      }
    }
    wait()
  }

  function wait(): void {
    if (ended) return
    timer = setTimeout(
      () => {
        running = work()
      },
      pauseMs * (0.5 + Math.random()),
    ).unref()
  }

  wait()
  return async () => {
    ended = true
    clearTimeout(timer)
    await running
  }
}
