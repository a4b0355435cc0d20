import { evaluate } from '../../json-schema/evaluate/evaluate.ts'
import type { Json, Schema } from '../../json-schema/question.ts'
import type { SchemaNode } from '../../json-schema/read/node.ts'
import type { Text } from './wire.ts'
import { declared, delimiterOf, listed, NUMBER, toText } from './wire-readings.ts'

/** True where it is proved that all values of the first schema are of the second. */
type Takes = (given: Schema, schema: Schema) => boolean

const text = (pattern: string): Schema => ({ type: 'string', pattern })
const between = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum })

/** Numbers or booleans, and the texts that write them. Where a schema refuses one of the examples, no proof is asked for. */
interface Alike {
  values: Schema
  texts: Schema
  /** Every text that such an integer is read from, leading zeros included. */
  readable?: Schema
  examples: (number | boolean)[]
}

const KINDS: readonly Alike[] = [
  { values: { type: 'number' }, texts: text(NUMBER), examples: [0, -1, 0.5, 1e21] },
  {
    values: { type: 'integer' },
    texts: text('^-?(?:0|[1-9]\\d*)$'),
    readable: text('^-?\\d{1,15}$'),
    examples: [0, -1, 12, -345],
  },
  {
    values: { type: 'integer', minimum: 0 },
    texts: text('^(?:0|[1-9]\\d*)$'),
    readable: text('^\\d{1,15}$'),
    examples: [0, 1, 12, 1e9],
  },
  { values: { type: 'integer', minimum: 1 }, texts: text('^[1-9]\\d*$'), examples: [1, 12, 1e9] },
]
const TRUTHS: readonly Alike[] = [
  { values: { const: true }, texts: { const: 'true' }, examples: [true] },
  { values: { const: false }, texts: { const: 'false' }, examples: [false] },
]
const natural = (digits: number): Alike => ({
  values: between(0, 10 ** digits - 1),
  texts: text(`^(?:0|[1-9]\\d{0,${digits - 1}})$`),
  readable: text(`^0*\\d{1,${digits}}$`),
  examples: [0, 10 ** digits - 1],
})
const positive = (digits: number): Alike => ({
  values: between(1, 10 ** digits - 1),
  texts: text(`^[1-9]\\d{0,${digits - 1}}$`),
  readable: text(`^0*[1-9]\\d{0,${digits - 1}}$`),
  examples: [1, 10 ** digits - 1],
})
const negative = (digits: number): Alike => ({
  values: between(1 - 10 ** digits, -1),
  texts: text(`^-[1-9]\\d{0,${digits - 1}}$`),
  readable: text(`^-0*[1-9]\\d{0,${digits - 1}}$`),
  examples: [-1, 1 - 10 ** digits],
})

/** Scalars that a schema refuses as JSON and accepts on the wire, because their text is that of a value it accepts. */
export function scalars(schema: Schema, node: SchemaNode, takes: Takes, how: Text): Schema[] {
  const isTaken = (value: Json) => evaluate(node, value).truth === true
  const types = declared(node)
  const isText = types.size === 0 || types.has('string')
  if (isText && ['', 'a', 'b c'].every(isTaken) && takes({ type: 'string' }, schema)) return anyText(how)
  const takesTexts = ({ texts, examples }: Alike) =>
    isText && examples.every((value) => isTaken(toText(value))) && takes(texts, schema)
  const takesValues = ({ values, examples }: Alike) => examples.every(isTaken) && takes(values, schema)
  const readFrom = ({ texts, readable }: Alike): Schema =>
    readable && types.has('integer') ? { anyOf: [texts, readable] } : texts
  const added = listed(node).flatMap((value) => (isTaken(value) ? otherwise(value) : []))
  const learn = (alike: Alike, isNamed: boolean): void => {
    if (takesTexts(alike)) added.push(alike.values)
    if (isNamed && takesValues(alike)) added.push(readFrom(alike))
  }
  for (const kind of KINDS) learn(kind, types.has('number'))
  for (const truth of TRUTHS) learn(truth, types.has('boolean'))
  for (const band of [natural, positive, negative]) {
    const short = longest((digits) => takesTexts(band(digits)))
    if (short > 0) added.push(band(short).values)
    const small = types.has('number') ? longest((digits) => takesValues(band(digits))) : 0
    if (small > 0) added.push(readFrom(band(small)))
  }
  return added
}

/** What is written at all is some text. */
function anyText(how: Text): Schema[] {
  const plain = { type: ['string', 'number', 'boolean'] }
  return [
    plain,
    ...(how.isItem ? [{ type: 'array' }] : delimiterOf(how) === undefined ? [] : [{ type: 'array', items: plain }]),
    ...(how.objects === 'style' ? [] : [{ type: 'object' }]),
  ]
}

/** The number or truth that a text is read as, the text that one of those is written as. */
function otherwise(value: Json): Schema[] {
  if (typeof value === 'number' || typeof value === 'boolean') return [{ const: toText(value) }]
  if (typeof value !== 'string') return []
  if (value === 'true' || value === 'false') return [{ const: value === 'true' }]
  return new RegExp(NUMBER).test(value) && toText(Number(value)) === value ? [{ const: Number(value) }] : []
}

/** The largest number of digits, up to 15, that holds; 0 for none. */
function longest(holds: (digits: number) => boolean): number {
  let [low, high] = [0, 16]
  if (!holds(1)) return 0
  if (holds(15)) return 15
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (holds(middle)) low = middle
    else high = middle
  }
  return low
}
