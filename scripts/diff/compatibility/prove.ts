import { confirm } from '../../json-schema/oracles.ts'
import type { Json, Question, Schema, Sided, Why } from '../../json-schema/question.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import type { Witness } from '../result.ts'
import type { Witnesses } from '../witness/witnesses.ts'
import { pruned } from './prune.ts'
import type { Site } from './site.ts'

/** Builds the whole message around a part's value where both contracts agree that it proves the break; or says why not. */
export type Prove = (site: Site, value: Json, why: Why) => Promise<Witness | string>

export function prover(contracts: { base: Contract; revision: Contract }, witnesses: Witnesses): Prove {
  return async (site, value, why) => {
    const { producer, consumer, ...terms } = realQuestion(site, contracts)
    // A text may be read as a list of texts.
    const small = (sided: Sided) => pruned(sided, value, site.direction, site.wire === undefined ? 0 : 1)
    const dispute = await confirm({ ...terms, producer: small(producer), consumer: small(consumer) }, value)
    if (dispute !== null) return dispute
    const from = site.direction === 'request' ? 'base' : 'revision'
    const part = site.part[from]
    const refusal = `${part}${why.pointer === '' ? '' : ` ${why.pointer}`} ${why.message}`
    const given = { part, value, ...(site.mediaType && { mediaType: site.mediaType[from] }) }
    const whole =
      site.status === undefined
        ? witnesses.request(site.matched, given, refusal)
        : witnesses.response(site.matched, site.status, given, refusal)
    return whole ?? `${JSON.stringify(value)} is refused, but the rest of the message could not be made up`
  }
}

/** What is asked of a part with everything that was changed. */
export function realQuestion(site: Site, { base, revision }: { base: Contract; revision: Contract }): Question {
  const before = { schema: site.base.value as Schema, document: base.document, dialect: base.dialect }
  const after = { schema: site.revision.value as Schema, document: revision.document, dialect: revision.dialect }
  const [producer, consumer] = site.direction === 'request' ? [before, after] : [after, before]
  return { producer, consumer, direction: site.direction, ...(site.wire && { wire: site.wire }) }
}
