import type { Media } from '../normalise/exchange.ts'

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
  const match = (alike: (one: string, other: string) => boolean, reuse: boolean) => {
    for (const one of left)
      for (const other of right)
        if (left.has(one) && alike(one.mediaType, other.mediaType)) {
          both.push({ base: one, revision: other })
          left.delete(one)
          if (!reuse) right.delete(other)
        }
  }
  match((one, other) => one.toLowerCase() === other.toLowerCase(), false)
  match((one, other) => essence(one) === essence(other), false)
  match((one, other) => covers(other, one) || covers(one, other), false)
  for (const one of [...left]) {
    const cover = revision.find((other) => covers(other.mediaType, one.mediaType))
    if (cover === undefined) continue
    both.push({ base: one, revision: cover })
    left.delete(one)
  }
  return { both, gone: [...left], came: [...right] }
}

export const essence = (mediaType: string) => (mediaType.split(';')[0] as string).trim().toLowerCase()

/** True where every message of the second type is of the first. */
export function covers(range: string, mediaType: string): boolean {
  const [wide, narrow] = [essence(range), essence(mediaType)]
  if (wide === narrow || wide === '*/*') return true
  if (wide.endsWith('/*')) return narrow.startsWith(wide.slice(0, -1))
  // RFC 6839: what has a suffix can be read as what the suffix names.
  return (
    narrow.split('+').length > 1 &&
    `${wide.split('/')[0]}/${narrow.split('+').at(-1)}` === wide &&
    narrow.startsWith(`${wide.split('/')[0]}/`)
  )
}
