import { isNode } from '../../openapi/grammar.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import type { Finding } from '../finding.ts'
import type { Exchanges } from '../match/exchanges.ts'
import type { Same } from '../schema-diff/same.ts'
import type { Witnesses } from '../witness/witnesses.ts'
import { bodyRules } from './bodies.ts'
import { documentRules } from './document.ts'
import { existence, isDraft } from './existence.ts'
import { operationRules } from './operation.ts'
import { parameterRules } from './parameters.ts'
import { responseRules } from './responses.ts'
import type { Case } from './rule.ts'
import { schemeRules } from './schemes.ts'
import { securityRules } from './security.ts'
import { serverRules } from './servers.ts'
import { tagRules } from './tags.ts'

interface Given {
  contracts: { base: Contract; revision: Contract }
  exchanges: Exchanges
  same: Same
  witnesses: Witnesses
  today: number
}

/** All that is not about values. */
export function everyRule({ contracts, exchanges, same, witnesses, today }: Given): Finding[] {
  const cases: Case[] = exchanges.both.map((matched) => ({ ...matched, contracts, witnesses, today }))
  const using = (name: string) =>
    exchanges.both
      .filter(
        ({ base }) =>
          Array.isArray(base.security?.value) &&
          base.security.value.some((way) => isNode(way) && Object.hasOwn(way, name)),
      )
      .map(({ base }) => base.label)
  return [
    ...existence(exchanges, today),
    ...cases.flatMap((matched) => [
      ...(isUntouched(matched, same)
        ? []
        : [...operationRules(matched), ...parameterRules(matched), ...bodyRules(matched), ...responseRules(matched)]),
      ...serverRules(matched),
      ...securityRules(matched),
    ]),
    ...schemeRules(contracts.base, contracts.revision, using),
    ...documentRules(contracts.base, contracts.revision, same),
    ...tagRules(contracts.base, contracts.revision),
  ]
}

function isUntouched({ base, revision }: Case, same: Same): boolean {
  return (
    same(base.operation.value, revision.operation.value) &&
    same(base.item.value, revision.item.value) &&
    base.template === revision.template
  )
}

/** Nothing was promised of an exchange that the base calls a draft. */
export function demoted(exchanges: Exchanges): (finding: Finding) => Finding {
  const drafts = exchanges.both.filter(({ base }) => isDraft(base)).map(({ base }) => base.label)
  return (finding) => {
    const isPromised = finding.operations.length === 0 || finding.operations.some((label) => !drafts.includes(label))
    if (isPromised || finding.level === 'info') return finding
    return { ...finding, level: 'info', text: `${finding.text}; the base promises nothing of it (x-stability-level)` }
  }
}
