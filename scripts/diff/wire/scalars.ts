import { evaluate } from '../../json-schema/evaluate/evaluate.ts'
import type { Json, Schema } from '../../json-schema/question.ts'
import type { SchemaNode } from '../../json-schema/read/node.ts'
import type { Text } from './wire.ts'
import { declared, delimiterOf, listed, NUMBER, toText } from './wire-readings.ts'

/** True where it is proved that all values of the first schema are of the second. */
type Takes = (given: Schema, schema: Schema) => boolean

const text = (pattern: string): Schema => ({ type: 'string', pattern })
const between = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum })

/** Values that are written alike, with some of each: where one of those is not taken, no proof is asked for. */
interface Alike {
  spoken: Schema
  spelled: Schema
  /** Every text that an integer is read from, leading zeros included. */
  read?: Schema
  some: (number | boolean)[]
}

const KINDS: readonly Alike[] = [
  { spoken: { type: 'number' }, spelled: text(NUMBER), some: [0, -1, 0.5, 1e21] },
  {
    spoken: { type: 'integer' },
    spelled: text('^-?(?:0|[1-9]\\d*)$'),
    read: text('^-?\\d{1,15}$'),
    some: [0, -1, 12, -345],
  },
  {
    spoken: { type: 'integer', minimum: 0 },
    spelled: text('^(?:0|[1-9]\\d*)$'),
    read: text('^\\d{1,15}$'),
    some: [0, 1, 12, 1e9],
  },
  { spoken: { type: 'integer', minimum: 1 }, spelled: text('^[1-9]\\d*$'), some: [1, 12, 1e9] },
]
const TRUTHS: readonly Alike[] = [
  { spoken: { const: true }, spelled: { const: 'true' }, some: [true] },
  { spoken: { const: false }, spelled: { const: 'false' }, some: [false] },
]
const natural = (digits: number): Alike => ({
  spoken: between(0, 10 ** digits - 1),
  spelled: text(`^(?:0|[1-9]\\d{0,${digits - 1}})$`),
  read: text(`^0*\\d{1,${digits}}$`),
  some: [0, 10 ** digits - 1],
})
const positive = (digits: number): Alike => ({
  spoken: between(1, 10 ** digits - 1),
  spelled: text(`^[1-9]\\d{0,${digits - 1}}$`),
  read: text(`^0*[1-9]\\d{0,${digits - 1}}$`),
  some: [1, 10 ** digits - 1],
})
const negative = (digits: number): Alike => ({
  spoken: between(1 - 10 ** digits, -1),
  spelled: text(`^-[1-9]\\d{0,${digits - 1}}$`),
  read: text(`^-0*[1-9]\\d{0,${digits - 1}}$`),
  some: [-1, 1 - 10 ** digits],
})

/** Single values beyond those of a schema that are taken for one of its own, because they are written alike. */
export function scalars(schema: Schema, node: SchemaNode, takes: Takes, how: Text): Schema[] {
  const isTaken = (value: Json) => evaluate(node, value).truth === true
  const types = declared(node)
  const isText = types.size === 0 || types.has('string')
  if (isText && ['', 'a', 'b c'].every(isTaken) && takes({ type: 'string' }, schema)) return anyText(how)
  const isSpelled = ({ spelled, some }: Alike) =>
    isText && some.every((value) => isTaken(toText(value))) && takes(spelled, schema)
  const isSpoken = ({ spoken, some }: Alike) => some.every(isTaken) && takes(spoken, schema)
  const readFrom = ({ spelled, read }: Alike): Schema =>
    read && types.has('integer') ? { anyOf: [spelled, read] } : spelled
  const added = listed(node).flatMap((value) => (isTaken(value) ? otherwise(value) : []))
  const learn = (alike: Alike, isNamed: boolean): void => {
    if (isSpelled(alike)) added.push(alike.spoken)
    if (isNamed && isSpoken(alike)) added.push(readFrom(alike))
  }
  for (const kind of KINDS) learn(kind, types.has('number'))
  for (const truth of TRUTHS) learn(truth, types.has('boolean'))
  for (const band of [natural, positive, negative]) {
    const short = longest((digits) => isSpelled(band(digits)))
    if (short > 0) added.push(band(short).spoken)
    const small = types.has('number') ? longest((digits) => isSpoken(band(digits))) : 0
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
