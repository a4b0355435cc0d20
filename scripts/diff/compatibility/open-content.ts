import type { Finding } from '../finding.ts'
import type { Questions } from './questions.ts'
import type { SchemaUse } from './schema-use.ts'

/**
 * Parts that refuse a member which the other side does not declare. They are asked about where nothing else breaks the
 * operation; `findings` are those of all other changes.
 */
export function openContentFindings(uses: SchemaUse[], questions: Questions, findings: Finding[]): Finding[] {
  const broken = new Set(findings.flatMap(({ level, operations }) => (level === 'error' ? operations : [])))
  return uses
    .filter((use) => !broken.has(use.matched.base.label))
    .flatMap((use) => {
      if (questions.whole(use).kind !== 'proven') return []
      const verdict = questions.whole(use, true)
      if (verdict.kind !== 'refuted') return []
      return [
        {
          id: `${use.subject}-open-content`,
          level: 'warning' as const,
          proof: 'unknown' as const,
          operations: [use.matched.base.label],
          base: use.base.pointer,
          revision: use.revision.pointer,
          place: use.place,
          text: `${use.noun}: a member that nobody declared is refused now: ${JSON.stringify(verdict.witness)} ${verdict.why.message}`,
        },
      ]
    })
}
