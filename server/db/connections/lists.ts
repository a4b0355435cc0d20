/**
 * Lists, and all that a plan does not bound: on connections of their own, of which one caller, one partner and one list
 * have a share each. So a search that takes long, and a table that is locked, hold up nobody else.
 */
import { CompiledQuery, type Kysely } from 'kysely'
import type { Tables } from '../tables.ts'
import { type Caller, ownShares, refusalOf } from './callers.ts'
import { createShares, type Share } from './shares.ts'

export interface ListReader {
  /**
   * Runs one statement, once the caller's share, the partner's and the list's allow it.
   * @throws Refusal RATE_LIMITED where the caller or the partner has too many under way, SERVICE_UNAVAILABLE where others have
   */
  read<T>(list: string, statement: (db: Kysely<Tables>) => Promise<T>): Promise<T>
}

const waitMs = 2_000
const mostWaiting = 1_000

/** @param connections that `db` has */
export function createLists(db: Kysely<Tables>, connections: number) {
  const { lend } = createShares({ connections, waitMs, mostWaiting })
  const perCaller = Math.max(1, Math.floor(connections / 4))
  const perPartner = Math.max(1, Math.floor(connections / 2))
  const perList = Math.max(1, Math.floor(connections * 0.6))
  const listShare = (list: string): Share => ({ key: `list ${list}`, most: perList })

  return {
    of(caller: Caller): ListReader {
      const own = ownShares(caller, perCaller, perPartner)
      return {
        async read(list, statement) {
          try {
            return await lend([...own, listShare(list)], () => statement(db))
          } catch (error) {
            throw refusalOf(error, own)
          }
        },
      }
    },

    /** A lookup that was slow a moment ago: as many of its like at once as of a caller's lists. */
    async aside(text: string, parameters: readonly unknown[]): Promise<{ rows: unknown[] }> {
      const shares = [{ key: `lookup ${text}`, most: perCaller }, listShare('lookups')]
      try {
        return await lend(shares, () => db.executeQuery(CompiledQuery.raw(text, [...parameters])))
      } catch (error) {
        throw refusalOf(error, [])
      }
    },
  }
}
