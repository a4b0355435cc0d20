import { evaluate } from './evaluate.ts'
import { follow } from './identify.ts'
import { type Literal, no, yes } from './literal.ts'
import { type Node, type TypeName, typeOf } from './node.ts'
import { nodeOf } from './side.ts'
import type { Json, Schema, Wire } from './types.ts'
import type { View } from './view.ts'

const NATURAL = '^(?:0|[1-9]\\d*)$'
const INTEGER = '^-?(?:0|[1-9]\\d*)$'
const NUMBER = '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?$'

const visible = '[\\x21-\\x7e]'
const DELIMITERS: Partial<Record<Wire['style'], string>> = {
  simple: ',',
  form: ',',
  spaceDelimited: ' ',
  pipeDelimited: '\\|',
}

/** What can be sent at all: no null, no empty list or object, and only what the place of the parameter can carry. */
export function sendable(producer: Schema, wire: Wire): Schema {
  const text: Schema =
    wire.in === 'path'
      ? { minLength: 1 }
      : wire.in === 'header'
        ? { pattern: `^(?:${visible}(?:[\\x20-\\x7e]*${visible})?)?$` }
        : {}
  const types = ['string', 'number', 'boolean', 'array', 'object']
  const parts: Schema = { items: { ...text, type: types }, additionalProperties: { ...text, type: types } }
  // Negated twice, a schema declares nothing: what the producer's own objects may carry is left to them.
  return { allOf: [producer, { ...text, type: types, minItems: 1, minProperties: 1 }, { not: { not: parts } }] }
}

/**
 * All values that a server of this schema may read a sent value as: texts stay texts, or become what a declared type makes
 * of them.
 */
export function readings(consumer: Node, value: Json, wire: Wire): Json[] {
  const types = declared(consumer)
  return spellings(value, wire).filter((reading) => typeof reading === 'string' || types.has(typeOf(reading)))
}

function spellings(value: Json, wire: Wire): Json[] {
  const texts = leaves(value, toText)
  const found = [value, texts, leaves(texts, fromText)]
  if (Array.isArray(value) && value.length === 1) found.push(...spellings(value[0] as Json, wire))
  if (!Array.isArray(value) && typeof value !== 'object') {
    const pieces = split(toText(value), wire)
    found.push(pieces, leaves(pieces, fromText))
  }
  return found
}

/** The types that a schema names, itself or in its parts; a schema that names none is read as text. */
function declared(given: Node, depth = 0): Set<TypeName> {
  const node = follow(given)
  const types = new Set<TypeName>()
  for (const type of node.types ?? []) types.add(type === 'integer' ? 'number' : type)
  for (const value of node.values ?? []) types.add(typeOf(value))
  if (depth < 8)
    for (const part of [...node.all, ...node.any.flat(), ...node.one.flat()])
      for (const type of declared(part, depth + 1)) types.add(type)
  return types
}

export const isAccepted = (consumer: Node, value: Json, wire: Wire): boolean =>
  readings(consumer, value, wire).some((reading) => evaluate(consumer, reading).truth === true)

const leaves = (value: Json, change: (leaf: Json) => Json): Json => {
  if (Array.isArray(value)) return value.map((item) => leaves(item, change))
  if (typeof value !== 'object' || value === null) return change(value)
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, leaves(member, change)]))
}
const toText = (leaf: Json): string => (typeof leaf === 'string' ? leaf : JSON.stringify(leaf))
const fromText = (leaf: Json): Json => {
  if (leaf === 'true' || leaf === 'false') return leaf === 'true'
  return typeof leaf === 'string' && new RegExp(NUMBER).test(leaf) ? Number(leaf) : leaf
}

function split(text: string, { style, explode }: Wire): string[] {
  const delimiter = DELIMITERS[style]
  return explode || delimiter === undefined ? [text] : text.split(new RegExp(delimiter))
}

/** Proves that no value meets all of the literals. */
type IsEmpty = (literals: readonly Literal[]) => boolean

