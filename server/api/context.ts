/** What a handler is given beside its request. */
import type { ListReader, Reader, Transaction } from '../db/database.ts'
import type { Actor, Principal } from '../domain/principal.ts'

/** For GET and HEAD. */
export interface Read {
  readonly principal: Principal
  /** For single objects. */
  readonly db: Reader
  readonly lists: ListReader
  /** For the log, and for the record of a change. */
  readonly requestId: string
}

/** For every other operation. */
export interface Write extends Omit<Read, 'lists'> {
  readonly principal: Actor
  /** One transaction; the one that holds the idempotency key where the request carries one. */
  readonly transaction: <T>(work: (trx: Transaction) => Promise<T>) => Promise<T>
}

/** For operations that anyone may call. */
export interface Public extends Omit<Write, 'principal'> {
  readonly principal: null
  /** The Authorization header as it came. */
  readonly authorization: string | undefined
  /** The network of the caller's address, which the limits count. */
  readonly network: string
}
