import type { Node } from './node.ts'
import { declared, delimiterOf, listed, NUMBER, type Text, toText } from './spelling.ts'
import type { Json, Schema } from './types.ts'

/** True where it is proved that all values of the first schema are of the second. */
type Takes = (given: Schema, schema: Schema) => boolean

const text = (pattern: string): Schema => ({ type: 'string', pattern })
const between = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum })

const KINDS: readonly [spoken: Schema, spelled: Schema][] = [
  [{ type: 'number' }, text(NUMBER)],
  [{ type: 'integer' }, text('^-?(?:0|[1-9]\\d*)$')],
  [{ type: 'integer', minimum: 0 }, text('^(?:0|[1-9]\\d*)$')],
  [{ type: 'integer', minimum: 1 }, text('^[1-9]\\d*$')],
]
const TRUTHS: readonly [spoken: Schema, spelled: Schema][] = [
  [{ const: true }, { const: 'true' }],
  [{ const: false }, { const: 'false' }],
]

/** Single values beyond those of a schema that are taken for one of its own, because they are written alike. */
export function scalars(schema: Schema, node: Node, takes: Takes, how: Text): Schema[] {
  const types = declared(node)
  const isText = types.size === 0 || types.has('string')
  if (isText && takes({ type: 'string' }, schema)) return anyText(how)
  const added = listed(node).flatMap((value) => otherwise(value).filter(() => takes({ const: value }, schema)))
  const learn = (kinds: readonly [Schema, Schema][], isSpoken: boolean): void => {
    for (const [spoken, spelled] of kinds) {
      if (isText && takes(spelled, schema)) added.push(spoken)
      if (isSpoken && takes(spoken, schema)) added.push(spelled)
    }
  }
  learn(KINDS, types.has('number'))
  learn(TRUTHS, types.has('boolean'))
  for (const [numbers, digits] of [
    [(count: number) => between(0, 10 ** count - 1), (count: number) => text(`^(?:0|[1-9]\\d{0,${count - 1}})$`)],
    [(count: number) => between(1, 10 ** count - 1), (count: number) => text(`^[1-9]\\d{0,${count - 1}}$`)],
    [(count: number) => between(1 - 10 ** count, -1), (count: number) => text(`^-[1-9]\\d{0,${count - 1}}$`)],
  ] as const) {
    const short = isText ? longest((count) => takes(digits(count), schema)) : 0
    if (short > 0) added.push(numbers(short))
    const small = types.has('number') ? longest((count) => takes(numbers(count), schema)) : 0
    if (small > 0) added.push(digits(small))
  }
  return added
}

/** What is written at all is some text. */
function anyText(how: Text): Schema[] {
  const plain = { type: ['string', 'number', 'boolean'] }
  return [
    plain,
    ...(how.isItem ? [{ type: 'array' }] : delimiterOf(how) === undefined ? [] : [{ type: 'array', items: plain }]),
    ...(how.objects === 'text' ? [] : [{ type: 'object' }]),
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
  if (holds(15)) return 15
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (holds(middle)) low = middle
    else high = middle
  }
  return low
}
