/** Bounds on JSON that hold before it is parsed: no reader after it meets a shape that costs more than its size. */
import { Refusal } from '../../domain/refusal.ts'

const deepest = 32
const longest = 10_000

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openers = new Set([0x5b, 0x7b])
const closers = new Set([0x5d, 0x7d])

/** @throws Refusal REQUEST_MALFORMED where arrays and objects nest too deep or one holds too many members */
export function assertShape(text: string): void {
  const counts: number[] = []
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if (code === comma) {
      const count = (counts.at(-1) ?? 0) + 1
      if (count >= longest) refuse(`An array or object may hold ${longest} members.`)
      counts[counts.length - 1] = count
    } else if (openers.has(code)) {
      if (counts.push(0) > deepest) refuse(`Arrays and objects may nest ${deepest} deep.`)
    } else if (closers.has(code)) counts.pop()
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
