import { memberShape, setMember } from '../../../openapi/wire-reader/coerce.ts'
import { readPairs, readsOthers } from '../../../openapi/wire-reader/styles.ts'
import { isOpen, type NameValue, type ParameterRow, type Shape } from '../../../openapi/wire-reader/table.ts'
import { decodeQuery, readOne, readPart, splitQuery, taken } from './parameters.ts'
import type { ValidationError } from './raw.ts'

/** How the members of a form are written; those that have no row are written by their value. */
export interface FormRow {
  rows: ParameterRow[]
  shape: Shape
}

/**
 * A form as its text, or as a record of texts and files: the members of a multipart form by name, lists where a name
 * repeats. Bytes are text in UTF-8 where the schema takes no file; any other value stays as it is.
 */
export function readForm({ rows, shape }: FormRow, body: unknown, errors: ValidationError[]): unknown {
  const isText = typeof body === 'string'
  if (!isText && (typeof body !== 'object' || body === null || Array.isArray(body))) return body
  const { pairs, others } = isText ? { pairs: splitQuery(body), others: [] } : parted(body as object, shape)
  const decode = isText ? decodeQuery : (raw: string) => raw
  const isTaken = taken(rows)
  const value = readPart('body', rows, (row) => readPairs(row, pairs, decode, isTaken), errors)
  const byName = Map.groupBy(pairs, ({ name }) => name)
  for (const [name, own] of rows.some(readsOthers) ? [] : byName) {
    if (isTaken(name)) continue
    const row: ParameterRow = { name, style: 'value', explode: true, shape: memberShape(shape, name) }
    const found = readOne('body', row, (each) => readPairs(each, own, decode, isTaken), errors)
    if (found !== undefined) setMember(value, name, found)
  }
  for (const [name, other] of others) setMember(value, name, other)
  return value
}

/** The members of a record that are texts, as pairs, and those that are not. */
function parted(record: object, shape: Shape): { pairs: NameValue[]; others: [string, unknown][] } {
  const others: [string, unknown][] = []
  const pairs = Object.entries(record).flatMap(([name, value]) => {
    const member = memberShape(shape, name)
    const mayBeFile = takesFiles(member)
    const parts = (Array.isArray(value) ? value : [value]).map((part) => (mayBeFile ? part : decoded(part)))
    if (parts.every((part) => typeof part === 'string')) return parts.map((raw) => ({ name, raw }))
    const isList = Array.isArray(value) || (member.items !== undefined && member.scalars.length === 0 && mayBeFile)
    others.push([name, isList ? parts : parts[0]])
    return []
  })
  return { pairs, others }
}

const takesFiles = (shape: Shape): boolean =>
  isOpen(shape) ||
  shape.file === true ||
  (shape.items !== undefined && (isOpen(shape.items) || shape.items.file === true))

const utf8 = new TextDecoder('utf-8', { fatal: true })

function decoded(part: unknown): unknown {
  if (!(part instanceof Uint8Array)) return part
  try {
    return utf8.decode(part)
  } catch {
    return part
  }
}

/**
 * Validates a form with its files out of the way: in place of each stands a text of as many characters as it has bytes
 * (OpenAPI 3.0.3 §4.7.24.2: a file is a string), so that lengths count bytes.
 */
export function withoutFiles<T>(form: unknown, shape: Shape, work: (form: unknown) => T): T {
  if (typeof form !== 'object' || form === null) return work(form)
  const record = form as Record<string, unknown>
  const kept = Object.entries(record).filter(
    ([name, value]) => [value].flat().some(isFile) && takesFiles(memberShape(shape, name)),
  )
  for (const [name, value] of kept) setMember(record, name, Array.isArray(value) ? value.map(standIn) : standIn(value))
  const result = work(record)
  for (const [name, value] of kept) setMember(record, name, value)
  return result
}

const isFile = (value: unknown): value is ArrayBufferView | ArrayBuffer | Blob =>
  ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof Blob

const standIn = (value: unknown): unknown =>
  isFile(value) ? '\0'.repeat('size' in value ? value.size : value.byteLength) : value
