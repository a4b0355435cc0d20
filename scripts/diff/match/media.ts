import { covers, isSameEssence, isSameMedia } from '../../openapi/media-type.ts'
import type { Media } from '../../openapi/model/exchange.ts'

interface MatchedMedia {
  both: { base: Media; revision: Media }[]
  removed: Media[]
  added: Media[]
}

/**
 * Matches media types: the same one, the same one without parameters, then a range that includes it (RFC 9110
 * §12.5.1).
 */
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
  match(isSameEssence)
  match((one, other) => covers(other, one) || covers(one, other))
  for (const one of [...left]) {
    const cover = revision.find((other) => covers(other.mediaType, one.mediaType))
    if (cover === undefined) continue
    both.push({ base: one, revision: cover })
    left.delete(one)
  }
  return { both, removed: [...left], added: [...right] }
}
