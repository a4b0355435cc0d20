import {
  mergeHeaders as merge,
  serializeArrayParam as writeList,
  serializeObjectParam as writeMembers,
} from 'openapi-fetch'

/*
 * The only module that knows openapi-fetch, under types of our own: none of its types reaches a program. Its `createClient`
 * alone weighs 2.6 of the 4 kB that one operation may, so that what carries a request is taken from it piece by piece.
 */

/** How a parameter is written (OpenAPI 3.1, section 4.8.12.2). */
export interface Writing {
  style: 'form' | 'simple' | 'label' | 'matrix' | 'spaceDelimited' | 'pipeDelimited'
  explode: boolean
  /** The values are encoded already. */
  allowReserved?: boolean
}

/** Later headers win, whatever their case; undefined ones are left out. @throws TypeError for what is no header */
export const mergeHeaders: (...all: (Headers | Record<string, string | undefined> | undefined)[]) => Headers = merge

/** Lists of texts; the name goes as it is. */
export const serializeArrayParam = writeList as (name: string, value: string[], writing: Writing) => string
/** Members that are texts; the names go as they are. */
export const serializeObjectParam = writeMembers as (
  name: string,
  value: Record<string, string>,
  writing: Writing,
) => string
