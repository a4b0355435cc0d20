import type { Level } from '../result.ts'

/**
 * How strict a comparison is. `wire` considers messages; `wire+open` also undeclared members; `source` also code that
 * is compiled against an SDK; `strict` everything that is removed.
 */
export const profiles = ['wire', 'wire+open', 'source', 'strict'] as const
export type Profile = (typeof profiles)[number]

/** The level of one change under each profile. */
export type Levels = Readonly<Record<Profile, Level>>

/** A level, raised under the named profiles and all stricter ones. `strict` turns a warning into an error. */
export function levels(wire: Level, raised: Partial<Levels> = {}): Levels {
  const open = raised['wire+open'] ?? wire
  const source = raised.source ?? open
  return { wire, 'wire+open': open, source, strict: raised.strict ?? (wire === 'warning' ? 'error' : source) }
}

export const error = levels('error')
export const warning = levels('warning')
export const info = levels('info')

/** Harmless to messages, but something was removed. */
export const infoUnlessStrict = levels('info', { strict: 'warning' })

const rank: Record<Level, number> = { info: 0, warning: 1, error: 2 }

/** The higher level of both, profile by profile. */
export function highest(one: Levels, other: Levels): Levels {
  const higher = (profile: Profile) => (rank[other[profile]] > rank[one[profile]] ? other : one)[profile]
  return {
    wire: higher('wire'),
    'wire+open': higher('wire+open'),
    source: higher('source'),
    strict: higher('strict'),
  }
}
