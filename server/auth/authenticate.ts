/** Bearer token to principal. A signature is checked once per token, not once per request; standing is asked each time. */
import { hash } from 'node:crypto'
import type { Principal } from '../domain/principal.ts'
import { createInFlight } from './in-flight.ts'
import type { Standing } from './standing.ts'
import type { Tokens, Verified } from './tokens.ts'

/**
 * Null where the token does not hold.
 * @param onUnknown called before a token that is not remembered is verified; what it throws is thrown
 */
export type Authenticate = (
  token: string,
  onUnknown: () => Promise<void>,
) => Promise<Principal | null> | Principal | null

const mostRemembered = 10_000
/** No token of ours comes near it; a longer one is refused before it is hashed. */
const longestToken = 4_096

export function createAuthenticate(
  { verify }: Pick<Tokens, 'verify'>,
  standing: Standing['check'],
  now: () => number = Date.now,
): Authenticate {
  // The digest is kept, not the token: a memory dump gives no one away.
  const remembered = new Map<string, Verified>()

  const inFlight = createInFlight<Verified | null>()

  function remember(digest: string, verified: Verified): void {
    if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value as string)
    remembered.set(digest, verified)
  }

  const inGoodStanding = (principal: Principal): Promise<Principal | null> | Principal | null => {
    const good = standing(principal)
    return typeof good === 'boolean' ? (good ? principal : null) : good.then((yes) => (yes ? principal : null))
  }

  return (token, onUnknown) => {
    if (token.length > longestToken) return null
    const digest = hash('sha256', token, 'base64')
    const known = remembered.get(digest)
    if (known !== undefined) {
      if (known.expiresAt * 1000 > now()) return inGoodStanding(known.principal)
      remembered.delete(digest)
    }
    // A caller that begins with many requests at once is counted, and verified, once.
    const verifying = inFlight.join(digest, async () => {
      await onUnknown()
      const verified = await verify(token)
      if (verified !== null) remember(digest, verified)
      return verified
    })
    return verifying.then((verified) => (verified === null ? null : inGoodStanding(verified.principal)))
  }
}
