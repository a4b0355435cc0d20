import { NOTHING } from './canonical/built-nodes.ts'
import { nodeOf, readSide } from './canonical/side.ts'
import { evaluate } from './evaluate/evaluate.ts'
import { explain } from './evaluate/explain.ts'
import { confirm } from './oracles.ts'
import type { ContainmentAnswer, Document, Json, Question, Vocabulary } from './question.ts'
import type { SchemaNode } from './read/node.ts'
import { PLAIN, type Reading } from './read/view.ts'
import { solveWithin } from './solve/iterative-deepening.ts'
import type { Literal } from './solve/literal.ts'
import { negative, positive } from './solve/literal.ts'
import type { Result } from './solve/result.ts'
import type { Search } from './solve/search.ts'
import { createSearch } from './solve/solve.ts'
import type { Transport } from './transport.ts'

/**
 * Is every value that the producer makes accepted by the consumer? The engine's own verdict; `containsConfirmed` has two
 * independent validators look at its witness.
 */
export function contains(question: Question, transport?: Transport): ContainmentAnswer {
  const plain = containsAs(question, 'plain', transport)
  if (plain.kind !== 'proven') return plain
  const { view } = readSide(question.producer, question.vocabulary)
  const isTagged = view.openTag && readSide(question.consumer, question.vocabulary).view.openTag
  if (isTagged) return reread(question, 'tagged', plain, 'told apart by its discriminator', transport)
  return plain.empty && view.exclusive
    ? reread(question, 'any', plain, 'with its overlapping oneOf read as anyOf', transport)
    : plain
}

/** The same, where Ajv and Hyperjump both say of a witness that the producer accepts it and the consumer refuses it. */
export async function containsConfirmed(question: Question, transport?: Transport): Promise<ContainmentAnswer> {
  const verdict = contains(question, transport)
  if (verdict.kind !== 'refuted') return verdict
  const dispute = await confirm(question, verdict.witness, transport)
  return dispute === null ? verdict : { kind: 'unknown', reason: dispute, pointer: verdict.why.keyword }
}

/** What the schemas plainly mean where their letter admits nothing, or not what their author thinks. */
function reread(
  question: Question,
  reading: Reading,
  plain: ContainmentAnswer,
  how: string,
  transport: Transport | undefined,
): ContainmentAnswer {
  const verdict = containsAs(question, reading, transport)
  if (verdict.kind !== 'refuted') return plain
  return {
    kind: 'unknown',
    reason: `${how}, ${JSON.stringify(verdict.witness)} is refused: ${verdict.why.message}`,
    pointer: verdict.why.keyword,
  }
}

function containsAs(question: Question, reading: Reading, transport: Transport | undefined): ContainmentAnswer {
  const producer = readSide(question.producer, question.vocabulary, reading)
  const consumer = readSide(question.consumer, question.vocabulary, reading)
  if (producer.node.id === consumer.node.id)
    return producer.node.id === NOTHING.id ? { kind: 'proven', empty: true } : { kind: 'proven' }
  const search = searchFor(question, reading)
  if (!transport) return compare(question, search, producer.node, consumer.node)
  // What an unknown format leaves open, the two validators decide.
  const isProof = (sent: Json): boolean => {
    const back = transport.readBack(sent)
    const isProduced = back !== undefined && evaluate(producer.node, back).truth !== false
    return (
      isProduced &&
      transport.readings(consumer.node, sent).every((read) => evaluate(consumer.node, read).truth !== true)
    )
  }
  const sent = nodeOf(transport.sendable(producer.view.read(question.producer.schema)), producer.view)
  const untranslated = compare(question, search, sent, consumer.node)
  if (untranslated.kind !== 'refuted' || isProof(untranslated.witness)) return untranslated
  const isEmpty = (literals: readonly Literal[]): boolean =>
    solveWithin(search, question.budget, literals).kind === 'empty'
  const taken = transport.widen(isEmpty, consumer.view.read(question.consumer.schema), consumer.view)
  const refusal = negative(nodeOf(taken, consumer.view))
  for (const suspect of [true, ...transport.suspects]) {
    const literals = [positive(sent, true), positive(nodeOf(suspect, producer.view)), refusal]
    const result = solveWithin(search, question.budget, literals)
    const translated = verdictOf(question, search, result, sent, consumer.node)
    if (suspect === true && translated.kind !== 'refuted') return translated
    if (translated.kind === 'refuted' && isProof(translated.witness)) return translated
  }
  return {
    kind: 'unknown',
    reason: 'as texts on the wire, the values could not be compared',
    pointer: consumer.node.pointer,
  }
}

function compare(question: Question, search: Search, producer: SchemaNode, consumer: SchemaNode): ContainmentAnswer {
  const result = solveWithin(search, question.budget, [positive(producer, true), negative(consumer)])
  return verdictOf(question, search, result, producer, consumer)
}

function verdictOf(
  question: Question,
  search: Search,
  result: Result,
  producer: SchemaNode,
  consumer: SchemaNode,
): ContainmentAnswer {
  if (result.kind === 'unknown') {
    const { reason, pointer, isOutOfBudget } = result
    return { kind: 'unknown', reason, pointer, ...(isOutOfBudget && { isOutOfBudget }) }
  }
  if (result.kind === 'value') {
    const why = explain(consumer, result.value) ?? { pointer: '', keyword: consumer.pointer, message: 'is refused' }
    return { kind: 'refuted', witness: result.value, why }
  }
  const any = solveWithin(search, question.budget, [positive(producer, true)])
  return any.kind === 'empty' ? { kind: 'proven', empty: true } : { kind: 'proven' }
}

const searches = new WeakMap<Document, WeakMap<Document, Map<Vocabulary, Map<string, Search>>>>()

/** The search of one pair of documents: what it remembers serves every question about them. */
function searchFor({ producer, consumer, vocabulary = PLAIN, open = false }: Question, reading: Reading): Search {
  const byConsumer = searches.get(producer.document) ?? new WeakMap<Document, Map<Vocabulary, Map<string, Search>>>()
  searches.set(producer.document, byConsumer)
  const byVocabulary = byConsumer.get(consumer.document) ?? new Map<Vocabulary, Map<string, Search>>()
  byConsumer.set(consumer.document, byVocabulary)
  const known = byVocabulary.get(vocabulary) ?? new Map<string, Search>()
  byVocabulary.set(vocabulary, known)
  const key = `${reading} ${open}`
  const search = known.get(key) ?? createSearch(open)
  known.set(key, search)
  return search
}
