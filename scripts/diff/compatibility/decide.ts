import type { Direction } from '../../openapi/direction.ts'
import { rowOf } from '../catalogue/rows.ts'
import type { Cause } from '../schema-diff/cause.ts'
import { isForm } from '../wire/wire.ts'
import { type Context, type Impact, idOfImpact } from './impacts.ts'
import { byRule, harmless, type Outcome } from './outcome.ts'
import type { Prove } from './prove.ts'
import type { Questions } from './questions.ts'
import { isSeparable } from './schema-use.ts'

/** So many places of one cause are looked at before it is left open. */
const most = 24

/** Decides each cause by itself; what several causes make of each other is looked at afterwards. */
export async function decideAll(impacts: Impact[], questions: Questions, prove: Prove): Promise<Map<Impact, Outcome>> {
  const together = groupByAnchor(impacts)
  const outcomes = new Map<Impact, Outcome>()
  for (const impact of impacts) outcomes.set(impact, await decideOne(impact, questions, prove, together))
  return outcomes
}

function groupByAnchor(impacts: Impact[]): Map<string, Impact[]> {
  const groups = new Map<string, Impact[]>()
  for (const impact of impacts)
    for (const key of new Set((impact.equal ? [] : impact.contexts).map(anchorKey))) {
      const group = groups.get(key) ?? []
      group.push(impact)
      groups.set(key, group)
    }
  return groups
}

/** Causes with this in common are looked at together. */
const anchorKey = ({ anchor, use }: Context) => `${use.direction} ${use.wire === undefined} ${anchor.key}`

async function decideOne(
  impact: Impact,
  questions: Questions,
  prove: Prove,
  together: Map<string, Impact[]>,
): Promise<Outcome> {
  const { cause, contexts } = impact
  const isRule = cause.byRule || rowOf(idOfImpact(impact)).decidedBy === 'rule'
  if (isRule) return cause.tags === undefined ? byRule : byTag(impact, questions, prove)
  if (contexts.some(({ use }) => use.missingSchema !== undefined)) return whole(impact, questions, prove)
  if (impact.equal !== undefined) return { ...harmless, ...(impact.equal.length > 1 && { restated: true as const }) }
  const isOpen = cause.openContent === true
  const undecided: Context[] = []
  let restated = true
  let solid = false
  for (const [key, context] of unique(contexts)) {
    const group = (together.get(key) ?? []).map((other) => other.cause).filter((other) => !other.byRule)
    const alone = isSeparable(context.use)
    const joint = alone ? questions.local(context.anchor, group, context.use.direction, isOpen) : undefined
    if (joint?.kind === 'proven') {
      solid ||= joint.empty !== true
      restated &&=
        group.length > 1 &&
        group.every((other) => context.pair.causes.includes(other)) &&
        questions.equivalent(context.pair, group)
      continue
    }
    restated = false
    const single =
      alone && group.length > 1 ? questions.local(context.anchor, [cause], context.use.direction, isOpen) : joint
    solid ||= single?.kind === 'proven' && single.empty !== true
    if (single?.kind === 'proven') continue
    const places = contexts.filter(
      (other) => anchorKey(other) === key && !isMemberTaken(other, [group, [cause]], questions),
    )
    solid ||= places.length === 0
    // What is too much work for a value alone is so for the message around it: one try, for a witness.
    undecided.push(...(single?.kind === 'unknown' ? nearestOf(places, 1) : places))
  }
  if (undecided.length === 0)
    return !solid ? vacuous(impact, questions) : restated ? { ...harmless, restated: true } : harmless
  return atUses(impact, undecided, questions, prove, solid)
}

/** A message that the one discriminator sends to a schema which the other's does not: without one, the catalogue decides. */
async function byTag({ cause, contexts }: Impact, questions: Questions, prove: Prove): Promise<Outcome> {
  for (const { use } of nearestOf(contexts, 4)) {
    if (!cause.tags?.includes(use.direction)) continue
    const verdict = questions.part(use, [cause], false)
    const witness = verdict.kind === 'refuted' && verdict.tagged ? await prove(use, verdict) : undefined
    if (typeof witness === 'object') return { level: 'error', proof: 'witness', witness }
  }
  return byRule
}

