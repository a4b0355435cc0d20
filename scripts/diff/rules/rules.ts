import { isJsonObject } from '../../openapi/grammar.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import { info } from '../catalogue/levels.ts'
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
import type { Compared } from './rule.ts'
import { schemeRules } from './schemes.ts'
import { securityRules } from './security.ts'
import { serverRules } from './servers.ts'
import { tagRules } from './tags.ts'

interface RuleInput {
  contracts: { base: Contract; revision: Contract }
  exchanges: Exchanges
  same: Same
  witnesses: Witnesses
  today: number
}

/** Every finding that a rule decides without the values of schemas. */
export function everyRule({ contracts, exchanges, same, witnesses, today }: RuleInput): Finding[] {
  const cases: Compared[] = exchanges.both.map((matched) => ({ ...matched, contracts, witnesses, today }))
  const using = (name: string) =>
    exchanges.both
      .filter(
        ({ base }) =>
          Array.isArray(base.security?.value) &&
          base.security.value.some((way) => isJsonObject(way) && Object.hasOwn(way, name)),
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

function isUntouched({ base, revision }: Compared, same: Same): boolean {
  return (
    same(base.operation.value, revision.operation.value) &&
    same(base.item.value, revision.item.value) &&
    base.template === revision.template
  )
}

/** Makes a finding about draft operations alone (`x-stability-level`) an info, because they may change at any time. */
export function demoted({ both, removed }: Exchanges): (finding: Finding) => Finding {
  const drafts = new Set([...both.map(({ base }) => base), ...removed].filter(isDraft).map(({ label }) => label))
  return (finding) => {
    const isPromised = finding.operations.length === 0 || finding.operations.some((label) => !drafts.has(label))
    if (isPromised || Object.values(finding.levels).every((level) => level === 'info')) return finding
    return {
      ...finding,
      levels: info,
      text: `${finding.text}; the base calls the operation a draft (x-stability-level)`,
    }
  }
}
