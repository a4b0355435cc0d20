import { isMemberTaken } from './decide.ts'
import type { Context, Impact } from './impacts.ts'
import { harmless, type Outcome } from './outcome.ts'
import type { Prove } from './prove.ts'
import type { Questions } from './questions.ts'
import { isSeparable, type SchemaUse } from './schema-use.ts'

/** A part that is refused although none of its causes is to blame by itself. */
export interface Unexplained {
  use: SchemaUse
  outcome: Outcome
  impacts: Impact[]
}

type Entry = { impact: Impact; context: Context }

/** Asks of each changed part as a whole where its causes leave a doubt, and moves their outcomes accordingly. */
export async function reconcile(
  outcomes: Map<Impact, Outcome>,
  questions: Questions,
  prove: Prove,
): Promise<Unexplained[]> {
  const unexplained = new Map<string, Unexplained>()
  const cleared = new Map<Impact, Set<SchemaUse>>()
  for (const [use, entries] of byUse(outcomes)) {
    const impacts = [...new Set(entries.map(({ impact }) => impact))]
    const levels = new Set(impacts.map((impact) => outcomes.get(impact)?.level))
    if (levels.has('error') || (!levels.has('warning') && isSum(entries, use, questions))) continue
    const verdict = questions.whole(use)
    const doubted = impacts.filter((impact) => outcomes.get(impact)?.level === 'warning')
    if (verdict.kind === 'proven') {
      if (verdict.empty) continue
      for (const impact of doubted)
        if (!impact.cause.openContent || questions.whole(use, true).kind === 'proven')
          cleared.set(impact, (cleared.get(impact) ?? new Set()).add(use))
      continue
    }
    const witness = verdict.kind === 'refuted' ? await prove(use, verdict) : verdict.reason
    const outcome: Outcome =
      typeof witness === 'string'
        ? { level: 'warning', proof: 'unknown', note: witness }
        : { level: 'error', proof: 'witness', witness }
    const [only] = impacts
    if (only !== undefined && impacts.length === 1) outcomes.set(only, outcome)
    else if (outcome.level === 'error' || doubted.length === 0)
      unexplained.set(impacts.map(({ key }) => key).join(), { use, outcome, impacts })
  }
  for (const [impact, uses] of cleared)
    if (impact.contexts.every(({ use }) => uses.has(use))) outcomes.set(impact, harmless)
  return [...unexplained.values()]
}

/** The causes that values decide, by the part that they reach. */
function byUse(outcomes: Map<Impact, Outcome>): Map<SchemaUse, Entry[]> {
  const uses = new Map<SchemaUse, Entry[]>()
  for (const [impact, { proof }] of outcomes)
    for (const context of proof !== 'rule' && impact.equal === undefined ? impact.contexts : []) {
      const entries = uses.get(context.use) ?? []
      entries.push({ impact, context })
      uses.set(context.use, entries)
    }
  return uses
}

/** Causes that were each proven inside values whose containment adds up are proven together. */
function isSum(entries: Entry[], use: SchemaUse, questions: Questions): boolean {
  if (entries.length === 1) return true
  if (!isSeparable(use)) return false
  const byAnchor = Map.groupBy(entries, ({ context }) => context.anchor)
  return [...byAnchor].every(([anchor, group]) => {
    const causes = [...new Set(group.map(({ impact }) => impact.cause))]
    if (questions.local(anchor, causes, use.direction, false).kind === 'proven') return true
    return group.every(({ context }) => isMemberTaken(context, [causes], questions))
  })
}
