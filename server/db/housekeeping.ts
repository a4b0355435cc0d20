/** Deletes now and then what has expired: answers kept for repeats, buckets that are full again, sessions long over. */
import type { Reader } from './database.ts'
import { deleteExpiredKeys } from './queries/idempotency.ts'
import { deleteIdleBuckets } from './queries/rate-buckets.ts'
import { deleteOldSessions, forgetAnswers } from './queries/sessions.ts'

const everyMs = 10 * 60_000

const chores = {
  idempotency_keys: deleteExpiredKeys,
  rate_buckets: deleteIdleBuckets,
  sessions: deleteOldSessions,
  refresh_answers: forgetAnswers,
}
export type Chore = keyof typeof chores

/** Told each time that a chore could not be done, whatever was in the way; there is a next time. */
export type OnChoreFailed = (chore: Chore, error: Error) => void

/**
 * Every node does it, in batches and past those that another node is at, and none at the same time as the others that
 * were started with it.
 * @returns what ends it; resolves when nothing runs any more
 */
export function startHousekeeping(db: Reader, onFailure: OnChoreFailed, pauseMs = everyMs): () => Promise<void> {
  let ended = false
  let running = Promise.resolve()
  let timer: NodeJS.Timeout

  async function work(): Promise<void> {
    for (const [name, chore] of Object.entries(chores)) {
      if (ended) return
      try {
        await chore(db)
      } catch (error) {
        onFailure(name as Chore, error as Error)
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
