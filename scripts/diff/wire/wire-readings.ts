import { evaluate, schemasOf } from '../../json-schema/evaluate/evaluate.ts'
import type { Json } from '../../json-schema/question.ts'
import { follow, type SchemaNode, type TypeName, typeOf } from '../../json-schema/read/node.ts'
import type { MemberText, Text } from './wire.ts'

/** A schema that applies to a value; `sure` where it holds whatever alternative is taken. */
interface Applied {
  node: SchemaNode
  sure: boolean
}

export const NUMBER = '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?$'

const isNumber = new RegExp(NUMBER)
/** Leading zeros say nothing where an integer is read. */
const isInteger = /^-?\d{1,15}$/

/** At most so many readings of one value are kept. */
const MOST = 64

/** Deeper than this no style writes. */
const DEEPEST = 4

/**
 * What separates the items of a list that is written as one text; undefined where each item is written by itself. Lists
 * are separated by commas in `simple` whatever `explode` says (OpenAPI 3.1 §4.8.12.2).
 */
export function delimiterOf({ style, explode }: Pick<Text, 'style' | 'explode'>): ',' | ' ' | '|' | '.' | undefined {
  if (style === 'simple') return ','
  if (style === 'label') return explode ? '.' : ','
  if (explode) return undefined
  return ({ form: ',', matrix: ',', spaceDelimited: ' ', pipeDelimited: '|' } as const)[style as 'form']
}

/** All values that a server of these schemas may read a written value as. */
export function wireReadings(consumer: SchemaNode, value: Json, text: Text): Json[] {
  return read(appliedInPlace([{ node: consumer, sure: true }]), value, text, 0)
}

/** The same of the members of an object, each written by its own encoding. */
export function memberWireReadings(
  consumer: SchemaNode,
  value: { [name: string]: Json },
  textOf: (name: string) => MemberText,
): Json[] {
  const applied = appliedInPlace([{ node: consumer, sure: true }])
  return objects(value, (name, member) => {
    const text = textOf(name)
    return text === 'json' ? [member] : read(membersOf(applied, name), member, text, 1)
  })
}

function read(applied: Applied[], value: Json, text: Text, depth: number): Json[] {
  const types = typesOf(applied)
  const found = Array.isArray(value)
    ? list(applied, value, text, types, depth)
    : typeof value === 'object' && value !== null
      ? object(applied, value, text, types, depth)
      : scalar(applied, value, text, types, depth)
  const likely = found.filter((reading) =>
    applied.every(({ node, sure }) => !sure || evaluate(node, reading).truth !== false),
  )
  return likely.length > 0 ? likely : found
}

function scalar(applied: Applied[], value: Json, text: Text, types: Set<Declared>, depth: number): Json[] {
  const written = toText(value)
  const found: Json[] = [written]
  const isRead = (types.has('number') && isNumber.test(written)) || (types.has('integer') && isInteger.test(written))
  if (isRead) found.push(Number(written))
  if (types.has('boolean') && (written === 'true' || written === 'false')) found.push(written === 'true')
  if (!types.has('array') || depth >= DEEPEST) return found
  const delimiter = delimiterOf(text)
  return [...found, ...items(applied, delimiter === undefined ? [written] : written.split(delimiter), text, depth)]
}

const json = (applied: Applied[], value: Json, text: Text, types: Set<Declared>, depth: number): Json[] => [
  value,
  ...scalar(applied, JSON.stringify(value), text, types, depth),
]

function list(applied: Applied[], value: Json[], text: Text, types: Set<Declared>, depth: number): Json[] {
  if (text.isItem) return json(applied, value, text, types, depth)
  const delimiter = delimiterOf(text)
  const isPlain = value.every((item) => typeof item !== 'object' || item === null)
  return [
    ...items(applied, value, text, depth),
    ...(value.length === 1 ? read(applied, value[0] as Json, { ...text, isItem: true }, depth) : []),
    ...(delimiter !== undefined && isPlain && value.length > 1 ? [value.map(toText).join(delimiter)] : []),
  ]
}

const items = (applied: Applied[], value: Json[], text: Text, depth: number): Json[] =>
  product(value.map((item, index) => read(itemsOf(applied, index), item, { ...text, isItem: true }, depth + 1)))

function object(
  applied: Applied[],
  value: { [name: string]: Json },
  text: Text,
  types: Set<Declared>,
  depth: number,
): Json[] {
  if (text.objects === 'json') return json(applied, value, text, types, depth)
  if (depth >= DEEPEST) return [value]
  const { isItem: _, ...whole } = text
  return objects(value, (name, member) => read(membersOf(applied, name), member, whole, depth + 1))
}

function objects(value: { [name: string]: Json }, readMember: (name: string, member: Json) => Json[]): Json[] {
  const names = Object.keys(value)
  return product(names.map((name) => readMember(name, value[name] as Json))).map((members) =>
    Object.fromEntries(names.map((name, index) => [name, members[index] as Json])),
  )
}

/** Every combination of one from each. */
function product(choices: Json[][]): Json[][] {
  let products: Json[][] = [[]]
  for (const choice of choices)
    products = products.flatMap((taken) => choice.map((one) => [...taken, one])).slice(0, Math.max(MOST, choice.length))
  return products
}

function appliedInPlace(given: Applied[]): Applied[] {
  const found = new Map<SchemaNode, Applied>()
  const open = [...given]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const node = follow(next.node)
    const { sure } = next
    if (found.get(node)?.sure || (found.has(node) && !sure)) continue
    found.set(node, { node, sure })
    open.push(...node.all.map((part) => ({ node: part, sure })))
    const parts = [...node.any.flat(), ...node.one.flat(), ...node.when.flatMap(({ yes, no }) => [yes, no])]
    open.push(...parts.map((part) => ({ node: part, sure: false })))
  }
  return [...found.values()]
}

const membersOf = (applied: Applied[], name: string): Applied[] =>
  appliedInPlace(
    applied.flatMap(({ node, sure }) => schemasOf(node.object, name).map((child) => ({ node: child, sure }))),
  )

const itemsOf = (applied: Applied[], index: number): Applied[] =>
  appliedInPlace(
    applied.flatMap(({ node, sure }) => {
      const child = node.array.prefix[index] ?? node.array.items
      return child === null ? [] : [{ node: child, sure }]
    }),
  )

/** An `integer` is a `number` too, whose text may have leading zeros. */
type Declared = TypeName | 'integer'

/** The types that schemas name; where none is named, a text is read as text. */
function typesOf(applied: Applied[]): Set<Declared> {
  const types = new Set<Declared>()
  for (const { node } of applied) {
    for (const type of node.types ?? []) types.add(type)
    if (node.types?.has('integer')) types.add('number')
    for (const value of node.values ?? []) {
      types.add(typeOf(value))
      if (Number.isInteger(value)) types.add('integer')
    }
  }
  return types
}

export const declared = (consumer: SchemaNode): Set<Declared> =>
  typesOf(appliedInPlace([{ node: consumer, sure: true }]))

/** The single values that a schema names. */
export const listed = (consumer: SchemaNode): Json[] =>
  appliedInPlace([{ node: consumer, sure: true }]).flatMap(({ node }) => node.values ?? [])

export const toText = (leaf: Json): string => (typeof leaf === 'string' ? leaf : JSON.stringify(leaf))
