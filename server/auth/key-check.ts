/** API key to principal. */
import type { Database } from '../db/database.ts'
import { findUsableKey, noteApiKeyUse, type UsableKey } from '../db/queries/api-keys.ts'
import type { Principal } from '../domain/principal.ts'
import { scopesOf } from '../domain/role.ts'
import { hashApiKey, wellFormed } from './api-key.ts'
import { createInFlight } from './in-flight.ts'

export interface KeyCheck {
  /**
   * Null where the key does not hold.
   * @param onUnknown called before a key that is not remembered is looked up; what it throws is thrown
   */
  authenticate: (key: string, onUnknown: () => Promise<void>) => Promise<Principal | null> | Principal | null
  /** Looks keys up anew: one was revoked, or its maker's account has changed. */
  forget(): void
}

interface Remembered {
  readonly principal: Principal
  readonly until: number
}

/** How long a found key is believed, in milliseconds: one that another node ended works that much longer here. */
const memory = 3_000
const useInterval = 60_000
const mostRemembered = 10_000

/** @param allScopes that the contract knows, of which a role is a part */
export function createKeyCheck(
  { db, reads }: Pick<Database, 'db' | 'reads'>,
  allScopes: readonly string[],
  now: () => number = Date.now,
): KeyCheck {
  let remembered = new Map<string, Remembered>()
  const notedAt = new Map<string, number>()
  const inFlight = createInFlight<Principal | null>()

  /** Not waited for: that a key was used matters less than the request it is used for. */
  function noteUse(id: string): void {
    const time = now()
    if ((notedAt.get(id) ?? Number.NEGATIVE_INFINITY) > time - useInterval) return
    if (notedAt.size >= mostRemembered) notedAt.clear()
    notedAt.set(id, time)
    noteApiKeyUse(db, id).catch(() => notedAt.delete(id))
  }

  const authenticate: KeyCheck['authenticate'] = (key, onUnknown) => {
    if (!wellFormed(key)) return null
    const hash = hashApiKey(key)
    const digest = hash.toString('base64')
    const known = remembered.get(digest)
    if (known !== undefined && known.until > now()) {
      noteUse(known.principal.id)
      return known.principal
    }
    return inFlight.join(digest, async () => {
      await onUnknown()
      // It may change while it is looked up: it holds from now on, and nobody remembers it after a forget.
      const until = now() + memory
      const all = remembered
      const found = await findUsableKey(reads, hash)
      all.delete(digest)
      if (found === undefined) return null
      const principal = principalOf(found, allScopes)
      if (all.size >= mostRemembered) all.delete(all.keys().next().value as string)
      all.set(digest, { principal, until })
      noteUse(principal.id)
      return principal
    })
  }
  const forget = () => {
    remembered = new Map()
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
