import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { containsMessages } from '../../../../scripts/diff/wire/messages.ts'
import { queryPairs, simpleText } from '../../../../scripts/diff/wire/serialise.ts'
import type { Wire } from '../../../../scripts/diff/wire/wire.ts'
import type { Json, Schema } from '../../../../scripts/json-schema/question.ts'
import { sided } from '../../json-schema/question.ts'
import { kindsOf, readings, validates, values, written } from './texts.ts'

/** More pairs, and other ones: WIRE_PAIRS=5000 WIRE_SEED=7 npx vitest run test/scripts/diff/compatibility/parameters-random.test.ts */
const PAIRS = Number(process.env.WIRE_PAIRS ?? 120)
const seed = Number(process.env.WIRE_SEED ?? 20261123)

interface Way {
  wire: Wire
  delimiter?: string
  /** What may be sent there at all. */
  carries: (value: Json) => boolean
}

const leaves = (value: Json): string[] => [value].flat().map(String)
const anything = () => true
/** No style says how these are written. */
const isNested = (value: Json) => [value].flat().some((leaf) => typeof leaf === 'object')
const query = (style: Wire['style'], explode: boolean): Wire => ({ in: 'query', style, explode })

const ways: [name: string, Way][] = [
  ['a query, repeated', { wire: query('form', true), carries: anything }],
  ['a query with commas', { wire: query('form', false), delimiter: ',', carries: anything }],
  ['a query with bars', { wire: query('pipeDelimited', false), delimiter: '|', carries: anything }],
  [
    'a path',
    {
      wire: { in: 'path', style: 'simple', explode: false },
      delimiter: ',',
      carries: (value) => leaves(value).every((leaf) => leaf !== ''),
    },
  ],
  ['a header', { wire: { in: 'header', style: 'simple', explode: true }, delimiter: ',', carries: anything }],
]

/** The texts of one name, as a server finds them. */
function textsOf({ in: place, style, explode }: Wire, value: Json): string[] {
  const terms = { name: 'a', writing: { by: 'style' as const, style, explode } }
  if (place !== 'query') return [decodeURIComponent(simpleText(terms, value, place === 'path'))]
  return queryPairs(terms, value).map((pair) => decodeURIComponent(pair.slice('a='.length)))
}

/** Lists are sent where lists are declared: a name that repeats is refused elsewhere. */
const isSent = (schema: Schema, value: Json) =>
  validates(schema, value) && (!Array.isArray(value) || kindsOf(schema).includes('array'))

describe('what is said of a parameter', () => {
  it.each(ways)(
    'is what a server says that reads the texts: %s',
    (_, { wire, delimiter, carries }) => {
      const seen = { proven: 0, refuted: 0, unknown: 0 }
      for (const [before, after] of fc.sample(fc.tuple(written, written), { seed, numRuns: PAIRS })) {
        const verdict = containsMessages({
          producer: sided(before),
          consumer: sided(after),
          direction: 'request',
          wire,
        })
        seen[verdict.kind]++
        const told = (value: Json) => `${JSON.stringify(before)} → ${JSON.stringify(after)}: ${JSON.stringify(value)}`
        const isTaken = (value: Json) =>
          readings(textsOf(wire, value), [after], delimiter).some((one) => validates(after, one))
        // An item with the separator in it is none that the style carries.
        const isWhole = (value: Json) =>
          !Array.isArray(value) || !value.some((item) => String(item).includes(delimiter ?? '\n'))
        if (verdict.kind === 'refuted' && !isNested(verdict.witness) && isWhole(verdict.witness))
          expect(isTaken(verdict.witness), told(verdict.witness)).toBe(false)
        if (verdict.kind !== 'proven' || verdict.empty) continue
        for (const value of values.filter((one) => isSent(before, one) && carries(one) && isWhole(one)))
          expect(isTaken(value), told(value)).toBe(true)
      }
      expect(seen.proven).toBeGreaterThan(PAIRS / 10)
      expect(seen.refuted).toBeGreaterThan(PAIRS / 4)
      expect(seen.unknown).toBeLessThan(PAIRS / 10)
    },
    120_000,
  )
})
