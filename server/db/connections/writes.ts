/** Writes take their turn before they take a connection: one caller, whose writes wait for a lock, leaves some to the others. */
import { type Caller, ownShares, refusalOf } from './callers.ts'
import { createShares } from './shares.ts'

/** Runs the work, all of a request's, once the caller's share and the partner's allow it. @throws Refusal RATE_LIMITED, SERVICE_UNAVAILABLE */
export type TakeTurn = <T>(work: () => Promise<T>) => Promise<T>

const waitMs = 5_000
const mostWaiting = 1_000

/** @param connections of the pool */
export function createWrites(connections: number): (caller: Caller) => TakeTurn {
  const lend = createShares({ connections, waitMs, mostWaiting })
  const perCaller = Math.max(1, Math.floor(connections * 0.6))
  const perPartner = Math.max(1, Math.floor(connections * 0.8))
  return (caller) => {
    const own = ownShares(caller, perCaller, perPartner)
    return async (work) => {
      try {
        return await lend(own, work)
      } catch (error) {
        throw refusalOf(error, own)
      }
    }
  }
}
