import { step } from '../json-schema/pointer.ts'
import { isRead } from '../json-schema/read/keywords.ts'
import type { Warning } from './failure.ts'
import type { Node } from './grammar.ts'
import { walk } from './walk.ts'

/** Keywords that no stage understands: each is named once, with where it is and how often. */
export function unknownKeywords(document: Node, place: (pointer: string) => string): Warning[] {
  const places = new Map<string, string[]>()
  walk(document, 'document', '', (node, kind, pointer) => {
    if (kind !== 'schema') return
    for (const key of Object.keys(node)) {
      if (isRead(key)) continue
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
