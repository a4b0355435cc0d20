import type { Finding } from '../finding.ts'
import type { Level } from '../result.ts'

/**
 * How strict: `wire` looks at messages; `wire+open` also at members that nobody declared; `source` also at what people
 * who compile against an SDK must change; `strict` lets nothing pass that takes anything away.
 */
export const profiles = ['wire', 'wire+open', 'source', 'strict'] as const
export type Profile = (typeof profiles)[number]

const rank: Record<Level, number> = { info: 0, warning: 1, error: 2 }

/** What each stricter profile raises, by id. */
const raised: readonly { profile: Profile; ids: RegExp; to: Level }[] = [
  {
    profile: 'source',
    ids: /^(request-property-removed|response-(optional|required)(-write-only)?-property-removed)$/,
    to: 'error',
  },
  {
    profile: 'source',
    ids: /^(request-parameter-removed(-with-deprecation)?|api-operation-id-removed|optional-response-header-removed)$/,
    to: 'error',
  },
  {
    profile: 'source',
    ids: /^(api-schema-removed|api-tag-removed|.*-discriminator-.*|.*-(type|format)-.*)$/,
    to: 'warning',
  },
  {
    profile: 'source',
    ids: /^(response-success-status-added|response-.*-(became-nullable|enum-value-added|one-of-added|any-of-added))$/,
    to: 'error',
  },
  {
    profile: 'strict',
    ids: /(removed|deleted|deprecated|decreased|narrowed|specialized|disallowed|default-value)/,
    to: 'warning',
  },
]

export function raise(findings: Finding[], profile: Profile): Finding[] {
  const active = raised.filter((row) => profiles.indexOf(row.profile) <= profiles.indexOf(profile))
  return findings.map((finding) => {
    const level = active
      .filter(({ ids }) => ids.test(finding.id))
      .reduce((held, { to }) => (rank[to] > rank[held] ? to : held), finding.level)
    const strict = profile === 'strict' && level === 'warning' && finding.level === 'warning' ? 'error' : level
    return strict === finding.level
      ? finding
      : { ...finding, level: strict, proof: finding.proof === 'proven' ? 'rule' : finding.proof }
  })
}
