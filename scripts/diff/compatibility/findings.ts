import { at } from '../../json-schema/pointer.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import { idOf } from '../catalogue/identify.ts'
import { sentence } from '../catalogue/wordings.ts'
import type { Finding } from '../finding.ts'
import { shown } from '../rules/rule.ts'
import type { Impact } from './impacts.ts'
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
    ...unexplained.map(({ use, outcome, impacts }) => ({
      id: `${use.subject}-schema-changed`,
      level: outcome.level,
      proof: outcome.proof,
      operations: [use.matched.base.label],
      base: use.base.pointer,
      revision: use.revision.pointer,
      text: said(`${use.noun}: ${sentence('schema-changed', {})}`, outcome),
      place: `${use.place} ${impacts.map((impact) => impact.cause.aspect).sort()}`,
      ...(outcome.witness && { witness: outcome.witness }),
    })),
  ]
}

function findingOf(impact: Impact, outcome: Outcome, contracts: Contracts): Finding {
  const { cause, contexts } = impact
  const restated = outcome.restated === true
  const component = componentName(cause.revision) ?? componentName(cause.base)
  const [first] = contexts
  const name = component ?? `${first?.use.noun ?? ''}${inlinePath(cause.revision)}`
  const words = sentence(restated ? 'restated' : cause.aspect, {
    from: shown(cause.from),
    to: shown(cause.to),
    property: cause.property ?? '',
    mode: (cause.traits?.mode ?? '').replaceAll('-', ' '),
    need: cause.traits?.required ? 'required' : 'optional',
  })
  const id = idOf({
    aspect: restated ? 'restated' : cause.aspect,
    traits: cause.traits ?? {},
    subject: impact.subject,
    root: contexts.some(({ root }) => root),
    header: contexts.some(({ use }) => use.part.base.startsWith('header:')),
  })
  return {
    id,
    level: outcome.level,
    proof: outcome.proof,
    operations: [...new Set(contexts.map(({ use }) => use.matched.base.label))],
    base: restated ? cause.base : pointerOf(contracts.base, cause.base, cause.key.base ?? '', cause.aspect),
    revision: restated
      ? cause.revision
      : pointerOf(contracts.revision, cause.revision, cause.key.revision ?? '', cause.aspect),
    text: said(`${name}: ${words}`, outcome),
    place: `${component ?? `${first?.use.place ?? ''}${inlinePath(cause.revision)}`} ${cause.property ?? ''}`,
    ...(restated ? {} : { from: cause.from, to: cause.to }),
    ...(outcome.witness && { witness: outcome.witness }),
    ...(cause.aspect === 'documentation-changed' || restated ? { wordsOnly: true as const } : {}),
  }
}

const said = (text: string, { note }: Outcome) => (note === undefined ? text : `${text} (${note})`)

/** A keyword that the side does not have is shown at the schema that lacks it; a member or entry that it lacks, nowhere. */
function pointerOf(contract: Contract, schema: string, key: string, aspect: string): string | null {
  if (at(contract.document, schema + key) !== undefined) return schema + key
  const whole = /^(property|pattern-property|dependent-schema)-(added|removed)$/.test(aspect)
  return whole || at(contract.document, schema) === undefined ? null : schema
}