/** True where the value is a member of a form and taken as such, by whichever of the form's encodings it is written. */
export function isMemberTaken(
  { use, anchor, pair, depth, root }: Context,
  causes: Cause[][],
  { member }: Questions,
): boolean {
  const { wire, direction } = use
  if (wire === undefined || !isForm(wire) || depth !== 1 || root || anchor !== pair) return false
  const writings = new Map(Object.values(wire.encoded).map((writing) => [JSON.stringify(writing), writing]))
  return causes.some((some) => {
    const verdicts = [undefined, ...writings.values()].map((writing) => member(pair, some, direction, wire, writing))
    // Some styles cannot write its values: deepObject has no form for a number.
    return (
      verdicts.every(({ kind }) => kind === 'proven') && verdicts.some((one) => one.kind === 'proven' && !one.empty)
    )
  })
}

/** Where one side says nothing at all, there is nothing to be changed by itself. */
async function whole({ contexts }: Impact, questions: Questions, prove: Prove): Promise<Outcome> {
  let doubt: string | undefined
  for (const { use } of contexts) {
    const verdict = questions.whole(use)
    if (verdict.kind === 'proven') {
      if (verdict.empty) doubt ??= nothing(use.direction)
      continue
    }
    const witness = verdict.kind === 'refuted' ? await prove(use, verdict) : verdict.reason
    if (typeof witness !== 'string') return { level: 'error', proof: 'witness', witness }
    doubt ??= witness
  }
  return doubt === undefined ? harmless : { level: 'warning', proof: 'unknown', note: doubt }
}

/** Nothing follows from a schema that no value matches: its author meant another one. What was changed speaks for itself. */
function vacuous({ cause, contexts }: Impact, questions: Questions): Outcome {
  // Alternatives that take each other's messages: that a new one is covered says nothing about those who read by kinds.
  const gains = contexts.some(
    ({ use }) => cause.aspect === (use.direction === 'request' ? 'one-of-removed' : 'one-of-added'),
  )
  const alone = gains ? [] : contexts.map(({ use }) => questions.isolated(cause, use))
  if (!gains && alone.every((verdict) => verdict.kind === 'proven' && verdict.empty !== true)) return harmless
  return { level: 'warning', proof: 'unknown', note: nothing(contexts[0]?.use.direction ?? 'request') }
}

const nothing = (direction: Direction) =>
  `no value at all matches the ${direction === 'request' ? 'base' : 'revision'}, so that nothing follows`

/** One context for each anchor. */
function unique(contexts: Context[]): Map<string, Context> {
  return new Map(contexts.map((context) => [anchorKey(context), context]))
}

const nearestOf = (contexts: Context[], count: number) => contexts.toSorted((a, b) => a.depth - b.depth).slice(0, count)

/** Asks of whole parameters, headers and bodies, until one is refuted. */
async function atUses(
  impact: Impact,
  undecided: Context[],
  questions: Questions,
  prove: Prove,
  solid: boolean,
): Promise<Outcome> {
  let doubt: string | undefined
  let proven = solid
  const isOpen = impact.cause.openContent === true
  const nearest = nearestOf(undecided, most)
  for (const { use } of nearest) {
    const verdict = questions.part(use, [impact.cause], isOpen)
    if (verdict.kind === 'unknown') doubt ??= verdict.reason
    if (verdict.kind === 'proven') proven ||= verdict.empty !== true
    if (verdict.kind !== 'refuted') continue
    const witness = await prove(use, verdict)
    if (typeof witness !== 'string') return { level: 'error', proof: 'witness', witness }
    // Refused by this change alone, yet not by all changes together: another one makes up for it.
    if (questions.whole(use, isOpen).kind === 'proven') proven = true
    else doubt ??= witness
  }
  if (doubt === undefined && undecided.length > most)
    doubt = `only ${most} of its ${undecided.length} places were looked at`
  if (doubt === undefined && !proven) return vacuous(impact, questions)
  return doubt === undefined ? harmless : { level: 'warning', proof: 'unknown', note: doubt }
}
