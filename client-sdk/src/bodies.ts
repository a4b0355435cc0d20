import { invalidArgument, refuse } from './error.ts'
import { encode, isObject, pairs, type Style } from './parameters.ts'
import type { Body, Encoder } from './request.ts'
import { text } from './request.ts'

export const json: Encoder = (value) => [JSON.stringify(value), 'application/json']

/** JSON of one of several media types: the one that `contentType` names, else the first. */
export const jsonAs =
  (...types: string[]): Encoder =>
  (value, { contentType = types[0] as string }) => [
    JSON.stringify(value),
    types.includes(contentType) ? contentType : refuse('contentType', contentType),
  ]

/** For media types that the caller writes: text, XML, files. */
export const raw: Encoder = (value) => [
  typeof value === 'object' ? (value as Body) : text(value, 'body'),
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
/** Another subtype, whose parts have names all the same (OpenAPI 3.0.3, section 4.7.15.3); `fetch` writes form-data alone. */
export const multipartAs =
  (subtype: string, parts: Record<string, Parts> = {}): Encoder =>
  (value) => {
    const boundary = crypto.randomUUID()
    const written: (string | Blob)[] = []
    for (const [name, content] of (multipartBy(parts)(value, {})[0] as FormData).entries()) {
      const key = name.replace(/["\r\n]/g, encodeURIComponent)
      const type = typeof content === 'string' ? '' : content.type || 'application/octet-stream'
      // What has the name of a file is read as bytes.
      const file = type && !/[/+]json\b/.test(type) ? '; filename="blob"' : ''
      const head = `Content-Disposition: form-data; name="${key}"${file}${type && `\r\nContent-Type: ${type}`}`
      written.push(`--${boundary}\r\n${head}\r\n\r\n`, content, '\r\n')
    }
    written.push(`--${boundary}--\r\n`)
    return [new Blob(written), `multipart/${subtype}; boundary=${boundary}`]
  }

export const multipart: Encoder = /* @__PURE__ */ multipartBy()

/** Of a range of media types: bytes are bytes, all else is JSON. */
export const any: Encoder = (value, options) =>
  (isFile(value) || value instanceof ReadableStream ? raw : json)(value, options)

/** The media types that a value is for; a plain object or list is for any. */
const suited = (value: unknown): RegExp =>
  value instanceof FormData
    ? /^multipart\//i
    : value instanceof URLSearchParams
      ? /urlencoded/i
      : typeof value === 'string' || isFile(value) || value instanceof ReadableStream
        ? /^(?!multipart\/|.*(urlencoded|[/+]json))/i
        : /^/

/**
 * A body of another media type than its encoder's own, or of several: the one that `contentType` names, else the first
 * that suits the value, else the first.
 */
export const body =
  (choices: Record<string, Encoder>): Encoder =>
  (value, options) => {
    const types = Object.keys(choices)
    const fit = suited(value)
    const type = options.contentType ?? types.find((each) => fit.test(each)) ?? types[0] ?? ''
    const encoder = choices[type]
    if (!encoder) throw invalidArgument(`contentType must be one of ${types.join(', ')}: ${type}`)
    const [encoded, own] = encoder(value, options)
    // A multipart type has its boundary behind it.
    return own ? [encoded, type.includes('*') || own.startsWith('multipart/') ? own : type] : [encoded]
  }
