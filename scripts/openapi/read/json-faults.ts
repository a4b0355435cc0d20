import { reason } from '../failure.ts'
import { skipSpace, skipString } from './json.ts'
import { deepest, tooDeep } from './limits.ts'
import { type Fault, twice } from './lines.ts'

/** Faults that `JSON.parse` accepts and the value does not show: duplicate names, and nesting beyond the limit. */
export function jsonFault(text: string): Fault | undefined {
  /** For each open object its names so far; undefined for an array. */
  const open: (Set<string> | undefined)[] = []
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 123 || code === 91) {
      if (open.push(code === 123 ? new Set() : undefined) > deepest) return { offset: at, why: tooDeep }
    } else if (code === 125 || code === 93) open.pop()
    else if (code === 34) {
      const end = skipString(text, at)
      const names = open.at(-1)
      if (names !== undefined && text.charCodeAt(skipSpace(text, end)) === 58) {
        const name = nameAt(text, at, end)
        if (names.has(name)) return { offset: at, why: twice(name) }
        names.add(name)
      }
      at = end - 1
    }
  }
  return undefined
}

function nameAt(text: string, start: number, end: number): string {
  const name = text.slice(start + 1, end - 1)
  return name.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : name
}

/** Where a text stops being JSON, and why: the end of its shortest prefix that no JSON text starts with. */
export function brokenJson(text: string): Fault {
  let whole = mayGoOn(text) ? text.length : 0
  let broken = text.length + 1
  while (broken - whole > 1) {
    const middle = (whole + broken) >> 1
    if (mayGoOn(text.slice(0, middle))) whole = middle
    else broken = middle
  }
  const why = complaint(text)
    .replace(/,? in JSON at position.*$/, '')
    .replace(/, (?:\.{3})?".*$/s, '')
  return { offset: whole, why: `not JSON: ${why}` }
}

function mayGoOn(text: string): boolean {
  const why = complaint(text)
  const position = /at position (\d+)/.exec(why)?.[1]
  return (
    why === '' || why.startsWith('Unexpected end') || why.startsWith('Unterminated') || Number(position) >= text.length
  )
}

function complaint(text: string): string {
  try {
    JSON.parse(text)
    return ''
  } catch (thrown) {
    return reason(thrown)
  }
}
