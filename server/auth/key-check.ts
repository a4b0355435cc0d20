/** API key to principal. */
import type { Database } from '../db/database.ts'
import { findUsableKey, noteApiKeyUse, type UsableKey } from '../db/queries/api-keys.ts'
import type { Principal } from '../domain/principal.ts'
import { scopesOf } from '../domain/role.ts'
import { hashApiKey, wellFormed } from './api-key.ts'
import { createInFlight } from './in-flight.ts'
import { createMemory } from './memory.ts'

export interface KeyCheck {
  /**
   * Null where the key does not hold.
   * @param onUnknown called before a key that is not remembered is looked up; what it throws is thrown
   */
  authenticate: (key: string, onUnknown: () => Promise<void>) => Promise<Principal | null> | Principal | null
  /** Looks keys up anew: one was revoked, or its maker's account has changed. */
  forget(): void
}

const useInterval = 60_000
const mostNoted = 10_000

/** @param allScopes that the contract knows, of which a role is a part */
export function createKeyCheck(
  { db, reads }: Pick<Database, 'db' | 'reads'>,
  allScopes: readonly string[],
  now: () => number = Date.now,
): KeyCheck {
  const memory = createMemory<Principal>(now)
  const notedAt = new Map<string, number>()
  const inFlight = createInFlight<Principal | null>()

  /** Not waited for: that a key was used matters less than the request it is used for. */
  function noteUse(id: string): void {
    const time = now()
    if ((notedAt.get(id) ?? Number.NEGATIVE_INFINITY) > time - useInterval) return
    if (notedAt.size >= mostNoted) notedAt.clear()
    notedAt.set(id, time)
    noteApiKeyUse(db, id).catch(() => notedAt.delete(id))
  }

  const authenticate: KeyCheck['authenticate'] = (key, onUnknown) => {
    if (!wellFormed(key)) return null
    const hash = hashApiKey(key)
    const digest = hash.toString('base64')
    const known = memory.recall(digest)
    if (known !== undefined) {
      noteUse(known.id)
      return known
    }
    return inFlight.join(digest, async () => {
      await onUnknown()
      const principal = await memory.learn(digest, async () => {
        const found = await findUsableKey(reads, hash)
        return found === undefined ? null : principalOf(found, allScopes)
      })
      if (principal !== null) noteUse(principal.id)
      return principal
    })
  }
  const forget = () => {
    memory.forget()
    inFlight.forget()
  }
  return { authenticate, forget }
}

/** A key does what it was made for, of what its maker may do now; of a maker without an account here, only the key tells. */
function principalOf(
  { id, partnerId, scopes, maker, makerRole, makerScopes }: UsableKey,
  allScopes: readonly string[],
) {
  const held = makerRole === null ? makerScopes : scopesOf({ role: makerRole, partnerId }, allScopes)
  const principal: Principal = {
    kind: 'api_key',
    id,
    partnerId,
    scopes: new Set(held === null ? scopes : scopes.filter((scope) => held.includes(scope))),
    ...(maker !== null && { maker }),
    ...(makerRole !== null && { role: makerRole }),
  }
  return principal
}
