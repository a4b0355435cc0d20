import type { Cause } from '../structure/cause.ts'
import type { Compare, ValuePair } from '../structure/graph.ts'
import { text } from '../structure/same.ts'
import type { Site, Subject } from './site.ts'

/** Where one cause shows itself. */
export interface Context {
  pair: ValuePair
  site: Site
  monotone: boolean
  /** True where the changed schema is the whole parameter, header or body. */
  root: boolean
}

/** One cause with all the places that it reaches in one direction. */
export interface Draft {
  key: string
  cause: Cause
  subject: Subject
  contexts: Context[]
}

/** Groups what differs below the sites by its cause. */
export function draftsOf(sites: Site[], compare: Compare): Draft[] {
  const drafts = new Map<string, Draft>()
  for (const site of sites) {
    const root = compare(site.base, site.revision)
    if (root === undefined) continue
    for (const [pair, monotone] of reached(root))
      for (const cause of pair.causes) {
        const key = `${site.direction} ${site.subject} ${cause.base} ${cause.revision} ${cause.aspect} ${cause.property ?? ''} ${text([cause.from, cause.to, cause.traits?.mode])}`
        const draft = drafts.get(key) ?? { key, cause, subject: site.subject, contexts: [] }
        drafts.set(key, draft)
        draft.contexts.push({ pair, site, monotone, root: pair === root })
      }
  }
  return [...drafts.values()]
}

/** Every pair below one, and whether all ways to it are monotone. */
function reached(root: ValuePair): Map<ValuePair, boolean> {
  const found = new Map<ValuePair, boolean>([[root, true]])
  const queue = [root]
  for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) {
    const monotone = found.get(pair) === true
    for (const edge of pair.inside) {
      const now = monotone && edge.monotone
      const held = found.get(edge.pair)
      if (held === undefined || (held && !now)) {
        found.set(edge.pair, now)
        queue.push(edge.pair)
      }
    }
  }
  return found
}
