import { invalidArgument } from './error.ts'
import type { Body, Encoder } from './request.ts'
import { text } from './request.ts'

export const json: Encoder = (value) => [JSON.stringify(value), 'application/json']

/** For media types that the caller writes: text, XML, files. */
export const raw: Encoder = (value) => [
  typeof value === 'object' ? (value as Body) : text(value),
  'application/octet-stream',
]

const isPlain = (value: unknown) => typeof value === 'object' && value !== null && !(value instanceof Date)

/** `application/x-www-form-urlencoded`: repeated names for lists, brackets for nested members. */
export const urlencoded: Encoder = (value) => {
  const fields = new URLSearchParams(value instanceof URLSearchParams ? value : '')
  const add = (name: string, member: unknown) => {
    if (member === undefined || member === null) return
    if (Array.isArray(member)) for (const element of member) add(isPlain(element) ? `${name}[]` : name, element)
    else if (isPlain(member)) for (const [key, nested] of Object.entries(member)) add(`${name}[${key}]`, nested)
    else fields.append(name, text(member))
  }
  if (!(value instanceof URLSearchParams))
    for (const [name, member] of Object.entries(value as object)) add(name, member)
  return [fields.toString(), 'application/x-www-form-urlencoded']
}

/** `multipart/form-data` (RFC 7578): files as they are, objects as JSON parts, a part for each element of a list. */
export const multipart: Encoder = (value) => {
  if (value instanceof FormData) return [value]
  const parts = new FormData()
  for (const [name, member] of Object.entries(value as object)) {
    for (const element of Array.isArray(member) ? member : [member]) {
      if (element === undefined || element === null) continue
      if (element instanceof Blob) parts.append(name, element)
      else if (element instanceof ArrayBuffer || ArrayBuffer.isView(element)) {
        parts.append(name, new Blob([element as ArrayBuffer]))
      } else if (isPlain(element)) parts.append(name, new Blob([JSON.stringify(element)], { type: 'application/json' }))
      else parts.append(name, text(element))
    }
  }
  return [parts]
}

/**
 * A body of another media type than its encoder's own, or of several: the one that `contentType` names, else the first
 * that is no JSON for a string, else the first.
 */
export const body =
  (choices: Record<string, Encoder>): Encoder =>
  (value, options) => {
    const types = Object.keys(choices)
    const fit = typeof value === 'string' ? types.find((each) => choices[each] !== json) : undefined
    const type = options.contentType ?? fit ?? types[0] ?? ''
    const encoder = choices[type]
    if (!encoder) throw invalidArgument(`contentType must be one of ${types.join(', ')}: ${type}`)
    const [encoded, own] = encoder(value, options)
    return own ? [encoded, type.includes('*') ? own : type] : [encoded]
  }
