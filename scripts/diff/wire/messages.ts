import { contains } from '../../json-schema/contains.ts'
import { confirm } from '../../json-schema/oracles.ts'
import type { ContainmentAnswer, Json, Question } from '../../json-schema/question.ts'
import type { Transport } from '../../json-schema/transport.ts'
import type { Direction } from '../../openapi/direction.ts'
import { vocabularies } from '../../openapi/vocabulary.ts'
import { transportOf } from './transport.ts'
import type { Wire } from './wire.ts'

/** Is every value that the sender of a parameter, header or body makes accepted by its receiver? */
export interface MessageQuestion extends Omit<Question, 'vocabulary'> {
  /** `request`: the client makes the values. `response`: the server does. */
  direction: Direction
  /** Absent: JSON. */
  wire?: Wire
}

export const containsMessages = ({ direction, wire, ...question }: MessageQuestion): ContainmentAnswer =>
  contains({ ...question, vocabulary: vocabularies[direction] }, transport(question, wire))

/** Null where two independent validators confirm the witness, however it is read from the wire; otherwise what they say. */
export const confirmMessage = ({ direction, wire, ...question }: MessageQuestion, witness: Json) =>
  confirm({ ...question, vocabulary: vocabularies[direction] }, witness, transport(question, wire))

const transport = ({ producer, consumer }: Question, wire: Wire | undefined): Transport | undefined =>
  wire && transportOf(wire, producer, consumer)
