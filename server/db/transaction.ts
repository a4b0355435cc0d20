/** Transactions: their work runs again when it lost a conflict, so it has no effect outside the database but `onCommit`. */
import type { Kysely } from 'kysely'
import { isConflict } from './errors.ts'
import type { Transaction } from './handles.ts'
import type { Tables } from './tables.ts'

/** A transaction whose work is done, and which nobody else sees yet: one of the two must end it. */
export interface Held<T> {
  readonly result: T
  commit(): Promise<void>
  rollback(): Promise<void>
}

const mostTries = 4
const afterCommits = new WeakMap<Transaction, (() => void)[]>()

export async function transact<T>(db: Kysely<Tables>, work: (trx: Transaction) => Promise<T>): Promise<T> {
  const { result, commit } = await hold(db, work)
  await commit()
  return result
}

/** What is decided by the work's result is decided before the commit. */
export async function hold<T>(db: Kysely<Tables>, work: (trx: Transaction) => Promise<T>): Promise<Held<T>> {
  for (let tries = 1; ; tries++) {
    const trx = await db.startTransaction().execute()
    const afterCommit: (() => void)[] = []
    afterCommits.set(trx, afterCommit)
    // Where the connection is lost, so is the transaction.
    const rollback = () =>
      trx
        .rollback()
        .execute()
        .catch(() => undefined)
    try {
      const result = await work(trx)
      const commit = async () => {
        try {
          await trx.commit().execute()
        } catch (error) {
          await rollback()
          throw error
        }
        for (const tell of afterCommit) tell()
      }
      return { result, commit, rollback }
    } catch (error) {
      await rollback()
      if (!isConflict(error) || tries === mostTries) throw error
    }
  }
}

/** Runs once what the transaction did is certain, and never when it failed. */
export function onCommit(trx: Transaction, tell: () => void): void {
  const afterCommit = afterCommits.get(trx)
  if (afterCommit === undefined) throw new Error('onCommit takes the transaction of transact() or hold()')
  afterCommit.push(tell)
}
