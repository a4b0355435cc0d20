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
 * independent validators look at its witness. A union with a discriminator is read as its tags say. A `oneOf` whose
 * alternatives may overlap is read by the letter and as `anyOf`, and only what both say is sure.
 */
export function contains(question: Question, transport?: Transport): ContainmentAnswer {
  const plain = containsAs(question, 'plain', transport)
  const views = [question.producer, question.consumer].map((side) => readSide(side, question.vocabulary).view)
  if (views.every(({ openTag }) => openTag)) return byTags(plain, containsAs(question, 'tagged', transport))
  const isEmpty = plain.kind === 'proven' && plain.empty === true
  if (!views.every(({ exclusive }) => exclusive) && !(isEmpty && views[0]?.exclusive)) return plain
  if (plain.kind !== 'unknown') return agreed(plain, containsAs(question, 'any', transport))
  // Dozens of alternatives that may overlap are too many to be read by the letter.
  const any = plain.isOutOfBudget ? containsAs(question, 'any', transport) : plain
  return any.kind === 'proven' && !any.empty ? any : plain
}

/** The discriminator decides, except that what is refused by the letter alone is left open. */
function byTags(plain: ContainmentAnswer, tagged: ContainmentAnswer): ContainmentAnswer {
  if (tagged.kind === 'unknown' || (plain.kind === 'refuted' && tagged.kind === 'refuted')) return plain
  if (tagged.kind === 'refuted') return { ...tagged, tagged: true }
  return plain.kind === 'refuted' ? open(plain, 'without regard to its discriminator') : tagged
}

/** What both readings of an overlapping `oneOf` say. */
function agreed(plain: ContainmentAnswer, any: ContainmentAnswer): ContainmentAnswer {
  if (any.kind === 'refuted' && plain.kind === 'proven') return open(any, 'with its overlapping oneOf read as anyOf')
  if (plain.kind === 'refuted' && any.kind === 'proven' && !any.empty)
    return open(plain, 'with its overlapping oneOf read by the letter')
  return plain
}

/** What is refused in one reading alone. */
const open = ({ witness, why }: Extract<ContainmentAnswer, { kind: 'refuted' }>, how: string): ContainmentAnswer => ({
  kind: 'unknown',
  reason: `${how}, ${JSON.stringify(witness)} is refused: ${why.message}`,
  pointer: why.keyword,
})

/** The same, where Ajv and Hyperjump both say of a witness that the producer accepts it and the consumer refuses it. */
export async function containsConfirmed(question: Question, transport?: Transport): Promise<ContainmentAnswer> {
  const verdict = contains(question, transport)
  if (verdict.kind !== 'refuted') return verdict
  const dispute = await confirm({ ...question, tagged: verdict.tagged === true }, verdict.witness, transport)
  return dispute === null ? verdict : { kind: 'unknown', reason: dispute, pointer: verdict.why.keyword }
}

function containsAs(question: Question, reading: Reading, transport: Transport | undefined): ContainmentAnswer {
  const producer = readSide(question.producer, question.vocabulary, reading)
  const consumer = readSide(question.consumer, question.vocabulary, reading)
  if (producer.node.id === consumer.node.id)
    return producer.node.id === NOTHING.id ? { kind: 'proven', empty: true } : { kind: 'proven' }
  const search = searchFor(question, reading)
  search.hints = question.hints ?? []
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
