import type { Direction } from '../../json-schema/question.ts'
import type { Cause } from '../schema-diff/cause.ts'
import { isForm } from '../wire/wire.ts'
import type { Context, Draft } from './drafts.ts'
import { harmless, type Outcome } from './outcome.ts'
import type { Prove } from './prove.ts'
import type { Questions } from './questions.ts'
import { isApart } from './site.ts'

/** So many places of one cause are looked at before it is left open. */
const most = 24

/** Decides each cause by itself; what several causes make of each other is looked at afterwards. */
export async function judgeAll(drafts: Draft[], questions: Questions, prove: Prove): Promise<Map<Draft, Outcome>> {
  const together = groupByAnchor(drafts)
  const outcomes = new Map<Draft, Outcome>()
  for (const draft of drafts) outcomes.set(draft, await judgeOne(draft, questions, prove, together))
  return outcomes
}

function groupByAnchor(drafts: Draft[]): Map<string, Draft[]> {
  const groups = new Map<string, Draft[]>()
  for (const draft of drafts)
    for (const key of new Set((draft.equal ? [] : draft.contexts).map(anchorKey))) {
      const group = groups.get(key) ?? []
      group.push(draft)
      groups.set(key, group)
    }
  return groups
}

/** Causes with this in common are looked at together. */
const anchorKey = ({ anchor, site }: Context) => `${site.direction} ${site.wire === undefined} ${anchor.key}`

async function judgeOne(
  draft: Draft,
  questions: Questions,
  prove: Prove,
  together: Map<string, Draft[]>,
): Promise<Outcome> {
  const { cause, contexts } = draft
  if (cause.rule !== undefined) return { level: cause.rule[contexts[0]?.site.direction ?? 'request'], proof: 'rule' }
  if (contexts.some(({ site }) => site.unsaid !== undefined)) return whole(draft, questions, prove)
  if (draft.equal !== undefined) return { ...harmless, ...(draft.equal.length > 1 && { restated: true as const }) }
  const open: Context[] = []
  let restated = true
  let solid = false
  for (const [key, context] of unique(contexts)) {
    const group = (together.get(key) ?? []).map((other) => other.cause).filter((other) => other.rule === undefined)
    const alone = isApart(context.site)
    const joint = alone ? questions.local(context.anchor, group, context.site.direction) : undefined
    if (joint?.kind === 'proven') {
      solid ||= joint.empty !== true
      restated &&=
        group.length > 1 &&
        group.every((other) => context.pair.causes.includes(other)) &&
        questions.equivalent(context.pair, group)
      continue
    }
    restated = false
    const single = alone && group.length > 1 ? questions.local(context.anchor, [cause], context.site.direction) : joint
    solid ||= single?.kind === 'proven' && single.empty !== true
    if (single?.kind === 'proven') continue
    const places = contexts.filter(
      (other) => anchorKey(other) === key && !isMemberTaken(other, [group, [cause]], questions),
    )
    solid ||= places.length === 0
    // What is too much work for a value alone is so for the message around it: one try, for a witness.
    open.push(...(single?.kind === 'unknown' ? nearestOf(places, 1) : places))
  }
  if (open.length === 0)
    return !solid ? vacuous(draft, questions) : restated ? { ...harmless, restated: true } : harmless
  return atSites(draft, open, questions, prove, solid)
}

/** True where the value is a member of a form and taken as such, in whichever of the form's ways it is written. */
export function isMemberTaken(
  { site, anchor, pair, depth, root }: Context,
  causes: Cause[][],
  { member }: Questions,
): boolean {
  const { wire, direction } = site
  if (wire === undefined || !isForm(wire) || depth !== 1 || root || anchor !== pair) return false
  const ways = new Map(Object.values(wire.said).map((writing) => [JSON.stringify(writing), writing]))
  return causes.some((some) =>
    [undefined, ...ways.values()].every((writing) => {
      const verdict = member(pair, some, direction, wire, writing)
      return verdict.kind === 'proven' && verdict.empty !== true
    }),
  )
}

/** Where one side says nothing at all, there is nothing to be changed by itself. */
async function whole({ contexts }: Draft, questions: Questions, prove: Prove): Promise<Outcome> {
  let doubt: string | undefined
  for (const { site } of contexts) {
    const verdict = questions.whole(site)
    if (verdict.kind === 'proven') {
      if (verdict.empty) doubt ??= nothing(site.direction)
      continue
    }
    const witness = verdict.kind === 'refuted' ? await prove(site, verdict.witness, verdict.why) : verdict.reason
    if (typeof witness !== 'string') return { level: 'error', proof: 'witness', witness }
    doubt ??= witness
  }
  return doubt === undefined ? harmless : { level: 'warning', proof: 'unknown', note: doubt }
}

/** Nothing follows from a schema that no value matches: its author meant another one. What was changed speaks for itself. */
function vacuous({ cause, contexts }: Draft, questions: Questions): Outcome {
  const alone = contexts.map(({ site }) => questions.isolated(cause, site))
  if (alone.every((verdict) => verdict.kind === 'proven' && verdict.empty !== true)) return harmless
  return { level: 'warning', proof: 'unknown', note: nothing(contexts[0]?.site.direction ?? 'request') }
}

const nothing = (direction: Direction) =>
  `no value at all matches the ${direction === 'request' ? 'base' : 'revision'}, so that nothing follows`

/** One context for each anchor. */
function unique(contexts: Context[]): Map<string, Context> {
  return new Map(contexts.map((context) => [anchorKey(context), context]))
}

const nearestOf = (contexts: Context[], count: number) => contexts.toSorted((a, b) => a.depth - b.depth).slice(0, count)

/** Asks of whole parameters, headers and bodies, until one is refuted. */
async function atSites(
  draft: Draft,
  open: Context[],
  questions: Questions,
  prove: Prove,
  solid: boolean,
): Promise<Outcome> {
  let doubt: string | undefined
  let proven = solid
  const nearest = nearestOf(open, most)
  for (const { site } of nearest) {
    const verdict = questions.hybrid(site, [draft.cause])
    if (verdict.kind === 'unknown') doubt ??= verdict.reason
    if (verdict.kind === 'proven') proven ||= verdict.empty !== true
    if (verdict.kind !== 'refuted') continue
    const witness = await prove(site, verdict.witness, verdict.why)
    if (typeof witness !== 'string') return { level: 'error', proof: 'witness', witness }
    // Refused by this change alone, yet not by all changes together: another one makes up for it.
    if (questions.whole(site).kind === 'proven') proven = true
    else doubt ??= witness
  }
  if (doubt === undefined && open.length > most) doubt = `only ${most} of its ${open.length} places were looked at`
  if (doubt === undefined && !proven) return vacuous(draft, questions)
  return doubt === undefined ? harmless : { level: 'warning', proof: 'unknown', note: doubt }
}
