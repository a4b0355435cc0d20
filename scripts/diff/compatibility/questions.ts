import { at, step, tokens } from '../../json-schema/pointer.ts'
import type { ContainmentAnswer, Document, Json, Schema, Sided } from '../../json-schema/question.ts'
import type { Direction } from '../../openapi/direction.ts'
import { isJsonObject } from '../../openapi/grammar.ts'
import type { Contract } from '../../openapi/model/exchange.ts'
import type { Writing } from '../../openapi/wire.ts'
import type { Cause } from '../schema-diff/cause.ts'
import type { ValuePair } from '../schema-diff/graph.ts'
import type { Same } from '../schema-diff/same.ts'
import { containsMessages, type MessageQuestion } from '../wire/messages.ts'
import { type FormWire, isForm } from '../wire/wire.ts'
import { applyChanges } from './apply-changes.ts'
import { createBudget } from './budget.ts'
import { type Exclusive, exclusivesOf } from './exclusive.ts'
import { realQuestion } from './prove.ts'
import type { SchemaUse } from './schema-use.ts'

/** The questions about values that one comparison asks, each once. `open`: senders add members that nobody declared. */
export interface Questions {
  /** Is one value still taken, when only these of its causes are changed? */
  local: (pair: ValuePair, causes: Cause[], direction: Direction, open: boolean) => ContainmentAnswer
  /** The same of a value that is a member of a form, written in this way or as is usual. */
  member: (
    pair: ValuePair,
    causes: Cause[],
    direction: Direction,
    form: FormWire,
    writing?: Writing,
  ) => ContainmentAnswer
  /** The same of a whole parameter, header or body. */
  part: (use: SchemaUse, causes: Cause[], open: boolean) => ContainmentAnswer
  /** With everything changed. */
  whole: (use: SchemaUse, open?: boolean) => ContainmentAnswer
  exclusive: Exclusive
  /** Of the changed keywords alone, without what stands beside them; alternatives may overlap. */
  isolated: (cause: Cause, use: SchemaUse) => ContainmentAnswer
  /** True where both sides of a value take the same. */
  equivalent: (pair: ValuePair, causes: Cause[]) => boolean
}

/** Steps of work for one question. */
const STEPS = 20_000

