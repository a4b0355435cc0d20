import type { Media } from '../../openapi/model/exchange.ts'

export interface MatchedMedia {
  both: { base: Media; revision: Media }[]
  gone: Media[]
  came: Media[]
}

/** Pairs media types: the same one, the same one without parameters, then a range that covers it (RFC 9110 §12.5.1). */
export function matchMedia(base: Media[], revision: Media[]): MatchedMedia {
  const both: MatchedMedia['both'] = []
  const left = new Set(base)
  const right = new Set(revision)
  const match = (alike: (one: string, other: string) => boolean) => {
    for (const one of left)
      for (const other of right)
        if (left.has(one) && alike(one.mediaType, other.mediaType)) {
          both.push({ base: one, revision: other })
          left.delete(one)
          right.delete(other)
        }
  }
  match(isSameMedia)
  match((one, other) => essence(one) === essence(other))
  match((one, other) => covers(other, one) || covers(one, other))
  for (const one of [...left]) {
    const cover = revision.find((other) => covers(other.mediaType, one.mediaType))
    if (cover === undefined) continue
    both.push({ base: one, revision: cover })
    left.delete(one)
  }
  return { both, gone: [...left], came: [...right] }
}

export const essence = (mediaType: string) => (mediaType.split(';')[0] as string).trim().toLowerCase()

/** Alike but for case, spaces, quotes and the order of parameters (RFC 9110 §8.3.1), and UTF-8, which is what is sent. */
export const isSameMedia = (one: string, other: string): boolean => covers(one, other) && covers(other, one)

/** True where every message of the second type is of the first. */
export function covers(range: string, mediaType: string): boolean {
  const [wide, narrow] = [essence(range), essence(mediaType)]
  const stated = parametersOf(mediaType)
  const isMissing = ([name, value]: [string, string]) =>
    stated.get(name) !== value && (stated.has(name) || !isUsual(name, value))
  if ([...parametersOf(range)].some(isMissing)) return false
  if (wide === narrow || wide === '*/*') return true
  if (wide.endsWith('/*')) return narrow.startsWith(wide.slice(0, -1))
  // RFC 6839: what has a suffix can be read as what the suffix names.
  return (
    narrow.split('+').length > 1 &&
    `${wide.split('/')[0]}/${narrow.split('+').at(-1)}` === wide &&
    narrow.startsWith(`${wide.split('/')[0]}/`)
  )
}

/** True where the two are told apart by their parameters alone. */
export const isSameEssence = (one: string, other: string): boolean => essence(one) === essence(other)

const isUsual = (name: string, value: string): boolean => name === 'charset' && value === 'utf-8'

function parametersOf(mediaType: string): Map<string, string> {
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, plain = ''] of mediaType.matchAll(
    /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))/g,
  )) {
    const key = name.toLowerCase()
    const value = quoted?.replaceAll(/\\(.)/g, '$1') ?? plain
    const isCharset = key === 'charset'
    // The boundary is another one in each message.
    if (key !== 'boundary') parameters.set(key, isCharset ? value.toLowerCase().replace(/^utf8$/, 'utf-8') : value)
  }
  return parameters
}
