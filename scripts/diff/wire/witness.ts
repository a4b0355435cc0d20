import { searchFor } from '../../json-schema/contains.ts'
import { explain } from '../../json-schema/evaluate/explain.ts'
import { ask, oraclesOf, refused } from '../../json-schema/oracles.ts'
import type { Checked, Direction, Envelope, Json, Message, Part, Sided, Why } from '../../json-schema/question.ts'
import { readSide } from '../../json-schema/read/side.ts'
import { solveWithin } from '../../json-schema/solve/iterative-deepening.ts'
import { positive } from '../../json-schema/solve/literal.ts'
import { sendable } from './wire.ts'

/** A small value that the schema accepts in this direction; undefined where none was found. */
export function sample(sided: Sided, direction: Direction, wire?: Part['wire']): Json | undefined {
  const sent = wire ? { ...sided, schema: sendable(sided.schema, wire) } : sided
  const { node } = readSide(sent, direction)
  const search = searchFor({ producer: sided, consumer: sided, direction })
  const result = solveWithin(search, undefined, [positive(node, true)])
  return result.kind === 'value' ? result.value : undefined
}

/** Adds a sample of every other part that the message has to have; undefined where one of them could not be made. */
export function fill(envelope: Envelope, direction: Direction, given: Message): Message | undefined {
  const message: Message = { ...given }
  for (const [key, part] of Object.entries(envelope.parts)) {
    if (!part.required || Object.hasOwn(message, key)) continue
    const value = sample(part.sided, direction, part.wire)
    if (value === undefined) return undefined
    message[key] = value
  }
  return message
}

/** Whether two independent validators say of a whole message that the producer's contract allows it and the consumer's does not. */
export async function checkWitness(
  producer: Envelope,
  consumer: Envelope,
  message: Message,
  direction: Direction,
): Promise<Checked> {
  for (const [key, part] of Object.entries(producer.parts)) {
    const dispute = await allows(part, message[key], direction)
    if (dispute) return { kind: 'disputed', part: key, reason: `${dispute} for the producer` }
  }
  let reason: { part: string; reason: string } = { part: '', reason: 'the consumer accepts every part' }
  for (const [key, part] of Object.entries(consumer.parts)) {
    const value = message[key]
    const why = refusal(part, value, direction)
    if (!why) continue
    const dispute = value === undefined ? null : await refused(part.sided, direction, value, part.wire)
    if (!dispute) return { kind: 'confirmed', why: { ...why, part: key } }
    reason = { part: key, reason: dispute }
  }
  return { kind: 'disputed', ...reason }
}

async function allows(part: Part, value: Json | undefined, direction: Direction): Promise<string | null> {
  if (value === undefined) return part.required ? 'a required part is missing' : null
  return ask(oraclesOf(part.sided, direction), value, true)
}

function refusal(part: Part, value: Json | undefined, direction: Direction): Why | undefined {
  if (value === undefined)
    return part.required ? { pointer: '', keyword: '/required', message: 'is required' } : undefined
  return explain(readSide(part.sided, direction).node, value)
}
