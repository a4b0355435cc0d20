import type { Context, Draft } from './drafts.ts'
import { harmless, type Outcome } from './outcome.ts'
import type { Prove } from './prove.ts'
import type { Questions } from './questions.ts'

/** So many places of one cause are looked at before it is left open. */
const most = 24

/** Decides each cause by itself; what several causes make of each other is looked at afterwards. */
export async function judgeAll(drafts: Draft[], questions: Questions, prove: Prove): Promise<Map<Draft, Outcome>> {
  const together = groupByPair(drafts)
  const outcomes = new Map<Draft, Outcome>()
  for (const draft of drafts) outcomes.set(draft, await judgeOne(draft, questions, prove, together))
  return outcomes
}

function groupByPair(drafts: Draft[]): Map<string, Draft[]> {
  const groups = new Map<string, Draft[]>()
  for (const draft of drafts)
    for (const key of new Set(draft.contexts.map(pairKey))) {
      const group = groups.get(key) ?? []
      group.push(draft)
      groups.set(key, group)
    }
  return groups
}

const pairKey = ({ pair, site }: Context) => `${site.direction} ${site.wire === undefined} ${pair.key}`

async function judgeOne(
  draft: Draft,
  questions: Questions,
  prove: Prove,
  together: Map<string, Draft[]>,
): Promise<Outcome> {
  const { cause, contexts } = draft
  if (cause.rule !== undefined) return { level: cause.rule[contexts[0]?.site.direction ?? 'request'], proof: 'rule' }
  const open: Context[] = []
  let restated = true
  for (const [key, context] of unique(contexts)) {
    const group = (together.get(key) ?? []).map((other) => other.cause).filter((other) => other.rule === undefined)
    // A value that travels as text is not taken apart: 5 and "5" are the same there.
    const alone = context.site.wire === undefined && context.monotone
    const joint = alone ? questions.local(context.pair, group, context.site.direction) : undefined
    if (joint?.kind === 'proven') {
      restated &&= group.length > 1 && questions.equivalent(context.pair, group)
      continue
    }
    restated = false
    const single = alone && group.length > 1 ? questions.local(context.pair, [cause], context.site.direction) : joint
    if (single?.kind !== 'proven') open.push(...contexts.filter((other) => pairKey(other) === key))
  }
  if (open.length === 0) return restated ? { ...harmless, restated: true } : harmless
  return atSites(draft, open, questions, prove)
}

/** One context for each pair; the least monotone where there are several. */
function unique(contexts: Context[]): Map<string, Context> {
  const byPair = new Map<string, Context>()
  for (const context of contexts) {
    const held = byPair.get(pairKey(context))
    if (held === undefined || (held.monotone && !context.monotone)) byPair.set(pairKey(context), context)
  }
  return byPair
}

/** Asks of whole parameters, headers and bodies, until one is refuted. */
async function atSites({ cause }: Draft, open: Context[], questions: Questions, prove: Prove): Promise<Outcome> {
  let doubt: string | undefined
  for (const { site } of open.slice(0, most)) {
    const verdict = questions.hybrid(site, [cause])
    if (verdict.kind === 'unknown') doubt ??= verdict.reason
    if (verdict.kind !== 'refuted') continue
    const witness = await prove(site, verdict.witness, verdict.why)
    if (typeof witness !== 'string') return { level: 'error', proof: 'witness', witness }
    // Refused by this change alone, yet not by all changes together: another one makes up for it.
    if (questions.whole(site).kind === 'proven') continue
    doubt ??= witness
  }
  if (doubt === undefined && open.length > most) doubt = `only ${most} of its ${open.length} places were looked at`
  return doubt === undefined ? harmless : { level: 'warning', proof: 'unknown', note: doubt }
}
