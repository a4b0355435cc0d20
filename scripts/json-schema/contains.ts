import { isAccepted, sendable, widen } from '../diff/wire/wire.ts'
import { explain } from './evaluate/explain.ts'
import { confirm } from './oracles.ts'
import type { Document, Question, Schema, Verdict } from './question.ts'
import type { SchemaNode } from './read/node.ts'
import { nodeOf, readSide } from './read/side.ts'
import type { Reading } from './read/view.ts'
import { solveWithin } from './solve/iterative-deepening.ts'
import type { Literal } from './solve/literal.ts'
import { NOTHING, negative, positive } from './solve/literal.ts'
import type { Result } from './solve/result.ts'
import { createSearch, type Search } from './solve/search.ts'

/** The engine's own verdict, without the validators: for looking where in a schema a difference lies. */
export function contains(question: Question): Verdict {
  const plain = containsAs(question, 'plain')
  if (plain.kind !== 'proven') return plain
  const { view } = readSide(question.producer, question.direction)
  const isTagged = view.openTag && readSide(question.consumer, question.direction).view.openTag
  if (isTagged) return reread(question, 'tagged', plain, 'told apart by its discriminator')
  return plain.empty && view.exclusive
    ? reread(question, 'any', plain, 'with its overlapping oneOf read as anyOf')
    : plain
}

/** What the contract plainly means where its letter admits nothing, or not what its author thinks. */
function reread(question: Question, reading: Reading, plain: Verdict, how: string): Verdict {
  const verdict = containsAs(question, reading)
  if (verdict.kind !== 'refuted') return plain
  return {
    kind: 'unknown',
    reason: `${how}, ${JSON.stringify(verdict.witness)} is refused: ${verdict.why.message}`,
    pointer: verdict.why.keyword,
  }
}

function containsAs(question: Question, reading: Reading): Verdict {
  const { direction, wire } = question
  const producer = readSide(question.producer, direction, reading)
  const consumer = readSide(question.consumer, direction, reading)
  if (producer.node.id === consumer.node.id)
    return producer.node.id === NOTHING.id ? { kind: 'proven', empty: true } : { kind: 'proven' }
  const search = searchFor(question, reading)
  if (!wire) return compare(question, search, producer.node, consumer.node)
  const sent = nodeOf(sendable(producer.view.read(question.producer.schema), wire), producer.view)
  const asJson = compare(question, search, sent, consumer.node)
  if (asJson.kind !== 'refuted' || !isAccepted(consumer.node, asJson.witness, wire)) return asJson
  const isEmpty = (literals: readonly Literal[]): boolean =>
    solveWithin(search, question.budget, literals).kind === 'empty'
  const taken = widen(isEmpty, consumer.view.read(question.consumer.schema), consumer.view, wire)
  const refusal = negative(nodeOf(taken, consumer.view))
  for (const corner of [true, ...CORNERS]) {
    const literals = [positive(sent, true), positive(nodeOf(corner, producer.view)), refusal]
    const asText = verdictOf(question, search, solveWithin(search, question.budget, literals), sent, consumer.node)
    if (corner === true && asText.kind !== 'refuted') return asText
    if (asText.kind === 'refuted' && !isAccepted(consumer.node, asText.witness, wire)) return asText
  }
  return {
    kind: 'unknown',
    reason: 'as texts on the wire, the values could not be compared',
    pointer: consumer.node.pointer,
  }
}

/** Where to look for values that no reading of their text saves. */
const CORNERS: readonly Schema[] = [
  { type: 'array', minItems: 2 },
  { type: 'string', pattern: '[^0-9]' },
  { type: 'number', not: { type: 'integer' } },
  { type: 'integer', maximum: -1 },
  ...[1e3, 1e6, 1e9, 1e12].map((minimum) => ({ type: 'integer', minimum })),
]

function compare(question: Question, search: Search, producer: SchemaNode, consumer: SchemaNode): Verdict {
  const result = solveWithin(search, question.budget, [positive(producer, true), negative(consumer)])
  return verdictOf(question, search, result, producer, consumer)
}

function verdictOf(
  question: Question,
  search: Search,
  result: Result,
  producer: SchemaNode,
  consumer: SchemaNode,
): Verdict {
  if (result.kind === 'unknown') return { kind: 'unknown', reason: result.reason, pointer: result.pointer }
  if (result.kind === 'value') {
    const why = explain(consumer, result.value) ?? { pointer: '', keyword: consumer.pointer, message: 'is refused' }
    return { kind: 'refuted', witness: result.value, why }
  }
  const any = solveWithin(search, question.budget, [positive(producer, true)])
  return any.kind === 'empty' ? { kind: 'proven', empty: true } : { kind: 'proven' }
}

const searches = new WeakMap<Document, WeakMap<Document, Map<string, Search>>>()

export function searchFor(
  { producer, consumer, direction, open = false }: Pick<Question, 'producer' | 'consumer' | 'direction' | 'open'>,
  reading: Reading = 'plain',
): Search {
  const byConsumer = searches.get(producer.document) ?? new WeakMap<Document, Map<string, Search>>()
  searches.set(producer.document, byConsumer)
  const known = byConsumer.get(consumer.document) ?? new Map<string, Search>()
  byConsumer.set(consumer.document, known)
  const key = `${direction} ${reading} ${open}`
  const search = known.get(key) ?? createSearch(open)
  known.set(key, search)
  return search
}

/**
 * Is every value that the producer makes accepted by the consumer? A witness is handed over only where Ajv and Hyperjump
 * both say that the one contract accepts it and the other refuses it.
 */
export async function containsConfirmed(question: Question): Promise<Verdict> {
  const verdict = contains(question)
  if (verdict.kind !== 'refuted') return verdict
  const dispute = await confirm(question, verdict.witness)
  return dispute === null ? verdict : { kind: 'unknown', reason: dispute, pointer: verdict.why.keyword }
}
