import { evaluate } from '../../json-schema/evaluate/evaluate.ts'
import type { Json, Schema, Wire } from '../../json-schema/question.ts'
import type { SchemaNode } from '../../json-schema/read/node.ts'
import { nodeOf } from '../../json-schema/read/side.ts'
import type { View } from '../../json-schema/read/view.ts'
import { type Literal, negative, positive } from '../../json-schema/solve/literal.ts'
import { type Disjunct, disjunctsOf, hasParts, withParts } from './disjuncts.ts'
import { scalars } from './scalars.ts'
import { delimiterOf, memberWireReadings, type Text, wireReadings } from './wire-readings.ts'
import { withMembers } from './with-members.ts'

/**
 * A form (`application/x-www-form-urlencoded`, `multipart/*`): each member is written by itself, texts as such, lists
 * item by item, objects as `objects` says.
 */
export interface FormWire extends Wire {
  /** The members of which `encoding` says more (OpenAPI 3.1 §4.8.15). */
  said: Readonly<Record<string, Writing>>
  objects: Text['objects']
}

/** `json`: by its media type, so that `5` is not `"5"`. */
export type Writing = 'json' | Text

export const isForm = (wire: Wire): wire is FormWire => 'said' in wire

const textOf = (wire: Wire): Text => ({ ...wire, objects: isForm(wire) ? wire.objects : 'text' })

const writingOf = (wire: FormWire, name: string): Writing =>
  Object.hasOwn(wire.said, name) ? (wire.said[name] as Writing) : textOf(wire)

const visible = '[\\x21-\\x7e]'
const types = ['string', 'number', 'boolean', 'array', 'object']

/** What can be sent at all: no null, no empty list or object, and only what the place of the parameter can carry. */
export function sendable(producer: Schema, wire: Wire): Schema {
  if (isForm(wire)) return { allOf: [producer, undeclaring(formMembers(wire))] }
  const text: Schema =
    wire.in === 'path'
      ? { minLength: 1 }
      : wire.in === 'header'
        ? { pattern: `^(?:${visible}(?:[\\x20-\\x7e]*${visible})?)?$` }
        : {}
  const parts: Schema = { items: { ...text, type: types }, additionalProperties: { ...text, type: types } }
  return { allOf: [producer, { ...text, type: types, minItems: 1, minProperties: 1 }, undeclaring(parts)] }
}

/** Negated twice, a schema declares nothing: what the producer's own objects may carry is left to them. */
const undeclaring = (schema: Schema): Schema => ({ not: { not: schema } })

/** An empty form can be sent; a null that is no JSON, an empty list and an empty object written by style cannot. */
function formMembers(wire: FormWire): Schema {
  const written = (writing: Writing): Schema => {
    if (writing === 'json') return true
    const styled = writing.objects === 'text' ? { minProperties: 1, additionalProperties: { type: types } } : {}
    return { type: types, minItems: 1, items: { type: types, ...styled }, ...styled }
  }
  const said = Object.entries(wire.said).map(([name, writing]) => [name, written(writing)])
  return { properties: Object.fromEntries(said), additionalProperties: written(textOf(wire)) }
}

/**
 * All values that a server of this schema may read a sent value as: texts stay texts, or become what a declared type makes
 * of them.
 */
export function readings(consumer: SchemaNode, value: Json, wire: Wire): Json[] {
  if (!isForm(wire)) return wireReadings(consumer, value, textOf(wire))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [value]
  return memberWireReadings(consumer, value, (name) => writingOf(wire, name))
}

export const isAccepted = (consumer: SchemaNode, value: Json, wire: Wire): boolean =>
  readings(consumer, value, wire).some((reading) => evaluate(consumer, reading).truth === true)

/** Proves that no value meets all of the literals. */
type IsEmpty = (literals: readonly Literal[]) => boolean

/**
 * The consumer's schema with what else it takes because it comes as text: numbers where it takes their digits, digits
 * where it takes their numbers, one text where it takes a list. Only what is proved is added.
 */
export function widen(isEmpty: IsEmpty, consumer: Schema, view: View, wire: Wire): Schema {
  const terms: Terms = {
    view,
    takes: (given, schema) => isEmpty([positive(nodeOf(given, view)), negative(nodeOf(schema, view))]),
    areApart: (one, other) => isEmpty([positive(nodeOf(one, view)), positive(nodeOf(other, view))]),
  }
  if (!isForm(wire)) return written(consumer, terms, textOf(wire), 0)
  const widened = (schema: Schema, name: string) => {
    const writing = writingOf(wire, name)
    return writing === 'json' ? schema : written(schema, terms, writing, 1)
  }
  return { anyOf: [consumer, ...membersOf(consumer, disjunctsOf(consumer, terms), view, widened)] }
}

/** The schema by its alternatives, or as it stands, with other schemas for its members. */
function membersOf(
  schema: Schema,
  ways: Disjunct[] | undefined,
  view: View,
  member: (part: Schema, name: string) => Schema,
): Schema[] {
  if (ways !== undefined) return ways.filter(hasParts).map((way) => withParts(way, { member }))
  const whole = withMembers(schema, view, member)
  return whole === undefined ? [] : [whole]
}

interface Terms {
  view: View
  /** True where it is proved that all values of the first schema are of the second. */
  takes: (given: Schema, schema: Schema) => boolean
  /** True where it is proved that no value is of both. */
  areApart: (one: Schema, other: Schema) => boolean
}

/** Deeper than this no style writes. */
const DEEPEST = 3

function written(schema: Schema, terms: Terms, text: Text, depth: number): Schema {
  const added = scalars(schema, nodeOf(schema, terms.view), terms.takes, text)
  const isDeep = depth >= DEEPEST
  const ways = isDeep ? [] : disjunctsOf(schema, terms)
  const held = (ways ?? []).filter(hasParts)
  const { isItem, ...whole } = text
  const member = (part: Schema): Schema => written(part, terms, whole, depth + 1)
  const item = (part: Schema): Schema => written(part, terms, { ...whole, isItem: true }, depth + 1)
  const lists = isItem ? [] : held.map((way) => withParts(way, { item }))
  const objects = isDeep || text.objects === 'json' ? [] : membersOf(schema, ways, terms.view, member)
  const inside = [...added, ...lists, ...objects]
  if (isItem) return { anyOf: [schema, ...inside] }
  const alone: Schema = { type: 'array', minItems: 1, maxItems: 1, items: { anyOf: [schema, ...added] } }
  const singles = held.flatMap((way) =>
    way.length === 1 ? single(way[0] as Disjunct[number], member, terms, text) : [],
  )
  return { anyOf: [schema, ...inside, alone, ...singles] }
}

/** A list of one, sent as `k=v`, is what a scalar looks like; where the text may be split, no text may matter. */
function single(list: Disjunct[number], deeper: (items: Schema) => Schema, { takes }: Terms, text: Text): Schema[] {
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
