/** Whether whoever a token names may still act: an account that was closed does not wait for its tokens to run out. */
import type { Reader } from '../db/database.ts'
import { standingOf } from '../db/queries/credentials.ts'
import type { Principal } from '../domain/principal.ts'

export interface Standing {
  /** True where the client or person is active, the person's role the one that the token was issued for, and their session not ended. */
  check(principal: Principal): Promise<boolean> | boolean
  /** Asks anew: an account has changed. */
  forget(): void
}

/** How long an answer holds, in milliseconds: an account that another node closed works that much longer here. */
const memory = 3_000
const mostRemembered = 10_000

export function createStanding(reads: Reader, now: () => number = Date.now): Standing {
  let goodUntil = new Map<string, number>()
  return {
    check(principal) {
      const { kind, id, role = '', sessionId = '' } = principal
      const key = `${kind} ${id} ${role} ${sessionId}`
      if ((goodUntil.get(key) ?? 0) > now()) return true
      // It may change while it is asked: it holds from now on, and nobody remembers it after a forget.
      const until = now() + memory
      const remembered = goodUntil
      return standingOf(reads, principal).then((good) => {
        remembered.delete(key)
        if (!good) return false
        if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value as string)
        remembered.set(key, until)
        return true
      })
    },
    forget() {
      goodUntil = new Map()
    },
  }
}
