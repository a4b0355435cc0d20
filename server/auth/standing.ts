/** Whether whoever a token names may still act: an account that was closed does not wait for its tokens to run out. */
import type { Reader } from '../db/database.ts'
import { standingOf } from '../db/queries/credentials.ts'
import type { Principal } from '../domain/principal.ts'
import { createMemory } from './memory.ts'

export interface Standing {
  /** True where the client or person is active, the person's role the one that the token was issued for, and their session not ended. */
  check(principal: Principal): Promise<boolean> | boolean
  /** Asks anew: an account has changed. */
  forget(): void
}

export function createStanding(reads: Reader, now: () => number = Date.now): Standing {
  const memory = createMemory<true>(now)
  return {
    check(principal) {
      const { kind, id, role = '', sessionId = '' } = principal
      const name = `${kind} ${id} ${role} ${sessionId}`
      const ask = async () => ((await standingOf(reads, principal)) ? true : null)
      return memory.recall(name) ?? memory.learn(name, ask).then((good) => good === true)
    },
    forget: memory.forget,
  }
}
