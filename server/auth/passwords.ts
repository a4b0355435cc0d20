/** argon2id with the parameters OWASP's password storage sheet gives (19 MiB, 2 passes, 1 lane). */
import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { opaqueString } from './opaque-string.ts'
import { createTurns, type TurnsOptions } from './turns.ts'

// The library's default algorithm is argon2id.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** argon2 runs on libuv's threads: two stay free for files, and one core for everything else. */
const threads = Number(process.env.UV_THREADPOOL_SIZE) || 4
/** Hundreds of accounts may be made at once by one caller. */
export const bounds: TurnsOptions = {
  atOnce: Math.max(1, Math.min(availableParallelism() - 1, threads - 2)),
  mostWaiting: 500,
  mostInAll: 2_000,
  waitMs: 120_000,
}
const takeTurn = createTurns(bounds)

/** The lane of the server's own work. */
const own = 'server'

/** @param lane whose password it is @throws Refusal SERVICE_UNAVAILABLE where its turn does not come */
export function hashPassword(password: string, lane = own): Promise<string> {
  return takeTurn(lane, () => hash(opaqueString(password), options))
}

/** Hash of a password that nobody has, so that an unknown account costs what a known one does. */
const nobody = hashPassword(crypto.randomUUID())

/**
 * `stored` null: there is no such account. The same work is done, and the answer is false.
 * @param lane who asks @throws Refusal SERVICE_UNAVAILABLE where its turn does not come
 */
export async function passwordMatches(stored: string | null, password: string, lane = own): Promise<boolean> {
  const kept = stored ?? (await nobody)
  const prepared = opaqueString(password)
  const matches = await takeTurn(
    lane,
    async () =>
      (await verify(kept, prepared)) ||
      // A hash may be older than this rule.
      (prepared !== password && (await verify(kept, password))),
  )
  return stored !== null && matches
}
