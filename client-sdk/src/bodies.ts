import { invalidArgument } from './error.ts'
import { encode, isObject, pairs, type Style } from './parameters.ts'
import type { Body, Encoder } from './request.ts'
import { text } from './request.ts'

export const json: Encoder = (value) => [JSON.stringify(value), 'application/json']

/** For media types that the caller writes: text, XML, files. */
export const raw: Encoder = (value) => [
  typeof value === 'object' ? (value as Body) : text(value),
  'application/octet-stream',
]

/** What OpenAPI writes where no `encoding` says more: each item of a list by itself, an object as JSON, else a text. */
const byValue: Style = (value, name) =>
  items(value)
    .map((item) => `${encode(name, name)}=${encode(isObject(item) ? JSON.stringify(item) : item, name)}`)
    .join('&')

const items = (value: unknown) => [value].flat().filter((item) => item != null)

/** `application/x-www-form-urlencoded`; `styles` has the members that an `encoding` speaks of. */
export const urlencodedBy =
  (styles: Record<string, Style> = {}): Encoder =>
  (value) => [
    // Forms write a space as a plus sign (WHATWG URL, section 5.2).
    value instanceof URLSearchParams ? `${value}` : pairs(value as object, styles, byValue).replaceAll('%20', '+'),
    'application/x-www-form-urlencoded',
  ]
export const urlencoded: Encoder = /* @__PURE__ */ urlencodedBy()

/** The parts of a member of a multipart form. */
type Parts = (value: unknown, name: string) => [name: string, content: string | Blob][]

const isFile = (item: unknown): item is Blob =>
  item instanceof Blob || item instanceof ArrayBuffer || ArrayBuffer.isView(item)

const each =
  (write: (item: unknown, name: string) => string | Blob): Parts =>
  (value, name) =>
    items(value).map((item) => [name, write(item, name)])

/** A file as it is, an object as JSON, else a text. */
const part = /* @__PURE__ */ each((item, name) => {
  if (item instanceof Blob) return item
  if (isFile(item)) return new Blob([item])
  if (isObject(item)) return new Blob([JSON.stringify(item)], { type: 'application/json' })
  const written = text(item, name)
  // A form writes each line break of its texts as CR LF (HTML, "multipart/form-data encoding algorithm").
  return /[\r\n]/.test(written) ? new Blob([written], { type: 'text/plain' }) : written
})

/** Parts of the media types that an `encoding` names: a file's own where they hold it, else the first. */
export const partAs = (...types: string[]): Parts =>
  each((item, name) => {
    const [first = ''] = types.filter((type) => !type.includes('*'))
    if (isFile(item)) {
      const own = item.type
      return own && types.some((type) => own.startsWith(type.split('*')[0] as string))
        ? item
        : new Blob([item], { type: first })
    }
    return new Blob([/[/+]json\b/.test(first) ? JSON.stringify(item) : text(item, name)], { type: first })
  })

/** Parts by a style, as the pairs of a query would be, but unescaped (OpenAPI 3.1.1, section 4.8.15.1.2). */
export const partsBy =
  (style: Style): Parts =>
  (value, name) => [...new URLSearchParams(style(value, name))]

/** `multipart/form-data` (RFC 7578); `parts` has the members that an `encoding` speaks of. */
export const multipartBy =
  (parts: Record<string, Parts> = {}): Encoder =>
  (value) => {
    if (value instanceof FormData) return [value]
    const data = new FormData()
    for (const [name, member] of Object.entries(value as object))
      for (const [key, content] of (parts[name] ?? part)(member, name)) data.append(key, content)
    return [data]
  }
export const multipart: Encoder = /* @__PURE__ */ multipartBy()

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
