import { mergeHeaders as merge } from 'openapi-fetch'
import { invalidArgument } from './error.ts'

/*
 * The only module that knows openapi-fetch, under types of our own: none of its types reaches a program. Its `createClient`
 * alone weighs 2.6 of the 4 kB that one operation may, and its styles lose what RFC 6570 keeps.
 */

/**
 * Later headers win, whatever their case; undefined ones are left out. A plain record with names in lower case: a `fetch`
 * of another realm or library may not know our Headers, and a wrapper may spread them.
 * @throws StockroomError ARGUMENT_INVALID for what is no header, without the value, which may be a secret
 */
export function mergeHeaders(...all: (Record<string, string | undefined> | undefined)[]): Record<string, string> {
  try {
    return Object.fromEntries(merge(...all))
  } catch {
    throw invalidArgument('a header cannot be sent')
  }
}
