/** Transactions take their turn before they take a connection: one caller, whose writes wait for a lock, leaves some to the others. */
import type { Kysely } from 'kysely'
import type { Transaction } from '../handles.ts'
import type { Tables } from '../tables.ts'
import { type Held, hold } from '../transaction.ts'
import { type Caller, ownShares, refusalOf } from './callers.ts'
import { createShares } from './shares.ts'

/** Transactions of one caller. @throws Refusal RATE_LIMITED, SERVICE_UNAVAILABLE where the caller's or everybody's turn does not come */
export interface Writer {
  /** @param work as that of `transact` */
  hold<T>(work: (trx: Transaction) => Promise<T>): Promise<Held<T>>
  transact<T>(work: (trx: Transaction) => Promise<T>): Promise<T>
}

const waitMs = 5_000
const mostWaiting = 1_000

/** @param connections that `db` has @returns who is null shares with nobody */
export function createWrites(db: Kysely<Tables>, connections: number): (caller: Caller | null) => Writer {
  const { borrow } = createShares({ connections, waitMs, mostWaiting })
  const perCaller = Math.max(1, Math.floor(connections * 0.6))
  const perPartner = Math.max(1, Math.floor(connections * 0.8))

  return (caller) => {
    const own = caller === null ? [] : ownShares(caller, perCaller, perPartner)
    const turn = async () => {
      try {
        return await borrow(own)
      } catch (error) {
        throw refusalOf(error, own)
      }
    }
    const writer: Writer = {
      async hold(work) {
        const end = await turn()
        try {
          const { result, commit, rollback } = await hold(db, work)
          return { result, commit: () => commit().finally(end), rollback: () => rollback().finally(end) }
        } catch (error) {
          end()
          throw error
        }
      },
      async transact(work) {
        const { result, commit } = await writer.hold(work)
        await commit()
        return result
      },
    }
    return writer
  }
}