/**
 * The consumer's schema with what else it takes because it comes as text: numbers where it takes their digits, digits
 * where it takes their numbers, one text where it takes a list. Only what is proved is added.
 */
export function widen(isEmpty: IsEmpty, consumer: Schema, view: View, wire: Wire, depth = 0): Schema {
  const node = nodeOf(consumer, view)
  const takes = (schema: Schema): boolean => isEmpty([yes(nodeOf(schema, view)), no(node)])
  const added: Schema[] = []
  const pairs: [numbers: Schema, texts: Schema][] = [
    [{ type: 'number' }, { type: 'string', pattern: NUMBER }],
    [{ type: 'integer' }, { type: 'string', pattern: INTEGER }],
    [
      { type: 'integer', minimum: 0 },
      { type: 'string', pattern: NATURAL },
    ],
    [
      { type: 'integer', minimum: 1 },
      { type: 'string', pattern: '^[1-9]\\d*$' },
    ],
    [{ const: true }, { const: 'true' }],
    [{ const: false }, { const: 'false' }],
  ]
  const types = declared(node)
  const isUntyped = types.size === 0
  for (const [spoken, spelled] of pairs) {
    if ((isUntyped || types.has('string')) && takes(spelled)) added.push(spoken)
    if (types.has(typeof spoken === 'object' && 'const' in spoken ? 'boolean' : 'number') && takes(spoken))
      added.push(spelled)
  }
  const longest = [15, 12, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1].find((digits) =>
    takes({ type: 'string', pattern: `^(?:0|[1-9]\\d{0,${digits - 1}})$` }),
  )
  if (longest) added.push({ type: 'integer', minimum: 0, maximum: 10 ** longest - 1 })
  const copy = typeof consumer === 'object' && depth < 3 ? inside(isEmpty, consumer, view, wire, depth) : consumer
  return {
    anyOf: [
      consumer,
      copy,
      ...added,
      ...single(copy, wire, (items) => isEmpty([yes(nodeOf({ type: 'string' }, view)), no(nodeOf(items, view))])),
    ],
  }
}

function inside(
  isEmpty: IsEmpty,
  schema: { [keyword: string]: unknown },
  view: View,
  wire: Wire,
  depth: number,
): { [keyword: string]: unknown } {
  const deeper = (part: unknown): Schema => widen(isEmpty, part as Schema, view, wire, depth + 1)
  const target = typeof schema.$ref === 'string' ? view.targets.get(schema.$ref) : undefined
  const own = target && Object.keys(schema).length === 1 && typeof target.schema === 'object' ? target.schema : schema
  const copy = { ...own }
  if (own.items !== undefined) copy.items = deeper(own.items)
  if (Array.isArray(own.prefixItems)) copy.prefixItems = own.prefixItems.map(deeper)
  if (own.properties && typeof own.properties === 'object')
    copy.properties = Object.fromEntries(Object.entries(own.properties).map(([name, part]) => [name, deeper(part)]))
  if (typeof own.additionalProperties === 'object') copy.additionalProperties = deeper(own.additionalProperties)
  return copy
}

/** A list of one, sent as `k=v`, is what a scalar looks like; where the text may be split, no text may matter. */
function single(schema: Schema, { style, explode }: Wire, takesText: (items: Schema) => boolean): Schema[] {
  if (typeof schema !== 'object' || schema.items === undefined || 'prefixItems' in schema || 'contains' in schema)
    return []
  const [min, max] = [Number(schema.minItems ?? 0), Number(schema.maxItems ?? Number.POSITIVE_INFINITY)]
  if (min > 1 || max < 1 || ![schema.type].flat().includes('array')) return []
  const items = schema.items as Schema
  const delimiter = DELIMITERS[style]
  const isWhole = explode || delimiter === undefined
  const isFree = max === Number.POSITIVE_INFINITY && schema.uniqueItems !== true && takesText(items)
  return [isWhole || isFree ? items : { allOf: [items, { not: { type: 'string', pattern: delimiter } }] }]
}
