/** Rules on JSON that hold before it is parsed: no reader after it meets a shape that costs more than its size, or means two things. */
import { Refusal } from '../../domain/refusal.ts'

const deepest = 32
const longest = 10_000

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const opening = { object: 0x7b, array: 0x5b }
const closers = new Set([0x5d, 0x7d])

interface Open {
  count: number
  /** Of an object: its names so far; null for an array. */
  readonly names: Set<string> | null
  /** The next text is a name. */
  naming: boolean
}

/**
 * @throws Refusal REQUEST_MALFORMED where arrays and objects nest too deep, one holds too many members, or an object has a
 *   name twice, of which readers take either (RFC 7493 §2.3, RFC 8785 §3.1)
 */
export function assertShape(text: string): void {
  const open: Open[] = []
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const innermost = open.at(-1)
    if (code === quote) {
      const end = endOfString(text, at)
      if (innermost?.naming) assertNew(innermost, text.slice(at, end + 1))
      at = end
    } else if (code === comma) {
      if (innermost !== undefined) next(innermost)
    } else if (code === opening.object || code === opening.array) {
      const names = code === opening.object ? new Set<string>() : null
      if (open.push({ count: 0, names, naming: names !== null }) > deepest) {
        refuse(`Arrays and objects may nest ${deepest} deep.`)
      }
    } else if (closers.has(code)) open.pop()
  }
}

function next(open: Open): void {
  if (++open.count >= longest) refuse(`An array or object may hold ${longest} members.`)
  open.naming = open.names !== null
}

/** @param literal with its quotes; what is no JSON is found when it is parsed */
function assertNew(open: Open, literal: string): void {
  open.naming = false
  const name = literal.includes('\\') ? unescaped(literal) : literal.slice(1, -1)
  if (open.names?.has(name)) refuse('An object has a member twice.')
  open.names?.add(name)
}

function unescaped(literal: string): string {
  try {
    return JSON.parse(literal)
  } catch {
    return literal
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) return at
    if (code === backslash) at++
  }
  return text.length
}

function refuse(detail: string): never {
  throw new Refusal('REQUEST_MALFORMED', { detail })
}
