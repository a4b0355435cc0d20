import { invalidArgument } from './error.ts'
import type { Style } from './parameters.ts'
import { text } from './request.ts'

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

function flat(value: unknown, name: string, write = encode): string[] {
  const parts = Array.isArray(value)
    ? value.filter((element) => element != null)
    : isPlain(value)
      ? entries(value).flat()
      : [value]
  if (parts.some(isPlain)) throw invalidArgument(`parameter "${name}" cannot hold nested objects or lists`)
  return parts.map(write)
}

const joined =
  (separator: string): Style =>
  (value, name) => {
    const parts = flat(value, name)
    return parts.length ? `${encode(name)}=${parts.join(separator)}` : ''
  }

/** `form` without explode: `ids=1,2,3`. */
export const csv = joined(',')
export const spaceDelimited = joined('%20')
export const pipeDelimited = joined('%7C')

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

/** `form` with `allowReserved`, exploded. */
export const reservedForm: Style = (value, name) =>
  isPlain(value) && !Array.isArray(value)
    ? entries(value)
        .map(([key, member]) => `${encode(key)}=${reserved(member)}`)
        .join('&')
    : flat(value, name, reserved)
        .map((part) => `${encode(name)}=${part}`)
        .join('&')
export const reservedCsv: Style = (value, name) => `${encode(name)}=${flat(value, name, reserved).join()}`

const assigned = (value: unknown, name: string) =>
  isPlain(value) && !Array.isArray(value)
    ? entries(value).map(([key, member]) => `${encode(key)}=${encode(member)}`)
    : flat(value, name)

/** Path styles. `simple` without explode needs none for lists; an object alternates names and values. */
export const simple: Style = (value, name) => flat(value, name).join()
export const simpleExploded: Style = (value, name) => assigned(value, name).join()
export const label: Style = (value, name) => `.${flat(value, name).join()}`
export const labelExploded: Style = (value, name) => `.${assigned(value, name).join('.')}`
export const matrix: Style = (value, name) => `;${encode(name)}=${flat(value, name).join()}`
export const matrixExploded: Style = (value, name) =>
  isPlain(value) && !Array.isArray(value)
    ? assigned(value, name)
        .map((part) => `;${part}`)
        .join('')
    : flat(value, name)
        .map((part) => `;${encode(name)}=${part}`)
        .join('')
