import { invalidArgument, refuse } from './error.ts'
import type { Descriptor, Locate, Options } from './request.ts'
import { text } from './request.ts'

/** Writes one parameter: `name=value` pairs for a query, the bare value for a path or header; undefined for nothing at all. */
export type Style = (value: unknown, name: string) => string | undefined
type Styles = Record<string, Style>

export const encode = (value: unknown, name: string) => encodeURIComponent(text(value, name))
export const isObject = (value: unknown): value is object => Object(value) === value && !(value instanceof Date)
/** Names and values of those that are there: null and undefined are as good as absent (RFC 6570, section 2.3). */
export const present = (members: object) => Object.entries(members).filter(([, member]) => member != null)

/** Fills a path's braces with the first arguments of the call, in order. */
export const pathBy =
  (styles: Styles): Locate =>
  (baseUrl, path, args) =>
    baseUrl +
    path.replace(/\{([^}]*)\}/g, (_, name: string) => {
      const value = args.shift()
      const filled = (value == null ? '' : (styles[name] ?? encode)(value, name)) ?? ''
      // An empty segment or a dot segment would name another resource (RFC 3986, section 5.2.4).
      return /^(\.|%2E){0,2}$/.test(filled) ? refuse(name, value) : filled
    })
export const path: Locate = /* @__PURE__ */ pathBy({})

/** A path on a server of its own; `server` may be relative to the client's `baseUrl`. */
export const at =
  (server: string, locate: Locate = pathBy({})): Locate =>
  (baseUrl, path, args) =>
    locate(new URL(server, baseUrl).href.replace(/\/$/, ''), path, args)

/** A pair for a value, or for each element of a list. */
const repeated = (value: unknown, name: string): string[] =>
  [value].flat().flatMap((part) => (part == null ? [] : `${encode(name, name)}=${encode(part, name)}`))

/** Writes a query, each parameter in OpenAPI's default style: `form`, exploded. */
export const query: NonNullable<Descriptor['query']> = (values) =>
  Object.entries(values)
    .flatMap(([name, value]) => repeated(value, name))
    .join('&')

/** `name=value` pairs of all members; `styles` has those that are not written by `otherwise`. */
export const pairs = (values: object, styles: Styles, otherwise: Style): string =>
  Object.entries(values)
    .map(([name, value]) => (styles[name] ?? otherwise)(value, name))
    .filter(Boolean)
    .join('&')

/** Writes a query; `styles` has the parameters whose style is not the default. */
export const queryBy =
  (styles: Styles): NonNullable<Descriptor['query']> =>
  (values) =>
    pairs(values, styles, (value, name) => repeated(value, name).join('&'))

/** The names and texts of the options that are parameters: option name to name in the request. */
const fields = (names: Record<string, string>, options: Options, styles: Styles, otherwise: Style) =>
  Object.entries(names).flatMap(([option, name]) => {
    const value = options[option]
    const written = value == null ? value : (styles[name] ?? otherwise)(value, name)
    return written == null ? [] : [[name, written] as const]
  })

/** A header's text goes as it is, but for spaces around it, which do not arrive, and what no header holds (RFC 9110, 5.5). */
export const headerText: Style = (value, name) => {
  const written = text(value, name)
  return /^\s|\s$|[^\t -~\x80-\xff]/.test(written) ? refuse(name, value) : written
}

/** Header parameters, from the options of the call: option name to header name. */
export const headers =
  (names: Record<string, string>, styles: Styles = {}): NonNullable<Descriptor['headers']> =>
  (options) =>
    Object.fromEntries(fields(names, options, styles, headerText))

/** A cookie's name goes as it is where it may (RFC 6265, section 4.1.1), but for what escapes. */
export const cookieName = (name: string) => name.replace(/[^\w!#$&'*+.^`|~-]+/g, encodeURIComponent)
const cookie: Style = (value, name) => `${cookieName(name)}=${encode(value, name)}`

/** Cookie parameters, and header parameters beside them. */
export const cookies =
  (
    cookieNames: Record<string, string>,
    cookieStyles: Styles = {},
    headerNames: Record<string, string> = {},
    headerStyles: Styles = {},
  ): NonNullable<Descriptor['headers']> =>
  (options) => {
    const written = fields(cookieNames, options, cookieStyles, cookie)
    if (written[0] && 'document' in globalThis)
      throw invalidArgument('a browser lets no program set the cookies of a request')
    const sent = headers(headerNames, headerStyles)(options)
    return written[0] ? { ...sent, cookie: written.map(([, pair]) => pair).join('; ') } : sent
  }
