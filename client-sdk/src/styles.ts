import { refuse } from './error.ts'
import { cookieName, encode, headerText, isObject, present, type Style } from './parameters.ts'
import { text } from './request.ts'

/*
 * The styles of OpenAPI 3.1, section 4.8.12.3, that are not the default of their place, as RFC 6570 expands them. An
 * operation imports those it uses, so that the others weigh nothing.
 */

interface Expansion {
  /** Stands before what is written. */
  first?: string
  /** Between what is exploded. */
  between?: string
  /** Between what is not. */
  join?: string
  named?: boolean
  explode?: boolean
  /** Behind a name whose value is empty. */
  empty?: string
  encode?: (part: string) => string
  /** Writes the parameter's own name and those of an object's members. */
  name?: (name: string) => string
  /** What an element, or a member's name or value, must not contain, since it could not be told from a separator. */
  taken?: RegExp
  takenInName?: RegExp
}

/** Writes values by an expansion of RFC 6570, section 3.2.1. */
const expanded =
  ({
    first = '',
    between = '&',
    join = ',',
    named = false,
    explode = false,
    empty = '=',
    encode: write = encodeURIComponent,
    name: writeName = encodeURIComponent,
    taken,
    takenInName = taken,
  }: Expansion): Style =>
  (value, name) => {
    const part = (given: unknown, without: RegExp | undefined, writePart = write): string => {
      const written = text(given, name)
      return without?.test(written) ? refuse(name, given) : writePart(written)
    }
    const pair = (key: string, written: string) => key + (written ? `=${written}` : empty)
    const whole = (written: string) => first + (named ? pair(writeName(name), written) : written)
    if (value == null) return undefined
    if (!isObject(value)) return whole(part(value, undefined))
    const entries = present(value)
    if (!entries[0]) return undefined
    const isList = Array.isArray(value)
    if (explode && (!isList || named)) {
      const each = entries.map(([key, member]) =>
        pair(isList ? writeName(name) : part(key, takenInName, writeName), part(member, taken)),
      )
      return first + each.join(between)
    }
    // Without explode an object alternates names and values.
    const parts = isList ? entries.map(([, member]) => member) : entries.flat()
    return whole(parts.map((each) => part(each, taken)).join(explode ? between : join))
  }

// What `allowReserved` leaves alone: RFC 3986's reserved set, but for what would end the query or a pair.
const reserved = (part: string) =>
  encodeURIComponent(part).replace(/%(3A|2F|3F|5B|5D|40|21|24|27|28|29|2A|2C|3B|3D)/g, decodeURIComponent)

/** `form` exploded, of what may be an object: a pair for each member, or each element of a list. */
export const form: Style = (value, name) =>
  present(isObject(value) ? value : { [name]: value })
    .map(([key, part]) => `${encode(Array.isArray(value) ? name : key, name)}=${encode(part, name)}`)
    .join('&')

/** `form` without explode: `ids=1,2,3`. */
export const csv = /* @__PURE__ */ expanded({ named: true })
/** A space cannot be told from a separator, and neither can a bar. */
export const spaceDelimited = /* @__PURE__ */ expanded({ named: true, join: '%20', taken: / / })
/** RFC 3986 allows no bare bar. */
export const pipeDelimited = /* @__PURE__ */ expanded({ named: true, join: '%7C', taken: /\|/ })

/** `form` with `allowReserved`. */
export const reservedForm = /* @__PURE__ */ expanded({ named: true, explode: true, encode: reserved })
export const reservedCsv = /* @__PURE__ */ expanded({
  named: true,
  encode: (part) => reserved(part).replaceAll(',', '%2C'),
})

/** `filter[a]=1&filter[b][c]=2`; deeper lists, which OpenAPI leaves open, as most servers read them. */
export const deepObject: Style = (value, name) => {
  const write = (member: unknown, prefix: string): string[] => {
    if (!isObject(member)) return [`${prefix}=${encode(member, name)}`]
    if (!Array.isArray(member))
      return present(member).flatMap(([key, nested]) =>
        /[[\]]/.test(key) ? refuse(name, key) : write(nested, `${prefix}[${encode(key, name)}]`),
      )
    const items = member.filter((item) => item != null)
    return items.flatMap((item, index) => write(item, isObject(item) ? `${prefix}[${index}]` : prefix))
  }
  if (value == null) return undefined
  return isObject(value) && !Array.isArray(value) ? write(value, encode(name, name)).join('&') : refuse(name, value)
}

/** A parameter declared by `content`: one text, in JSON or as it is. */
const contained =
  (write: (value: unknown, name: string) => string, writeName?: (name: string) => string): Style =>
  (value, name) =>
    value == null ? undefined : (writeName ? `${writeName(name)}=` : '') + encodeURIComponent(write(value, name))
const json = (value: unknown) => JSON.stringify(value)
export const jsonText = /* @__PURE__ */ contained(json, encodeURIComponent)
export const jsonCookie = /* @__PURE__ */ contained(json, cookieName)
export const jsonSegment = /* @__PURE__ */ contained(json)
export const plainText = /* @__PURE__ */ contained(text, encodeURIComponent)
export const plainSegment = /* @__PURE__ */ contained(text)
/** Headers hold ASCII alone for sure: JSON has escapes for all else. */
export const jsonHeader: Style = (value) =>
  JSON.stringify(value).replace(
    /[\x7F-\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** Path styles. `simple` without explode needs none for lists; an object alternates names and values. */
export const simple = /* @__PURE__ */ expanded({})
export const simpleExploded = /* @__PURE__ */ expanded({ explode: true, between: ',' })
export const label = /* @__PURE__ */ expanded({ first: '.' })
/** A dot within an element is escaped, to be no separator. */
const withoutDots = (part: string) => encodeURIComponent(part).replaceAll('.', '%2E')
export const labelExploded = /* @__PURE__ */ expanded({
  ...{ first: '.', between: '.', explode: true, encode: withoutDots, name: withoutDots },
})
export const matrix = /* @__PURE__ */ expanded({ first: ';', between: ';', named: true, empty: '' })
export const matrixExploded = /* @__PURE__ */ expanded({
  first: ';',
  between: ';',
  named: true,
  empty: '',
  explode: true,
})

/** Headers have no escapes: a comma within an element could not be told from a separator. */
const asIs = (part: string) => part
const inHeader: Expansion = { encode: asIs, name: asIs, taken: /,|^\s|\s$/ }
const checked =
  (style: Style): Style =>
  (value, name) => {
    const written = style(value, name)
    return written === undefined ? written : headerText(written, name)
  }
export const headerSimple = /* @__PURE__ */ checked(/* @__PURE__ */ expanded(inHeader))
export const headerExploded = /* @__PURE__ */ checked(
  /* @__PURE__ */ expanded({ ...inHeader, explode: true, between: ',', takenInName: /[,=]|^\s|\s$/ }),
)

/** Cookies: what explodes is several cookies. */
export const cookieForm = /* @__PURE__ */ expanded({ named: true, explode: true, between: '; ', name: cookieName })
export const cookieCsv = /* @__PURE__ */ expanded({ named: true, name: cookieName })

/** In parts of a multipart form, which have no escapes. */
export const partCsv = /* @__PURE__ */ expanded({ named: true, taken: /,/ })

/** A required parameter, of which nothing would be left: a list or object without elements. */
export const needed =
  (style: Style = form): Style =>
  (value, name) =>
    style(value, name) || refuse(name, value)
