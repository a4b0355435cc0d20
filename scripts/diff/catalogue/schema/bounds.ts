/** Changes of keywords that hold a number: each can be set, unset, raised and lowered. */
import type { Schema, SchemaObject } from '../../../json-schema/question.ts'
import type { SchemaChange } from './change.ts'

interface BoundKeyword {
  name: string
  keyword: string
  /** `upper`: raising it allows more values. */
  kind: 'upper' | 'lower'
  low: number
  high: number
  /** As the subject of a sentence. */
  noun: string
  rest: SchemaObject
}

const number = { type: 'number' }
const string = { type: 'string' }
const array = { type: 'array', items: { type: 'string' } }
const object = { type: 'object' }
const contains = { type: 'array', contains: { type: 'string' } }

// biome-ignore format: a table
const table: BoundKeyword[] = [
  { name: 'max', keyword: 'maximum', kind: 'upper', low: 50, high: 100, noun: 'the largest value', rest: number },
  { name: 'min', keyword: 'minimum', kind: 'lower', low: 1, high: 10, noun: 'the smallest value', rest: number },
  { name: 'exclusive-max', keyword: 'exclusiveMaximum', kind: 'upper', low: 50, high: 100, noun: 'the bound that values stay below', rest: number },
  { name: 'exclusive-min', keyword: 'exclusiveMinimum', kind: 'lower', low: 0, high: 10, noun: 'the bound that values stay above', rest: number },
  { name: 'max-length', keyword: 'maxLength', kind: 'upper', low: 20, high: 50, noun: 'the greatest length', rest: string },
  { name: 'min-length', keyword: 'minLength', kind: 'lower', low: 1, high: 3, noun: 'the least length', rest: string },
  { name: 'max-items', keyword: 'maxItems', kind: 'upper', low: 10, high: 100, noun: 'the greatest number of items', rest: array },
  { name: 'min-items', keyword: 'minItems', kind: 'lower', low: 1, high: 2, noun: 'the least number of items', rest: array },
  { name: 'max-properties', keyword: 'maxProperties', kind: 'upper', low: 5, high: 10, noun: 'the greatest number of members', rest: object },
  { name: 'min-properties', keyword: 'minProperties', kind: 'lower', low: 1, high: 2, noun: 'the least number of members', rest: object },
  { name: 'max-contains', keyword: 'maxContains', kind: 'upper', low: 2, high: 5, noun: 'the greatest number of items that match `contains`', rest: contains },
  { name: 'min-contains', keyword: 'minContains', kind: 'lower', low: 2, high: 3, noun: 'the least number of items that match `contains`', rest: contains },
]

const sentences = {
  set: '{to:value} was added',
  unset: '{from:value} was removed',
  increased: 'was raised from {from:value} to {to:value}',
  decreased: 'was lowered from {from:value} to {to:value}',
}

export const bounds: readonly SchemaChange[] = table.flatMap((bound) => {
  const low = { ...bound.rest, [bound.keyword]: bound.low }
  const high = { ...bound.rest, [bound.keyword]: bound.high }
  const upper = bound.kind === 'upper'
  return [
    change(bound, 'set', 'narrows', 'was added where there was none', bound.rest, low),
    change(bound, 'unset', 'widens', 'was removed', low, bound.rest),
    change(bound, 'increased', upper ? 'widens' : 'narrows', 'was raised', low, high),
    change(bound, 'decreased', upper ? 'narrows' : 'widens', 'was lowered', high, low),
  ]
})

function change(
  { name, noun, keyword }: BoundKeyword,
  verb: keyof typeof sentences,
  effect: SchemaChange['effect'],
  words: string,
  before: Schema,
  after: Schema,
): SchemaChange {
  return {
    suffix: `${name}-${verb}`,
    effect,
    what: `${noun} (\`${keyword}\`) ${words}`,
    sentence: `${keyword} ${sentences[verb]}`,
    before,
    after,
  }
}
