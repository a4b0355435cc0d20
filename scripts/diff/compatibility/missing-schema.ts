import type { Cause } from '../schema-diff/cause.ts'
import type { ValuePair } from '../schema-diff/graph.ts'
import type { Impact } from './impacts.ts'
import type { SchemaUse } from './schema-use.ts'

/** Bodies of which one side has no schema: the schema as a whole came or went, whatever it says. */
export function impactsOfMissingSchemas(uses: SchemaUse[]): Impact[] {
  const impacts = new Map<string, Impact>()
  for (const use of uses) {
    if (use.missingSchema === undefined) continue
    const places = { base: use.base.pointer, revision: use.revision.pointer }
    const aspect = `media-type-schema-${use.missingSchema === 'base' ? 'added' : 'removed'}`
    const cause: Cause = { aspect, ...places, key: {}, ops: [{ kind: 'replace' }] }
    const pair: ValuePair = { key: `${places.base}\n${places.revision}`, ...places, causes: [cause], inside: [] }
    const key = `${use.direction} ${use.subject} ${pair.key}`
    const impact = impacts.get(key) ?? { key, cause, subject: use.subject, contexts: [] }
    impacts.set(key, impact)
    impact.contexts.push({ pair, use, anchor: pair, root: true, depth: 0 })
  }
  return [...impacts.values()]
}
