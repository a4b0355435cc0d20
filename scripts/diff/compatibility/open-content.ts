import type { Finding } from '../finding.ts'
import type { Questions } from './questions.ts'
import type { Site } from './site.ts'

/**
 * Parts that refuse a member which the other side does not declare. They are asked about where nothing else breaks the
 * operation; `findings` are those of all other changes.
 */
export function openContentFindings(sites: Site[], questions: Questions, findings: Finding[]): Finding[] {
  const broken = new Set(findings.flatMap(({ level, operations }) => (level === 'error' ? operations : [])))
  return sites
    .filter((site) => !broken.has(site.matched.base.label))
    .flatMap((site) => {
      if (questions.whole(site).kind !== 'proven') return []
      const verdict = questions.whole(site, true)
      if (verdict.kind !== 'refuted') return []
      return [
        {
          id: `${site.subject}-open-content`,
          level: 'warning' as const,
          proof: 'unknown' as const,
          operations: [site.matched.base.label],
          base: site.base.pointer,
          revision: site.revision.pointer,
          place: site.place,
          text: `${site.noun}: a member that nobody declared is refused now: ${JSON.stringify(verdict.witness)} ${verdict.why.message}`,
        },
      ]
    })
}
