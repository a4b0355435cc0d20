import type { Cause } from '../structure/cause.ts'
import type { Compare, ValuePair } from '../structure/graph.ts'
import { text } from '../structure/same.ts'
import type { Site, Subject } from './site.ts'

/** Where one cause shows itself. */
export interface Context {
  pair: ValuePair
  site: Site
  /** The smallest value around the pair whose containment gives that of the whole. */
  anchor: ValuePair
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
    const start = compare(site.base, site.revision)
    if (start === undefined) continue
    for (const { pair, anchor, root } of reached(start))
      for (const cause of pair.causes) {
        const key = `${site.direction} ${site.subject} ${cause.base} ${cause.revision} ${cause.aspect} ${cause.property ?? ''} ${text([cause.from, cause.to, cause.traits?.mode])}`
        const draft = drafts.get(key) ?? { key, cause, subject: site.subject, contexts: [] }
        drafts.set(key, draft)
        draft.contexts.push({ pair, site, anchor, root })
      }
  }
  return [...drafts.values()]
}

type Reached = Pick<Context, 'pair' | 'anchor' | 'root'>

/** Every pair below one, once for each value around it that it must be looked at in. */
function reached(start: ValuePair): Reached[] {
  const first: Reached = { pair: start, anchor: start, root: true }
  const found = new Map<string, Reached>([[keyOf(first), first]])
  const queue = [first]
  for (let here = queue.pop(); here !== undefined; here = queue.pop())
    for (const { pair, monotone, itself } of here.pair.inside) {
      const anchor = here.anchor === here.pair && monotone ? pair : here.anchor
      const next: Reached = { pair, anchor, root: here.root && itself === true }
      if (found.has(keyOf(next))) continue
      found.set(keyOf(next), next)
      queue.push(next)
    }
  return [...found.values()]
}

const keyOf = ({ pair, anchor }: Reached) => `${pair.key} ${anchor.key}`
