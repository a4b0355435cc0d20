import { escapeSegment } from '../../../json-schema/pointer.ts'
import { setMember } from '../../../openapi/wire-reader/coerce.ts'
import { readPairs, reads, readsOthers, readText } from '../../../openapi/wire-reader/styles.ts'
import { type NameValue, type ParameterRow, Unreadable } from '../../../openapi/wire-reader/table.ts'
import { mostErrors } from './bounded.ts'
import type { RequestPart } from './errors.ts'
import type { ValidationError } from './raw.ts'

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
export function splitQuery(query: string): NameValue[] {
  if (query === '') return []
  return query.split('&').flatMap((part) => {
    if (part === '') return []
    const at = part.indexOf('=')
    const name = at < 0 ? part : part.slice(0, at)
    return { name: decodeName(name, decodeQuery), raw: at < 0 ? '' : part.slice(at + 1) }
  })
}

function decodeName(name: string, decode: (raw: string) => string): string {
  try {
    return decode(name)
  } catch {
    return name
  }
}

/** RFC 6265 §4.2.1. Quotes around a value are not part of it. */
const splitCookies = (header: string): NameValue[] =>
  header.split(';').flatMap((part) => {
    const at = part.indexOf('=')
    if (at < 0) return []
    return {
      name: decodeName(part.slice(0, at).trim(), decodePercent),
      raw: part
        .slice(at + 1)
        .trim()
        .replace(/^"(.*)"$/, '$1'),
    }
  })

/** `a=1&a=2` in one cookie, which is how OpenAPI's tables, made for queries, write what explodes. */
const splitAmpersands = (pairs: readonly NameValue[]): NameValue[] =>
  pairs.flatMap(({ name, raw }) => {
    const [first = '', ...rest] = raw.split('&')
    return [{ name, raw: first }, ...splitQuery(rest.join('&'))]
  })

/** Reads each parameter of a part, and reports those that cannot be read; they are absent from the value. */
export function readPart(
  part: RequestPart,
  rows: readonly ParameterRow[],
  read: (row: ParameterRow) => unknown,
  errors: ValidationError[],
): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  for (const row of rows) {
    const found = readOne(part, row, read, errors)
    if (found !== undefined) setMember(value, row.name, found)
  }
  return value
}

/** What `read` makes of a parameter; undefined, and an error, where it cannot be read. */
export function readOne(
  part: RequestPart,
  row: ParameterRow,
  read: (row: ParameterRow) => unknown,
  errors: ValidationError[],
): unknown {
  try {
    return read(row)
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const pointer = `/${escapeSegment(row.name)}`
    errors.push({ in: part, pointer, code: error.code, message: `${row.name} ${error.message}` })
    return undefined
  }
}

/** Whether any of these rows, or the credentials in `also`, read the pairs of a name. */
export const taken =
  (rows: readonly ParameterRow[], also: readonly string[] = []) =>
  (name: string): boolean =>
    also.includes(name) || rows.some((row) => reads(row, name))

export const readQuery =
  (pairs: readonly NameValue[], isTaken: (name: string) => boolean) =>
  (row: ParameterRow): unknown =>
    readPairs(row, pairs, decodeQuery, isTaken)

export function readCookies(header: string, isTaken: (name: string) => boolean): (row: ParameterRow) => unknown {
  const pairs = splitCookies(header)
  const parted = splitAmpersands(pairs)
  return (row) => {
    const isParted =
      row.style === 'form' && row.explode && Boolean(row.shape.items ?? row.shape.members ?? row.shape.rest)
    return readPairs(row, isParted ? parted : pairs, decodePercent, isTaken)
  }
}

export const readPath =
  (path: Record<string, string>) =>
  (row: ParameterRow): unknown => {
    const text = Object.hasOwn(path, row.name) ? path[row.name] : undefined
    return text === undefined ? undefined : readText(row, text, decodePercent)
  }

export const readHeaders =
  (headers: Record<string, string | undefined>) =>
  (row: ParameterRow): unknown => {
    const text = Object.hasOwn(headers, row.name) ? headers[row.name] : undefined
    return text === undefined ? undefined : readText(row, text, (raw) => raw.trim())
  }

/** Names in a query that nothing reads. */
export function unknownNames(
  pairs: readonly NameValue[],
  rows: readonly ParameterRow[],
  isTaken: (name: string) => boolean,
  errors: ValidationError[],
): void {
  if (rows.some(readsOthers)) return
  const told = new Set<string>()
  for (const { name } of pairs) {
    if (told.size === mostErrors) break
    if (told.has(name) || isTaken(name)) continue
    told.add(name)
    errors.push({
      in: 'query',
      pointer: `/${escapeSegment(name)}`,
      code: 'UNKNOWN_PARAMETER',
      message: `${name} is not a parameter of this operation`,
    })
  }
}
