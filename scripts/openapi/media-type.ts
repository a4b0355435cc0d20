/** Media types and media ranges (RFC 9110 §8.3.1, §12.5.1) with their parameters and structured suffixes (RFC 6839). */

export interface MediaType {
  /** Lower case; `*` in a range. */
  type: string
  /** Lower case, with its suffix; `*` in a range. */
  subtype: string
  /** Names in lower case; a `charset` in lower case too. Without `boundary`, which is another one in each message. */
  parameters: ReadonlyMap<string, string>
}

/** Parses a media type or range as contracts and headers write it; both types are '' where the text is neither. */
export function parseMediaType(text: string): MediaType {
  const [name = ''] = text.split(';', 1)
  const [type = '', subtype = ''] = name.trim().toLowerCase().split('/')
  return { type, subtype, parameters: parametersOf(text.slice(name.length)) }
}

function parametersOf(text: string): Map<string, string> {
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, plain = ''] of text.matchAll(
    /;[ \t]*([^\s=;]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))/g,
  )) {
    const key = name.toLowerCase()
    const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? plain
    if (key === 'charset') parameters.set(key, value.toLowerCase().replace(/^utf8$/, 'utf-8'))
    else if (key !== 'boundary') parameters.set(key, value)
  }
  return parameters
}

/** `type/subtype` in lower case, without parameters. */
export const essence = (mediaType: string): string => (mediaType.split(';', 1)[0] as string).trim().toLowerCase()

/** `application/json`, or any type whose suffix says that JSON readers can read it (RFC 6839 §3.1). No range. */
export const isJson = (mediaType: string): boolean => /^[^/*]+\/(?:.+\+)?json$/.test(essence(mediaType))

/** JSON, or a range that JSON is in. */
export const mayBeJson = (mediaType: string): boolean =>
  isJson(mediaType) || ['*/*', 'application/*'].includes(essence(mediaType))

export const isUrlencoded = (mediaType: string): boolean => essence(mediaType) === 'application/x-www-form-urlencoded'

export const isMultipart = (mediaType: string): boolean => /^multipart\//.test(essence(mediaType))

/** What programs handle as text: `text/*` (a range too), XML, YAML, JavaScript and lines of JSON. */
export const isText = (mediaType: string): boolean =>
  /^text\/|[/+](?:xml|yaml|x-yaml|javascript|jsonl|x-ndjson|ndjson)$/.test(essence(mediaType))

/** What programs handle as bytes: all that is no JSON, form or text. */
export const isBinary = (mediaType: string): boolean =>
  ![mayBeJson, isUrlencoded, isMultipart, isText].some((is) => is(mediaType))

/** `text/*`, or any other name that stands for several types. */
export const isRange = (mediaType: string): boolean => essence(mediaType).includes('*')

/** Equal but for case, spaces, quotes, the order of parameters (RFC 9110 §8.3.1), and UTF-8, which is always sent. */
export const isSameMedia = (one: string, other: string): boolean => covers(one, other) && covers(other, one)

/** True where the two are told apart by their parameters alone. */
export const isSameEssence = (one: string, other: string): boolean => essence(one) === essence(other)

/** True where every message of the second type is of the first: the same, in its range, or readable by its suffix. */
export function covers(range: string, mediaType: string): boolean {
  const [wide, narrow] = [parseMediaType(range), parseMediaType(mediaType)]
  if (!hasParameters(narrow, wide)) return false
  if (isWithin(wide, narrow)) return true
  const suffix = narrow.subtype.split('+').slice(1).at(-1)
  return wide.type === narrow.type && suffix !== undefined && suffix === wide.subtype
}

const isWithin = (wide: MediaType, narrow: MediaType): boolean =>
  wide.type === '*' || (wide.type === narrow.type && (wide.subtype === '*' || wide.subtype === narrow.subtype))

/** True where a message of `given` has all parameters that `wanted` names. What names no charset is UTF-8. */
const hasParameters = (given: MediaType, wanted: MediaType): boolean =>
  [...wanted.parameters].every(
    ([name, value]) => (given.parameters.get(name) ?? (name === 'charset' ? 'utf-8' : undefined)) === value,
  )

/** How narrow a range is that holds a type; 0 where it does not hold it. A type without its parameters is the last to fit. */
function specificity(range: MediaType, type: MediaType): number {
  if (!isWithin(range, type)) return 0
  const name = range.type === '*' ? 1 : range.subtype === '*' ? 3 : 5
  return hasParameters(type, range) ? name + (range.parameters.size > 0 ? 1 : 0) : name === 5 ? 2 : 0
}

/**
 * The one of several media types or ranges that content of a type is read by: the type with the same parameters, the
 * type, the narrowest range (OpenAPI 3.1 §4.8.14). Undefined where none holds it.
 */
export function matchMedia<Entry>(
  entries: readonly Entry[],
  contentType: string,
  mediaTypeOf: (entry: Entry) => string,
): Entry | undefined {
  const type = parseMediaType(contentType)
  let best: Entry | undefined
  let most = 0
  for (const entry of entries) {
    const fit = specificity(parseMediaType(mediaTypeOf(entry)), type)
    if (fit > most) [best, most] = [entry, fit]
  }
  return best
}

/**
 * The offered media types that an `Accept` header admits, those it prefers first (RFC 9110 §12.5.1): the narrowest range
 * that holds a type gives its weight, and a weight of 0 refuses it. A range that is offered stands for all its types.
 */
export function negotiate<Entry>(
  entries: readonly Entry[],
  accept: string | undefined,
  mediaTypeOf: (entry: Entry) => string,
): Entry[] {
  const ranges = weightedRanges(accept ?? '')
  if (ranges.length === 0) return [...entries]
  const weighed = entries.map((entry) => ({ entry, weight: weightOf(parseMediaType(mediaTypeOf(entry)), ranges) }))
  return weighed
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ entry }) => entry)
}

interface WeightedRange {
  range: MediaType
  weight: number
}

function weightedRanges(accept: string): WeightedRange[] {
  const texts = accept.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? []
  return texts.flatMap((text) => {
    const range = parseMediaType(text)
    if (range.type === '' || range.subtype === '') return []
    const parameters = new Map(range.parameters)
    const weight = Number(parameters.get('q') ?? 1)
    parameters.delete('q')
    return [{ range: { ...range, parameters }, weight: Number.isFinite(weight) ? weight : 1 }]
  })
}

function weightOf(type: MediaType, ranges: readonly WeightedRange[]): number {
  let [weight, most] = [0, 0]
  for (const { range, weight: own } of ranges) {
    const fit = Math.max(specificity(range, type), isWithin(type, range) ? 1 : 0)
    if (fit > most) [weight, most] = [own, fit]
  }
  return weight
}
