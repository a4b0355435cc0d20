import { extname } from 'node:path'
import { InputFailure, reason } from './failure.ts'
import { jsonPlaces } from './json-places.ts'
import { lineOf } from './lines.ts'
import { parseYaml } from './yaml.ts'

export interface Parsed {
  value: unknown
  /** One-based line and column of a member's key or an item; undefined where the path leads nowhere. */
  place: (path: string[]) => { line: number; column: number } | undefined
}

/** Reads JSON or YAML 1.2. `shown` is the name that errors carry. */
export function parse(text: string, shown: string): Parsed {
  const first = text.trimStart()[0]
  if (first === '{' || first === '[' || extname(shown) === '.json') {
    const json = tryJson(text)
    if (json !== undefined) return json
    if (extname(shown) === '.json') throw new InputFailure(`${shown}${brokenJson(text)}`)
  }
  return parseYaml(text, shown)
}

function tryJson(text: string): Parsed | undefined {
  let value: unknown
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text)
  } catch {
    return undefined
  }
  const find = jsonPlaces(text)
  const line = lineOf(text)
  return {
    value,
    place: (path) => {
      const offset = find(path)
      return offset === undefined ? undefined : line(offset)
    },
  }
}

function brokenJson(text: string): string {
  try {
    JSON.parse(text)
    return ''
  } catch (thrown) {
    const offset = /at position (\d+)/.exec(reason(thrown))?.[1]
    const at = lineOf(text)(offset === undefined ? Math.max(0, text.length - 1) : Number(offset))
    const why = reason(thrown)
      .replace(/,? in JSON at position.*$/, '')
      .replace(/, (?:\.{3})?".*$/s, '')
    return `:${at.line}:${at.column}: not JSON: ${why}`
  }
}