export function questionsOf(base: Contract, revision: Contract, same: Same): Questions {
  const known = new Map<string, ContainmentAnswer>()
  const within = createBudget()
  const numbers = new Map<Cause, number>()
  const patchedDocuments = new Map<string, Document>()

  const once = (kind: string, place: string, rest: string, question: () => MessageQuestion): ContainmentAnswer => {
    const key = `${kind} ${place} ${rest}`
    const held = known.get(key)
    if (held !== undefined) return held
    const verdict = within(place, STEPS, question())
    known.set(key, verdict)
    return verdict
  }

  /** Where a search comes to no end, a message of what was changed is tried at each place first. */
  const hinted = (
    verdict: ContainmentAnswer,
    causes: Cause[],
    direction: Direction,
    question: () => MessageQuestion,
  ): ContainmentAnswer => {
    if (verdict.kind !== 'unknown' || !verdict.isOutOfBudget || causes.length !== 1) return verdict
    const hints = hintsOf(causes[0] as Cause, direction)
    if (hints.length === 0) return verdict
    const again = containsMessages({ ...question(), hints, budget: STEPS })
    return again.kind === 'refuted' ? again : verdict
  }

  function keyOf(causes: Cause[], direction: Direction): string {
    for (const cause of causes) if (!numbers.has(cause)) numbers.set(cause, numbers.size)
    return `${direction} ${causes.map((cause) => numbers.get(cause)).join()}`
  }

  /** The producer's document, changed as the consumer's in these respects. */
  function changed(causes: Cause[], direction: Direction): Document {
    const key = keyOf(causes, direction)
    const held = patchedDocuments.get(key)
    if (held !== undefined) return held
    const isRequest = direction === 'request'
    const [producer, consumer] = isRequest ? [base.document, revision.document] : [revision.document, base.document]
    const edits = causes.map(({ base: before, revision: after, ops }) =>
      isRequest ? { producer: before, consumer: after, ops } : { producer: after, consumer: before, ops },
    )
    const document = applyChanges({ producer, consumer, producerIs: isRequest ? 'base' : 'revision', same }, edits)
    patchedDocuments.set(key, document)
    return document
  }

  function ask(place: string, causes: Cause[], direction: Direction): MessageQuestion {
    const { document } = direction === 'request' ? base : revision
    const sided = (inside: Document) => ({ schema: (at(inside, place) ?? true) as Schema, document: inside })
    return { producer: sided(document), consumer: sided(changed(causes, direction)), direction }
  }

  /** Messages of the schemas around a change that show it by themselves: short ones, and ones with every member. */
  function hintsOf(cause: Cause, direction: Direction): Json[] {
    const { document } = direction === 'request' ? base : revision
    const places = placesAround(direction === 'request' ? cause.base : cause.revision)
    return places.flatMap((place) => {
      const asked = ask(place, [cause], direction)
      const full = { ...asked.producer, schema: { allOf: [asked.producer.schema], required: namesAt(document, place) } }
      return [full, asked.producer].flatMap((producer) => {
        const verdict = once('hint', place, `${producer === full} ${keyOf([cause], direction)}`, () => ({
          ...asked,
          producer,
        }))
        return verdict.kind === 'refuted' ? [verdict.witness] : []
      })
    })
  }

  const local: Questions['local'] = (pair, causes, direction, open) =>
    once('local', pair.key, `${open} ${keyOf(causes, direction)}`, () => ({
      ...ask(direction === 'request' ? pair.base : pair.revision, causes, direction),
      ...(open && { open }),
    }))

  const member: Questions['member'] = (pair, causes, direction, form, writing) =>
    once(`member ${JSON.stringify(writing)}`, pair.key, keyOf(causes, direction), () => {
      const { producer, consumer } = ask(direction === 'request' ? pair.base : pair.revision, causes, direction)
      const within = ({ schema, ...side }: Sided): Sided => ({
        ...side,
        schema: { type: 'object', required: ['it'], properties: { it: schema } },
      })
      const wire: FormWire = { ...form, encoded: writing === undefined ? {} : { it: writing } }
      return { producer: within(producer), consumer: within(consumer), direction, wire }
    })

  return {
    local,
    member,
    exclusive: exclusivesOf(base, revision, same, within),
    isolated: (cause, { direction, wire }) =>
      once('isolated', `${wire === undefined || isForm(wire)}`, keyOf([cause], direction), () => {
        const before = { ...sideOf(base), schema: isolatedSchema(at(base.document, cause.base), cause) }
        const after = { ...sideOf(revision), schema: isolatedSchema(at(revision.document, cause.revision), cause) }
        const [producer, consumer] = direction === 'request' ? [before, after] : [after, before]
        return { producer, consumer, direction, ...(wire && !isForm(wire) && { wire }) }
      }),
    part(use, causes, open) {
      const question = () => ({
        ...ask((use.direction === 'request' ? use.base : use.revision).pointer, causes, use.direction),
        ...(use.wire && { wire: use.wire }),
        ...(open && { open }),
      })
      const verdict = once('part', use.place, `${open} ${keyOf(causes, use.direction)}`, question)
      return hinted(verdict, causes, use.direction, question)
    },
    whole: (use, open = false) =>
      once('whole', use.place, `${open} ${use.direction}`, () => ({
        ...realQuestion(use, { base, revision }),
        ...(open && { open }),
      })),
    equivalent: (pair, causes) =>
      (['request', 'response'] as const).every((direction) => local(pair, causes, direction, true).kind === 'proven'),
  }
}

const sideOf = ({ document }: Contract) => ({ document })

function isolatedSchema(schema: unknown, { ops, key }: Cause): Schema {
  if (!isJsonObject(schema)) return true
  const own = tokens(key.base ?? key.revision ?? '').slice(0, 1)
  const keys = ops.flatMap((op) => (op.kind === 'keywords' ? op.keys : 'keyword' in op ? [op.keyword] : own))
  const picked = Object.entries(schema).filter(([keyword]) => keys.length === 0 || keys.includes(keyword))
  return Object.fromEntries(picked.map(([keyword, value]) => [keyword === 'oneOf' ? 'anyOf' : keyword, value]))
}

/** The component that a place lies in, and the alternatives around it, the nearest first. */
function placesAround(pointer: string): string[] {
  const path = tokens(pointer)
  const places: string[] = []
  for (let length = path.length; length >= 3; length--) {
    const [holder, index] = [path[length - 2] ?? '', path[length - 1] ?? '']
    const isComponent = length === 3 && path[0] === 'components' && path[1] === 'schemas'
    if (isComponent || (/^(oneOf|anyOf|allOf)$/.test(holder) && /^\d+$/.test(index)))
      places.push(step('', ...path.slice(0, length)))
  }
  return places.slice(0, 4)
}

/** The names of the members that a schema declares. */
function namesAt(document: Document, place: string): string[] {
  const schema = at(document, place)
  return isJsonObject(schema) && isJsonObject(schema.properties) ? Object.keys(schema.properties) : []
}
