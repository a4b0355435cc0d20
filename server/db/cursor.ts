/** Where a list goes on, as text that only we can make: signed together with the list, its sort and its filters. */
import { createHmac, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../domain/refusal.ts'

/** The sort key and the id of the last row that was answered. */
export type Position = readonly (string | number)[]

const macBytes = 16
// As a KeyObject it is made ready once, which is most of what signing costs.
let key: KeyObject = createSecretKey(randomBytes(32))

/** Called once, before the first request; every node needs the same key. */
export function signCursorsWith(secret: Buffer): void {
  key = createSecretKey(secret)
}

/** @param binding names the list, its sort and its filters: a cursor of another list is not accepted */
export function writeCursor(binding: string, position: Position): string {
  const payload = Buffer.from(JSON.stringify(position))
  return Buffer.concat([mac(binding, payload), payload]).toString('base64url')
}

/** @throws Refusal CURSOR_INVALID when it was made up, altered, or made for another list, sort or filter */
export function readCursor(binding: string, cursor: string): Position {
  const bytes = Buffer.from(cursor, 'base64url')
  const payload = bytes.subarray(macBytes)
  const genuine = bytes.length > macBytes && timingSafeEqual(bytes.subarray(0, macBytes), mac(binding, payload))
  if (!genuine || bytes.toString('base64url') !== cursor) {
    throw new Refusal('CURSOR_INVALID', {
      detail: 'This cursor was not given by this list with these filters and this sort.',
      errors: [{ in: 'query', pointer: '/cursor', code: 'CURSOR_INVALID', message: 'start again without a cursor' }],
    })
  }
  return JSON.parse(payload.toString()) as Position
}

function mac(binding: string, payload: Buffer): Buffer {
  return createHmac('sha256', key).update(binding).update('\0').update(payload).digest().subarray(0, macBytes)
}
