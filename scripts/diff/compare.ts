import type { Loaded } from '../openapi/load.ts'
import { contractOf } from '../openapi/model/contract.ts'
import { resultOf } from './assemble.ts'
import { info, type Profile } from './catalogue/levels.ts'
import { reports, rowOf } from './catalogue/rows.ts'
import { decideAll } from './compatibility/decide.ts'
import { equalsOf } from './compatibility/equal.ts'
import { findingsOf } from './compatibility/findings.ts'
import { impactsOf } from './compatibility/impacts.ts'
import { impactsOfMissingSchemas } from './compatibility/missing-schema.ts'
import { openContentFindings } from './compatibility/open-content.ts'
import { prover } from './compatibility/prove.ts'
import { questionsOf } from './compatibility/questions.ts'
import { reconcile } from './compatibility/reconcile.ts'
import { schemaUsesOf } from './compatibility/schema-uses.ts'
import { type Finding, merged } from './finding.ts'
import { matchExchanges } from './match/exchanges.ts'
import type { DiffResult } from './result.ts'
import { renamedPathParameters } from './rules/parameters.ts'
import { demoted, everyRule } from './rules/rules.ts'
import { comparer } from './schema-diff/graph.ts'
import { sameBetween } from './schema-diff/same.ts'
import { witnessesOf } from './witness/witnesses.ts'

export interface Settings {
  profile: Profile
  /** Days since the epoch. */
  today: number
}

/** Compares two contracts: which changes break whom. */
export async function compare(base: Loaded, revision: Loaded, settings: Settings): Promise<DiffResult> {
  const same = sameBetween(base.document, revision.document)
  if (same(base.document, revision.document)) return resultOf([], settings.profile, base, revision)
  const contracts = { base: contractOf(base), revision: contractOf(revision) }
  const exchanges = matchExchanges(contracts.base, contracts.revision)
  const witnesses = witnessesOf(contracts.base, contracts.revision)
  const questions = questionsOf(contracts.base, contracts.revision, same)
  const prove = prover(contracts, witnesses)
  const uses = exchanges.both.flatMap((matched) => schemaUsesOf(matched, same))
  const withSchemas = uses.filter(({ missingSchema }) => missingSchema === undefined)
  const compareSchemas = comparer(contracts.base, contracts.revision, same)
  const equals = equalsOf(withSchemas, compareSchemas, contracts, same)
  const impacts = [
    ...impactsOf(withSchemas, compareSchemas, questions.exclusive, equals),
    ...impactsOfMissingSchemas(uses),
  ]
  const outcomes = await decideAll(impacts, questions, prove)
  const unexplained = await reconcile(outcomes, questions, prove)
  const findings = merged([
    ...everyRule({ contracts, exchanges, same, witnesses, today: settings.today }),
    ...findingsOf(outcomes, unexplained, contracts),
  ])
  if (findings.length === 0) findings.push(restated)
  if (settings.profile !== 'wire') findings.push(...openContentFindings(uses, questions, findings))
  if (reports('request-path-parameter-renamed', settings.profile))
    findings.push(...exchanges.both.flatMap(renamedPathParameters))
  return resultOf(findings.map(demoted(exchanges)), settings.profile, base, revision)
}

/** The only finding where the documents differ, and no rule or value reports a change. */
const restated: Finding = {
  id: 'contract-restated',
  levels: info,
  proof: 'proven',
  operations: [],
  base: '',
  revision: '',
  text: rowOf('contract-restated').sentence,
  place: 'contract',
  wordsOnly: true,
}
