import { readSide } from '../../json-schema/canonical/side.ts'
import { contains } from '../../json-schema/contains.ts'
import { evaluate } from '../../json-schema/evaluate/evaluate.ts'
import { confirm } from '../../json-schema/oracles.ts'
import type { ContainmentAnswer, Json, Question } from '../../json-schema/question.ts'
import type { Transport } from '../../json-schema/transport.ts'
import type { Direction } from '../../openapi/direction.ts'
import { nullableVocabularies, vocabularies } from '../../openapi/vocabulary.ts'
import { transportOf } from './transport.ts'
import type { Wire } from './wire.ts'

/** Is every value that the sender of a parameter, header or body makes accepted by its receiver? */
export interface MessageQuestion extends Omit<Question, 'vocabulary'> {
  /** `request`: the client makes the values. `response`: the server does. */
  direction: Direction
  /** Absent: JSON. */
  wire?: Wire
}

/** The answer where both readings of `nullable` in a document of OpenAPI 3.1 give it: as nothing, and as null. */
export function containsMessages(asked: MessageQuestion): ContainmentAnswer {
  const [letter, meant] = readingsOf(asked)
  const first = contains(letter, transport(asked))
  return isAmbiguous(letter) ? agreed(first, contains(meant, transport(asked)), letter, meant) : first
}

/** Null where two independent validators confirm the witness, however it is read from the wire; otherwise what they say. */
export async function confirmMessage(asked: MessageQuestion, witness: Json): Promise<string | null> {
  const [letter, meant] = readingsOf(asked)
  const dispute = await confirm(letter, witness, transport(asked))
  return dispute === null && isAmbiguous(letter) ? confirm(meant, witness, transport(asked)) : dispute
}

function readingsOf({ direction, wire, ...question }: MessageQuestion): [letter: Question, meant: Question] {
  return [
    { ...question, vocabulary: vocabularies[direction] },
    { ...question, vocabulary: nullableVocabularies[direction] },
  ]
}

/** True where a keyword was read on the way that may mean something else. */
const isAmbiguous = ({ producer, consumer, vocabulary }: Question): boolean =>
  readSide(producer, vocabulary).view.spelled || readSide(consumer, vocabulary).view.spelled

const transport = ({ producer, consumer, wire }: MessageQuestion): Transport | undefined =>
  wire && transportOf(wire, producer, consumer)

function agreed(
  first: ContainmentAnswer,
  second: ContainmentAnswer,
  letter: Question,
  meant: Question,
): ContainmentAnswer {
  if (first.kind === 'unknown' || second.kind === 'unknown') return first.kind === 'unknown' ? first : second
  if (first.kind === 'proven' && second.kind === 'proven') return first.empty ? second : first
  if (first.kind === 'refuted' && second.kind === 'refuted') {
    // A witness of both readings is one that null has no part in.
    if (isRefuted(meant, first.witness)) return first
    return isRefuted(letter, second.witness) ? second : first
  }
  const refuted = first.kind === 'refuted' ? first : (second as typeof first & { kind: 'refuted' })
  return {
    kind: 'unknown',
    reason: `with "nullable" read as ${refuted === first ? 'nothing' : 'null'}, ${JSON.stringify(refuted.witness)} is refused: ${refuted.why.message}`,
    pointer: refuted.why.keyword,
  }
}

function isRefuted({ producer, consumer, vocabulary }: Question, value: Json): boolean {
  const truthOf = (side: Question['producer']) => evaluate(readSide(side, vocabulary).node, value).truth
  return truthOf(producer) === true && truthOf(consumer) === false
}
