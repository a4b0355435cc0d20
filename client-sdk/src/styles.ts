import { invalidArgument } from './error.ts'
import type { Style } from './parameters.ts'
import { text } from './request.ts'
import { serializeArrayParam, serializeObjectParam, type Writing } from './transport.ts'

/*
 * The parameter styles of OpenAPI 3.1, section 4.8.12.3, that are not the default. An operation imports those it uses, so
 * that the others weigh nothing.
 */

const encode = (value: unknown) => encodeURIComponent(text(value))
// What `allowReserved` leaves alone: RFC 3986's reserved set, but for what would end the query.
const reserved = (value: unknown) =>
  encode(value).replace(/%(3A|2F|3F|5B|5D|40|21|24|27|28|29|2A|2C|3B|3D)/gi, (code) => decodeURIComponent(code))
const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Date)
const entries = (value: unknown) => Object.entries(value as object).filter(([, member]) => member != null)

/** Writes a value by a style, from what the transport writes right: encoded names, and flat texts, none of them absent. */
const written =
  (style: Writing['style'], explode = false, write = text): Style =>
  (value, name) => {
    const check = (part: unknown) => {
      if (isPlain(part)) throw invalidArgument(`parameter "${name}" cannot hold nested objects or lists`)
      return write(part)
    }
    const writing = { style, explode, allowReserved: write === reserved }
    const isObject = isPlain(value) && !Array.isArray(value)
    if (isObject && explode) {
      const members = entries(value).map(([key, member]) => [encode(key), check(member)])
      return members[0] ? serializeObjectParam(encode(name), Object.fromEntries(members), writing) : ''
    }
    // Without explode an object alternates names and values.
    const parts = isObject ? entries(value).flat() : [value].flat().filter((part) => part != null)
    return parts.length > 0 ? serializeArrayParam(encode(name), parts.map(check), writing) : ''
  }

/** `form` without explode: `ids=1,2,3`. */
export const csv = written('form')
export const spaceDelimited = written('spaceDelimited')
/** RFC 3986 allows no bare bar. */
export const pipeDelimited: Style = (value, name) => written('pipeDelimited')(value, name).replaceAll('|', '%7C')

/** `filter[a]=1&filter[b][c]=2`; deeper levels and lists, which OpenAPI leaves open, as most servers read them. */
export const deepObject: Style = (value, name) => {
  const write = (member: unknown, prefix: string): string[] =>
    Array.isArray(member)
      ? member.flatMap((element) => write(element, isPlain(element) ? `${prefix}[]` : prefix))
      : isPlain(member)
        ? entries(member).flatMap(([key, nested]) => write(nested, `${prefix}[${encode(key)}]`))
        : member == null
          ? []
          : [`${prefix}=${encode(member)}`]
  return write(value, encode(name)).join('&')
}

/** A parameter declared by `content`: one JSON text. */
export const jsonText: Style = (value, name) => `${encode(name)}=${encode(JSON.stringify(value))}`
export const jsonSegment: Style = (value) => encode(JSON.stringify(value))

/** `form` with `allowReserved`. */
export const reservedForm = written('form', true, reserved)
export const reservedCsv = written('form', false, reserved)

/** Path styles. `simple` without explode needs none for lists; an object alternates names and values. */
export const simple = written('simple')
export const simpleExploded = written('simple', true)
export const label = written('label')
export const labelExploded = written('label', true)
export const matrix = written('matrix')
export const matrixExploded = written('matrix', true)
