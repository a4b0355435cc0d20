import { invalidArgument } from './error.ts'
import type { Descriptor, Options } from './request.ts'
import { text } from './request.ts'

/** Writes one parameter: `name=value` pairs for a query, the bare value for a path. */
export type Style = (value: unknown, name: string) => string

const encode = (value: unknown) => encodeURIComponent(text(value))
const isNothing = (value: unknown) => value === undefined || value === null
const present = (members: object) => Object.entries(members).filter(([, member]) => !isNothing(member))

/** `simple` without explode, OpenAPI's default for a path: a list's elements with commas. */
const simple: Style = (value) => [value].flat().map(encode).join()

/** Fills a path's braces with the first arguments of the call, in order. */
export const path =
  (template: string, styles: Record<string, Style> = {}): Descriptor['path'] =>
  (args, id) =>
    template.replace(/\{([^}]*)\}/g, (_, name: string) => {
      const value = args.shift()
      const filled = isNothing(value) ? '' : (styles[name] ?? simple)(value, name)
      // An empty segment or a dot segment would name another resource (RFC 3986, section 5.2.4).
      if (/^\.{0,2}$/.test(filled)) {
        throw invalidArgument(`${id}: path parameter "${name}" must not be empty, "." or "..": ${text(value)}`)
      }
      return filled
    })

/** `form` exploded, OpenAPI's default for a query: a pair for each element of a list or member of an object. */
const form: Style = (value, name) =>
  present(typeof value === 'object' && !(value instanceof Date) ? (value as object) : { [name]: value })
    .map(([key, part]) => `${encode(Array.isArray(value) ? name : key)}=${encode(part)}`)
    .join('&')

/** Writes a query; `styles` has the parameters whose style is not the default. */
export const query =
  (styles: Record<string, Style> = {}): NonNullable<Descriptor['query']> =>
  (values) =>
    present(values)
      .map(([name, value]) => (styles[name] ?? form)(value, name))
      .filter(Boolean)
      .join('&')

const fields = (names: Record<string, string>, options: Options) =>
  Object.entries(names).flatMap(([option, name]) => {
    const value = options[option]
    return isNothing(value) ? [] : [[name.toLowerCase(), [value].flat().map(text).join()] as const]
  })

/** Header parameters, from the options of the call: option name to header name. */
export const headers =
  (names: Record<string, string>): NonNullable<Descriptor['headers']> =>
  (options) =>
    Object.fromEntries(fields(names, options))

/** Cookie parameters, and header parameters beside them. */
export const cookies =
  (cookieNames: Record<string, string>, headerNames: Record<string, string> = {}): NonNullable<Descriptor['headers']> =>
  (options) => {
    const pairs = Object.entries(cookieNames).filter(([option]) => !isNothing(options[option]))
    if (pairs[0] && 'document' in globalThis)
      throw invalidArgument('a browser lets no program set the cookies of a request')
    const cookie = pairs.map(([option, name]) => `${name}=${encode(options[option])}`).join('; ')
    return { ...Object.fromEntries(fields(headerNames, options)), ...(cookie && { cookie }) }
  }
