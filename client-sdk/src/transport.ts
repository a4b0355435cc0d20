import { mergeHeaders as merge } from 'openapi-fetch'

/*
 * The only module that knows openapi-fetch, under types of our own: none of its types reaches a program. Its `createClient`
 * alone weighs 2.6 of the 4 kB that one operation may, and its styles lose what RFC 6570 keeps.
 */

/** Later headers win, whatever their case; undefined ones are left out. @throws TypeError for what is no header */
export const mergeHeaders: (...all: (Headers | Record<string, string | undefined> | undefined)[]) => Headers = merge
