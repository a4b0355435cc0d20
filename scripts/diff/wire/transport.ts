import { nodeOf } from '../../json-schema/canonical/side.ts'
import type { Json, Schema, Sided } from '../../json-schema/question.ts'
import type { SchemaNode } from '../../json-schema/read/node.ts'
import type { View } from '../../json-schema/read/view.ts'
import { negative, positive } from '../../json-schema/solve/literal.ts'
import type { IsEmpty, Transport } from '../../json-schema/transport.ts'
import { type Disjunct, disjunctsOf, hasParts, withParts } from './disjuncts.ts'
import { readBack, shapeOf } from './read-back.ts'
import { scalars } from './scalars.ts'
import { sendableValues } from './sendable.ts'
import { isForm, memberText, memberWriting, type Text, textOf, type Wire } from './wire.ts'
import { delimiterOf, memberWireReadings, wireReadings } from './wire-readings.ts'
import { withMembers } from './with-members.ts'

/** What becomes of values that one side sends by a contract and the other reads by another. */
export function transportOf(wire: Wire, producer: Sided, consumer: Sided): Transport {
  const [sent, read] = [shapeOf(producer), shapeOf(consumer)]
  return {
    // Negated twice, a schema declares nothing: what the producer's own objects may carry is left to them.
    sendable: (schema) => ({ allOf: [schema, { not: { not: sendableValues(wire, sent) } }] }),
    readBack: (value) => readBack(value, wire, sent),
    readings: (node, value) => [...readings(node, value, wire), ...orNone(readBack(value, wire, read))],
    widen: (isEmpty, schema, view) => widen(isEmpty, schema, view, wire),
    suspects,
  }
}

/** Values that few readings save. */
const suspects: readonly Schema[] = [
  { type: 'array', minItems: 2 },
  { type: 'string', pattern: '[^0-9]' },
  { type: 'number', not: { type: 'integer' } },
  { type: 'integer', maximum: -1 },
  ...[1e3, 1e6, 1e9, 1e12].map((minimum) => ({ type: 'integer', minimum })),
]

const orNone = (value: Json | undefined): Json[] => (value === undefined ? [] : [value])

/**
 * All values that a server of this schema may read a sent value as: texts stay texts, or become what a declared type makes
 * of them.
 */
function readings(consumer: SchemaNode, value: Json, wire: Wire): Json[] {
  if (!isForm(wire)) return wireReadings(consumer, value, textOf(wire))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [value]
  return memberWireReadings(consumer, value, (name) => memberText(memberWriting(wire, name)))
}

/**
 * The consumer's schema with what else it takes because it comes as text: numbers where it takes their digits, digits
 * where it takes their numbers, one text where it takes a list. Only what is proved is added.
 */
function widen(isEmpty: IsEmpty, consumer: Schema, view: View, wire: Wire): Schema {
  const terms: TransportTerms = {
    view,
    takes: (given, schema) => isEmpty([positive(nodeOf(given, view)), negative(nodeOf(schema, view))]),
    areDisjoint: (one, other) => isEmpty([positive(nodeOf(one, view)), positive(nodeOf(other, view))]),
  }
  if (!isForm(wire)) return written(consumer, terms, textOf(wire), 0)
  const widened = (schema: Schema, name: string) => {
    const writing = memberText(memberWriting(wire, name))
    return writing === 'json' ? schema : written(schema, terms, writing, 1)
  }
  return { anyOf: [consumer, ...membersOf(consumer, disjunctsOf(consumer, terms), view, widened)] }
}

/** The schema by its alternatives, or as it stands, with other schemas for its members. */
function membersOf(
  schema: Schema,
  disjuncts: Disjunct[] | undefined,
  view: View,
  member: (part: Schema, name: string) => Schema,
): Schema[] {
  if (disjuncts !== undefined) return disjuncts.filter(hasParts).map((disjunct) => withParts(disjunct, { member }))
  const whole = withMembers(schema, view, member)
  return whole === undefined ? [] : [whole]
}

interface TransportTerms {
  view: View
  /** True where it is proved that all values of the first schema are of the second. */
  takes: (given: Schema, schema: Schema) => boolean
  /** True where it is proved that no value is of both. */
  areDisjoint: (one: Schema, other: Schema) => boolean
}

/** Deeper than this no style writes. */
const DEEPEST = 3

function written(schema: Schema, terms: TransportTerms, text: Text, depth: number): Schema {
  const added = scalars(schema, nodeOf(schema, terms.view), terms.takes, text)
  const isDeep = depth >= DEEPEST
  const disjuncts = isDeep ? [] : disjunctsOf(schema, terms)
  const separable = (disjuncts ?? []).filter(hasParts)
  const { isItem, ...whole } = text
  const member = (part: Schema): Schema => written(part, terms, whole, depth + 1)
  const item = (part: Schema): Schema => written(part, terms, { ...whole, isItem: true }, depth + 1)
  const lists = isItem ? [] : separable.map((disjunct) => withParts(disjunct, { item }))
  const objects = isDeep || text.objects === 'json' ? [] : membersOf(schema, disjuncts, terms.view, member)
  const inside = [...added, ...lists, ...objects]
  if (isItem) return { anyOf: [schema, ...inside] }
  const alone: Schema = { type: 'array', minItems: 1, maxItems: 1, items: { anyOf: [schema, ...added] } }
  const singles = separable.flatMap((disjunct) =>
    disjunct.length === 1 ? single(disjunct[0] as Disjunct[number], member, terms, text) : [],
  )
  return { anyOf: [schema, ...inside, alone, ...singles] }
}

/** A list of one, sent as `k=v`, is what a scalar looks like; where the text may be split, no text may matter. */
function single(
  list: Disjunct[number],
  deeper: (items: Schema) => Schema,
  { takes }: TransportTerms,
  text: Text,
): Schema[] {
  if (list.items === undefined || 'prefixItems' in list || ![list.type].flat().includes('array')) return []
  const [min, max] = [Number(list.minItems ?? 0), Number(list.maxItems ?? Number.POSITIVE_INFINITY)]
  if (min > 1 || max < 1) return []
  const items = deeper(list.items as Schema)
  const delimiter = delimiterOf(text)
  const isFree =
    max === Number.POSITIVE_INFINITY && list.uniqueItems !== true && takes({ type: 'string' }, list.items as Schema)
  const pattern = delimiter === '|' ? '\\|' : delimiter
  const whole: Schema[] = delimiter === undefined || isFree ? [] : [{ not: { type: 'string', pattern } }]
  return [{ allOf: [items, { not: { type: 'array' } }, ...whole] }]
}
