import { rowOf } from '../catalogue/rows.ts'
import { say } from '../catalogue/sentence.ts'
import type { Finding } from '../finding.ts'
import type { Questions } from './questions.ts'
import type { SchemaUse } from './schema-use.ts'

/**
 * Parts that refuse a member which the other side does not declare. They are asked about where nothing else breaks the
 * operation; `findings` are those of all other changes.
 */
export function openContentFindings(uses: SchemaUse[], questions: Questions, findings: Finding[]): Finding[] {
  const broken = new Set(findings.flatMap(({ levels, operations }) => (levels.wire === 'error' ? operations : [])))
  return uses
    .filter((use) => !broken.has(use.matched.base.label))
    .flatMap((use) => {
      if (questions.whole(use).kind !== 'proven') return []
      const verdict = questions.whole(use, true)
      if (verdict.kind !== 'refuted') return []
      const row = rowOf(`${use.subject}-open-content`)
      return [
        {
          id: row.id,
          levels: row.levels,
          proof: 'unknown' as const,
          operations: [use.matched.base.label],
          base: use.base.pointer,
          revision: use.revision.pointer,
          place: use.place,
          text: say(row.sentence, { place: use.noun, witness: verdict.witness, refusal: verdict.why.message }),
        },
      ]
    })
}
