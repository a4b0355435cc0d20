/** Whether whoever a token names may still act: an account that was closed does not wait for its tokens to run out. */
import type { Reader } from '../db/database.ts'
import { standingOf } from '../db/queries/credentials.ts'
import type { Principal } from '../domain/principal.ts'

/** True where the client or person is active, and the person's role is the one that the token was issued for. */
export type Standing = (principal: Principal) => Promise<boolean> | boolean

/** How long an answer holds, in milliseconds. */
const memory = 5_000
const mostRemembered = 10_000

export function createStanding(reads: Reader, now: () => number = Date.now): Standing {
  const goodUntil = new Map<string, number>()
  return (principal) => {
    const { kind, id, role = '' } = principal
    const key = `${kind} ${id} ${role}`
    if ((goodUntil.get(key) ?? 0) > now()) return true
    return standingOf(reads, principal).then((good) => {
      goodUntil.delete(key)
      if (!good) return false
      if (goodUntil.size >= mostRemembered) goodUntil.delete(goodUntil.keys().next().value as string)
      goodUntil.set(key, now() + memory)
      return true
    })
  }
}
