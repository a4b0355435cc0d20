import type { Context, Draft } from './drafts.ts'
import { isMemberTaken } from './judge.ts'
import { harmless, type Outcome } from './outcome.ts'
import type { Prove } from './prove.ts'
import type { Questions } from './questions.ts'
import { isApart, type Site } from './site.ts'

/** A part that is refused although none of its causes is to blame by itself. */
export interface Unexplained {
  site: Site
  outcome: Outcome
  drafts: Draft[]
}

type Entry = { draft: Draft; context: Context }

/** Asks of each changed part as a whole where its causes leave a doubt, and moves their outcomes accordingly. */
export async function settle(
  outcomes: Map<Draft, Outcome>,
  questions: Questions,
  prove: Prove,
): Promise<Unexplained[]> {
  const unexplained = new Map<string, Unexplained>()
  const cleared = new Map<Draft, Set<Site>>()
  for (const [site, entries] of bySite(outcomes.keys())) {
    const drafts = [...new Set(entries.map(({ draft }) => draft))]
    const levels = new Set(drafts.map((draft) => outcomes.get(draft)?.level))
    if (levels.has('error') || (!levels.has('warning') && isSum(entries, site, questions))) continue
    const verdict = questions.whole(site)
    const doubted = drafts.filter((draft) => outcomes.get(draft)?.level === 'warning')
    if (verdict.kind === 'proven') {
      if (verdict.empty) continue
      for (const draft of doubted) cleared.set(draft, (cleared.get(draft) ?? new Set()).add(site))
      continue
    }
    const witness = verdict.kind === 'refuted' ? await prove(site, verdict.witness, verdict.why) : verdict.reason
    const outcome: Outcome =
      typeof witness === 'string'
        ? { level: 'warning', proof: 'unknown', note: witness }
        : { level: 'error', proof: 'witness', witness }
    const [only] = drafts
    if (only !== undefined && drafts.length === 1) outcomes.set(only, outcome)
    else if (outcome.level === 'error' || doubted.length === 0)
      unexplained.set(drafts.map(({ key }) => key).join(), { site, outcome, drafts })
  }
  for (const [draft, sites] of cleared)
    if (draft.contexts.every(({ site }) => sites.has(site))) outcomes.set(draft, harmless)
  return [...unexplained.values()]
}

/** The causes about values that each part is reached by. */
function bySite(drafts: Iterable<Draft>): Map<Site, Entry[]> {
  const sites = new Map<Site, Entry[]>()
  for (const draft of drafts)
    for (const context of draft.cause.rule === undefined && draft.equal === undefined ? draft.contexts : []) {
      const entries = sites.get(context.site) ?? []
      entries.push({ draft, context })
      sites.set(context.site, entries)
    }
  return sites
}

/** Causes that were each proven inside values whose containment adds up are proven together. */
function isSum(entries: Entry[], site: Site, questions: Questions): boolean {
  if (entries.length === 1) return true
  if (!isApart(site)) return false
  const byAnchor = Map.groupBy(entries, ({ context }) => context.anchor)
  return [...byAnchor].every(([anchor, group]) => {
    const causes = [...new Set(group.map(({ draft }) => draft.cause))]
    if (questions.local(anchor, causes, site.direction).kind === 'proven') return true
    return group.every(({ context }) => isMemberTaken(context, [causes], questions))
  })
}
