import { escapeSegment } from '../../../lib/pointer.ts'
import { setMember } from './coerce.ts'
import type { ValidationError } from './raw.ts'
import { readPairs, reads, readText } from './styles.ts'
import { type Pair, type ParameterRow, type Part, Unreadable } from './table.ts'

const asIs = (raw: string): string => raw

/** Percent escapes and, as HTML forms write it, `+` for a space. */
export const decodeQuery = (raw: string): string => decodePercent(raw.includes('+') ? raw.replaceAll('+', ' ') : raw)

function decodePercent(raw: string): string {
  if (!raw.includes('%')) return raw
  try {
    return decodeURIComponent(raw)
  } catch {
    throw new Unreadable('MALFORMED', 'has a broken percent escape')
  }
}

/** The pairs of a query, or of a form as text. A name with a broken escape is kept as it is, to be refused as unknown. */
export function splitQuery(query: string): Pair[] {
  if (query === '') return []
  return query.split('&').flatMap((part) => {
    if (part === '') return []
    const at = part.indexOf('=')
    const name = at < 0 ? part : part.slice(0, at)
    return { name: decodeName(name), raw: at < 0 ? '' : part.slice(at + 1) }
  })
}

function decodeName(name: string): string {
  try {
    return decodeQuery(name)
  } catch {
    return name
  }
}

/** RFC 6265 §4.2.1. Quotes around a value are not part of it. */
export const splitCookies = (header: string): Pair[] =>
  header.split(';').flatMap((part) => {
    const at = part.indexOf('=')
    if (at < 0) return []
    return {
      name: part.slice(0, at).trim(),
      raw: part
        .slice(at + 1)
        .trim()
        .replace(/^"(.*)"$/, '$1'),
    }
  })

/** Reads each parameter of a part, and reports those that cannot be read; they are absent from the value. */
export function readPart(
  part: Part,
  rows: readonly ParameterRow[],
  read: (row: ParameterRow) => unknown,
  errors: ValidationError[],
): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  for (const row of rows) {
    try {
      const found = row.json ? readJson(read(row)) : read(row)
      if (found !== undefined) setMember(value, row.name, found)
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      errors.push({
        in: part,
        pointer: `/${escapeSegment(row.name)}`,
        code: error.code,
        message: `${row.name} ${error.message}`,
      })
    }
  }
  return value
}

function readJson(text: unknown): unknown {
  if (typeof text !== 'string') return text
  try {
    return JSON.parse(text)
  } catch {
    throw new Unreadable('MALFORMED', 'is not JSON')
  }
}

export const readQuery =
  (pairs: readonly Pair[]) =>
  (row: ParameterRow): unknown =>
    readPairs(row, pairs, decodeQuery)

export const readCookies =
  (pairs: readonly Pair[]) =>
  (row: ParameterRow): unknown =>
    readPairs(row, pairs, decodePercent)

export const readPath =
  (path: Record<string, string>) =>
  (row: ParameterRow): unknown => {
    const text = Object.hasOwn(path, row.name) ? path[row.name] : undefined
    return text === undefined ? undefined : readText(row, text, asIs)
  }

export const readHeaders =
  (headers: Record<string, string | undefined>) =>
  (row: ParameterRow): unknown => {
    const text = Object.hasOwn(headers, row.name) ? headers[row.name] : undefined
    return text === undefined ? undefined : readText(row, text, (raw) => raw.trim())
  }

/** Names in a query that nothing reads. */
export function unknownNames(
  pairs: readonly Pair[],
  rows: readonly ParameterRow[],
  also: readonly string[],
  errors: ValidationError[],
) {
  if (rows.some((row) => row.explode && row.style === 'form' && row.shape.rest)) return
  const told = new Set<string>()
  for (const { name } of pairs) {
    if (told.has(name) || also.includes(name) || rows.some((row) => reads(row, name))) continue
    told.add(name)
    errors.push({
      in: 'query',
      pointer: `/${escapeSegment(name)}`,
      code: 'UNKNOWN_PARAMETER',
      message: `${name} is not a parameter of this operation`,
    })
  }
}
