import type { Json, Schema, Sided, Why } from '../../json-schema/question.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import type { Witness } from '../result.ts'
import { confirmMessage, type MessageQuestion } from '../wire/messages.ts'
import type { Witnesses } from '../witness/witnesses.ts'
import { pruned } from './prune.ts'
import type { SchemaUse } from './schema-use.ts'

/** Builds the whole message around a part's value where both contracts agree that it proves the break; or says why not. */
export type Prove = (use: SchemaUse, value: Json, why: Why) => Promise<Witness | string>

export function prover(contracts: { base: Contract; revision: Contract }, witnesses: Witnesses): Prove {
  return async (use, value, why) => {
    const { producer, consumer, ...terms } = realQuestion(use, contracts)
    // A text may be read as a list of texts.
    const small = (sided: Sided) => pruned(sided, value, use.direction, use.wire === undefined ? 0 : 1)
    const dispute = await confirmMessage({ ...terms, producer: small(producer), consumer: small(consumer) }, value)
    if (dispute !== null) return dispute
    const from = use.direction === 'request' ? 'base' : 'revision'
    const part = use.part[from]
    const refusal = `${part}${why.pointer === '' ? '' : ` ${why.pointer}`} ${why.message}`
    const given = { part, value, ...(use.mediaType && { mediaType: use.mediaType[from] }) }
    const whole =
      use.status === undefined
        ? witnesses.request(use.matched, given, refusal)
        : witnesses.response(use.matched, use.status, given, refusal)
    return whole ?? `${JSON.stringify(value)} is refused, but the rest of the message could not be made up`
  }
}

/** What is asked of a part with everything that was changed. */
export function realQuestion(
  use: SchemaUse,
  { base, revision }: { base: Contract; revision: Contract },
): MessageQuestion {
  const before = { schema: use.base.value as Schema, document: base.document }
  const after = { schema: use.revision.value as Schema, document: revision.document }
  const [producer, consumer] = use.direction === 'request' ? [before, after] : [after, before]
  return { producer, consumer, direction: use.direction, ...(use.wire && { wire: use.wire }) }
}
