import type { Reader } from './database.ts'
import { isUnavailable } from './errors.ts'
import { deleteExpiredKeys } from './queries/idempotency.ts'

const everyMs = 10 * 60_000

/** Deletes now and then what has expired. Every node does; they do not wait for each other. @returns what ends it */
export function startHousekeeping(db: Reader, onFailure: (error: Error) => void, pauseMs = everyMs): () => void {
  const timer = setInterval(() => {
    deleteExpiredKeys(db).catch((error: Error) => {
      // While the database is away everybody hears of it; there is a next time.
      if (!isUnavailable(error)) onFailure(error)
    })
  }, pauseMs)
  timer.unref()
  return () => clearInterval(timer)
}
