/** Media types and media ranges (RFC 9110 §8.3.1, §12.5.1) with their parameters and structured suffixes (RFC 6839). */

interface MediaType {
  /** Lower case; `*` in a range. */
  type: string
  /** Lower case, with its suffix; `*` in a range. */
  subtype: string
  /**
   * By name in lower case; `charset` has its value in lower case too. Without `boundary`, which differs in each
   * message.
   */
  parameters: ReadonlyMap<string, string>
}

/** Parses a media type or range of a contract or header. `type` and `subtype` are '' where the text is neither. */
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

/** True for `application/json` and types with the suffix `+json` (RFC 6839 §3.1); false for ranges. */
export const isJson = (mediaType: string): boolean => /^[^/*]+\/(?:.+\+)?json$/.test(essence(mediaType))

/** True for JSON, and for a range that includes it. */
export const mayBeJson = (mediaType: string): boolean =>
  isJson(mediaType) || ['*/*', 'application/*'].includes(essence(mediaType))

export const isUrlencoded = (mediaType: string): boolean => essence(mediaType) === 'application/x-www-form-urlencoded'

export const isMultipart = (mediaType: string): boolean => /^multipart\//.test(essence(mediaType))

/** True for types that programs handle as text: `text/*` (the range too), XML, YAML, JavaScript, lines of JSON. */
export const isText = (mediaType: string): boolean =>
  /^text\/|[/+](?:xml|yaml|x-yaml|javascript|jsonl|x-ndjson|ndjson)$/.test(essence(mediaType))

/** True for types that programs handle as bytes: all but JSON, forms and text. */
export const isBinary = (mediaType: string): boolean =>
  ![mayBeJson, isUrlencoded, isMultipart, isText].some((is) => is(mediaType))

/** True for a range, such as `text/*`. */
export const isRange = (mediaType: string): boolean => essence(mediaType).includes('*')

/**
 * True where the two differ at most in case, spaces, quotes and the order of parameters (RFC 9110 §8.3.1), and in
 * UTF-8.
 */
export const isSameMedia = (one: string, other: string): boolean => covers(one, other) && covers(other, one)

/** True where the two differ in their parameters at most. */
export const isSameEssence = (one: string, other: string): boolean => essence(one) === essence(other)

/** True where every message of the second type is one of the first: the same type, in its range, or with its suffix. */
export function covers(range: string, mediaType: string): boolean {
  const [wide, narrow] = [parseMediaType(range), parseMediaType(mediaType)]
  if (!hasParameters(narrow, wide)) return false
  if (isWithin(wide, narrow)) return true
  const suffix = narrow.subtype.split('+').slice(1).at(-1)
  return wide.type === narrow.type && suffix !== undefined && suffix === wide.subtype
}

const isWithin = (wide: MediaType, narrow: MediaType): boolean =>
  wide.type === '*' || (wide.type === narrow.type && (wide.subtype === '*' || wide.subtype === narrow.subtype))

/** True where `given` has all parameters that `wanted` names. Without a charset it is UTF-8. */
const hasParameters = (given: MediaType, wanted: MediaType): boolean =>
  [...wanted.parameters].every(
    ([name, value]) => (given.parameters.get(name) ?? (name === 'charset' ? 'utf-8' : undefined)) === value,
  )

/** How specific a range is that includes a type; 0 where it does not include it. */
function specificity(range: MediaType, type: MediaType): number {
  if (!isWithin(range, type)) return 0
  const name = range.type === '*' ? 1 : range.subtype === '*' ? 3 : 5
  return hasParameters(type, range) ? name + (range.parameters.size > 0 ? 1 : 0) : name === 5 ? 2 : 0
}

/**
 * The most specific of several media types or ranges that includes a type: the type with the same parameters, the type
 * alone, the narrowest range (OpenAPI 3.1 §4.8.14). Undefined where none includes it.
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
 * The offered media types that an `Accept` header accepts, in its order of preference (RFC 9110 §12.5.1). The narrowest
 * range that includes a type gives its weight; a weight of 0 refuses it. An offered range stands for all its types.
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
