import { at, tokens } from '../../json-schema/pointer.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import type { Levels } from '../catalogue/levels.ts'
import type { Variant } from '../catalogue/row.ts'
import { type Decision, levelsBy, rowOf } from '../catalogue/rows.ts'
import { say } from '../catalogue/sentence.ts'
import type { Finding } from '../finding.ts'
import type { Level } from '../result.ts'
import type { Cause } from '../schema-diff/cause.ts'
import { type Impact, idOfImpact } from './impacts.ts'
import { componentName, inlinePath } from './name.ts'
import type { Outcome } from './outcome.ts'
import type { Unexplained } from './reconcile.ts'

interface Contracts {
  base: Contract
  revision: Contract
}

/** One finding for each cause with its outcome. */
export function findingsOf(
  outcomes: Map<Impact, Outcome>,
  unexplained: Unexplained[],
  contracts: Contracts,
): Finding[] {
  return [
    ...[...outcomes].map(([impact, outcome]) => findingOf(impact, outcome, contracts)),
    ...unexplained.map(unexplainedFinding),
  ]
}

function unexplainedFinding({ use, outcome, impacts }: Unexplained): Finding {
  const id = `${use.subject}-schema-changed`
  const row = rowOf(id)
  return {
    id,
    levels: levelsOf(row, outcome),
    proof: outcome.proof,
    operations: [use.matched.base.label],
    base: use.base.pointer,
    revision: use.revision.pointer,
    text: withNote(say(row.sentence, { place: use.noun }), outcome),
    place: `${use.place} ${impacts.map((impact) => impact.cause.aspect).sort()}`,
    ...(outcome.witness && { witness: outcome.witness }),
  }
}

function findingOf(impact: Impact, outcome: Outcome, contracts: Contracts): Finding {
  const { cause, contexts } = impact
  const restated = outcome.restated === true
  const component = componentName(cause.revision) ?? componentName(cause.base)
  const [first] = contexts
  const id = idOfImpact(impact, restated ? 'restated' : cause.aspect)
  const row = rowOf(id)
  const variant = ((cause.to === false || cause.traits?.closed) && row.variants.closed) || row
  const words = {
    place: component ?? `${first?.use.noun ?? ''}${inlinePath(cause.revision)}`,
    from: cause.from,
    to: cause.to,
    property: cause.property,
    keyword: tokens(cause.key.revision ?? '').at(-1),
  }
  return {
    id,
    levels: levelsOf(variant, outcome),
    proof: outcome.proof,
    operations: [...new Set(contexts.map(({ use }) => use.matched.base.label))],
    base: restated ? cause.base : pointerOf(contracts.base, cause, 'base'),
    revision: restated ? cause.revision : pointerOf(contracts.revision, cause, 'revision'),
    text: withNote(say(variant.sentence, words), outcome),
    place: `${component ?? `${first?.use.place ?? ''}${inlinePath(cause.revision)}`} ${cause.property ?? ''}`,
    ...(restated ? {} : { from: cause.from, to: cause.to }),
    ...(outcome.witness && { witness: outcome.witness }),
    ...(cause.aspect === 'documentation-changed' || restated ? { wordsOnly: true as const } : {}),
  }
}

const decisions: Record<Level, Decision> = { error: 'refuted', warning: 'undecided', info: 'proven' }

const levelsOf = (variant: Variant, { level, proof }: Outcome): Levels =>
  proof === 'rule' ? variant.levels : levelsBy(decisions[level], variant)

const withNote = (text: string, { note }: Outcome) => (note === undefined ? text : `${text} (${note})`)

/** A keyword that the side does not have is shown at the schema that lacks it; a member or entry that it lacks, nowhere. */
function pointerOf(contract: Contract, cause: Cause, side: 'base' | 'revision'): string | null {
  const schema = cause[side]
  const place = schema + (cause.key[side] ?? '')
  if (at(contract.document, place) !== undefined) return place
  const isEntry = cause.ops.some(({ kind }) => kind === 'entry')
  return isEntry || at(contract.document, schema) === undefined ? null : schema
}
