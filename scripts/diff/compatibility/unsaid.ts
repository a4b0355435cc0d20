import type { Cause } from '../schema-diff/cause.ts'
import type { ValuePair } from '../schema-diff/graph.ts'
import type { Draft } from './drafts.ts'
import type { Site } from './site.ts'

/** Bodies of which one side has no schema: the schema as a whole came or went, whatever it says. */
export function draftsOfUnsaid(sites: Site[]): Draft[] {
  const drafts = new Map<string, Draft>()
  for (const site of sites) {
    if (site.unsaid === undefined) continue
    const places = { base: site.base.pointer, revision: site.revision.pointer }
    const aspect = `media-type-schema-${site.unsaid === 'base' ? 'added' : 'removed'}`
    const cause: Cause = { aspect, ...places, key: {}, ops: [{ kind: 'replace' }] }
    const pair: ValuePair = { key: `${places.base}\n${places.revision}`, ...places, causes: [cause], inside: [] }
    const key = `${site.direction} ${site.subject} ${pair.key}`
    const draft = drafts.get(key) ?? { key, cause, subject: site.subject, contexts: [] }
    drafts.set(key, draft)
    draft.contexts.push({ pair, site, anchor: pair, root: true, depth: 0 })
  }
  return [...drafts.values()]
}
