import type { ContainmentAnswer, Schema, Sided } from '../../json-schema/question.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import type { Witness } from '../result.ts'
import { confirmMessage, containsMessages, type MessageQuestion } from '../wire/messages.ts'
import type { Witnesses } from '../witness/witnesses.ts'
import { otherValues } from './other-values.ts'
import { pruned } from './prune.ts'
import type { SchemaUse } from './schema-use.ts'

/** Builds the whole message around a part's value where both contracts agree that it proves the break; or says why not. */
export type Prove = (use: SchemaUse, refuted: Refuted) => Promise<Witness | string>

type Refuted = Extract<ContainmentAnswer, { kind: 'refuted' }>

/** Steps for a witness in place of one that a validator denied. */
const AGAIN = 4_000

export function prover(contracts: { base: Contract; revision: Contract }, witnesses: Witnesses): Prove {
  return async (use, refuted) => {
    const question = realQuestion(use, contracts)
    const dispute = await disputeOf(use, question, refuted)
    if (dispute === null) return whole(use, refuted)
    for (const other of otherValues(refuted.witness, refuted.why.pointer)) {
      const producer = { ...question.producer, schema: { allOf: [question.producer.schema, other] } }
      const verdict = containsMessages({ ...question, producer, budget: AGAIN })
      if (verdict.kind === 'refuted' && (await disputeOf(use, question, verdict)) === null) return whole(use, verdict)
    }
    return dispute
  }

  function disputeOf(use: SchemaUse, { producer, consumer, ...terms }: MessageQuestion, { witness, tagged }: Refuted) {
    // A text may be read as a list of texts.
    const small = (sided: Sided) => pruned(sided, witness, use.direction, use.wire === undefined ? 0 : 1)
    const sides = { producer: small(producer), consumer: small(consumer) }
    return confirmMessage({ ...terms, ...sides, tagged: tagged === true }, witness)
  }

  function whole(use: SchemaUse, { witness: value, why }: Refuted): Witness | string {
    const from = use.direction === 'request' ? 'base' : 'revision'
    const part = use.part[from]
    const refusal = `${part}${why.pointer === '' ? '' : ` ${why.pointer}`} ${why.message}`
    const given = { part, value, ...(use.mediaType && { mediaType: use.mediaType[from] }) }
    const message =
      use.status === undefined
        ? witnesses.request(use.matched, given, refusal)
        : witnesses.response(use.matched, use.status, given, refusal)
    return message ?? `${JSON.stringify(value)} is refused, but the rest of the message could not be made up`
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
