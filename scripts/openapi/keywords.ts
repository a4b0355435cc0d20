import { step } from '../json-schema/pointer.ts'
import { isRead } from '../json-schema/read/keywords.ts'
import type { Warning } from './failure.ts'
import type { JsonObject } from './grammar.ts'
import { walk } from './walk.ts'

/** The keywords that OpenAPI adds to JSON Schema (OpenAPI 3.1.1 §4.8.24). None refuses a value. */
export const openapiKeywords: ReadonlySet<string> = new Set(['discriminator', 'example', 'externalDocs', 'xml'])

/** True for keywords of JSON Schema or OpenAPI, and for extensions. */
export const isKeyword = (name: string): boolean => isRead(name) || openapiKeywords.has(name)

/** A warning for each keyword that no stage reads, with its places. */
export function unknownKeywords(document: JsonObject, place: (pointer: string) => string): Warning[] {
  const places = new Map<string, string[]>()
  walk(document, 'document', '', (node, kind, pointer) => {
    if (kind !== 'schema') return
    for (const key of Object.keys(node)) {
      if (isKeyword(key)) continue
      places.set(key, [...(places.get(key) ?? []), step(pointer, key)])
    }
  })
  return [...places].map(([keyword, pointers]) => ({
    place: place(pointers[0] ?? ''),
    message: `schema keyword "${keyword}" is not understood and checks nothing${more(pointers)}; remove it or write it as x-${keyword.replace(/^\W+/, '')}`,
  }))
}

const more = (pointers: string[]): string =>
  ` (#${pointers[0]}${pointers.length > 1 ? ` and ${pointers.length - 1} more` : ''})`

/** Begins the keyword that stands for what only a released version says wrongly: nothing is known of what it refuses. */
export const notRead = 'not read: '
