import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyWire, judgeWritten } from '../../../../scripts/diff/judge/form.ts'
import type { Media } from '../../../../scripts/diff/normalise/exchange.ts'
import type { Json, Schema } from '../../../../scripts/diff/values/types.ts'
import { sentBody } from '../../../../scripts/diff/witness/form.ts'
import { sided } from '../values/question.ts'
import { isRead, valuesOf, written } from './texts.ts'

/** More pairs, and other ones: WIRE_PAIRS=5000 WIRE_SEED=7 npx vitest run test/scripts/diff/judge/forms-random.test.ts */
const PAIRS = Number(process.env.WIRE_PAIRS ?? 250)
const seed = Number(process.env.WIRE_SEED ?? 20261122)

type Members = { [name: string]: Schema }
interface Form {
  type: 'object'
  properties: Members
  required: string[]
}

const form = fc
  .record({
    properties: fc.dictionary(fc.constantFrom('a', 'a', 'b'), written, { minKeys: 1, maxKeys: 2, size: 'xsmall' }),
    required: fc.subarray(['a', 'b']),
  })
  .map(({ properties, required }): Form & Schema => ({
    type: 'object',
    properties,
    required: required.filter((name) => name in properties),
  }))

const media = (schema: Schema): Media => {
  const node = { value: {}, pointer: '' }
  const mediaType = 'application/x-www-form-urlencoded'
  return { mediaType, node, schema: { value: schema, pointer: '' }, hasSchema: true }
}

const bodyOf = (schema: Schema, value: Json) => String(sentBody(media(schema), value).body)

function isTaken(body: string, { properties, required }: Form): boolean {
  const texts = Map.groupBy(new URLSearchParams(body), ([name]) => name)
  const isKnown = (name: string) => properties[name] !== undefined
  return (
    required.every((name) => texts.has(name)) &&
    [...texts].every(([name, pairs]) => {
      const sent = pairs.map(([, value]) => value)
      return !isKnown(name) || isRead(sent, properties[name] as Schema)
    })
  )
}

/** Values that have every member. */
function formsOf({ properties }: Form): Json[] {
  const each = Object.entries(properties).map(([name, schema]) => [name, valuesOf(schema)] as const)
  if (each.some(([, values]) => values.length === 0)) return []
  const most = Math.max(...each.map(([, values]) => values.length))
  return Array.from({ length: most }, (_, index) =>
    Object.fromEntries(each.map(([name, values]) => [name, values[index % values.length] as Json])),
  )
}

describe('what is said of forms', () => {
  it('is what a server says that reads the texts', () => {
    const seen = { proven: 0, refuted: 0, unknown: 0 }
    for (const [before, after] of fc.sample(fc.tuple(form, form), { seed, numRuns: PAIRS })) {
      const wire = bodyWire(media(before))
      const sides = { producer: sided(before), consumer: sided(after), direction: 'request' } as const
      const verdict = judgeWritten({ ...sides, ...(wire && { wire }) })
      seen[verdict.kind]++
      const told = (value: Json) => `${JSON.stringify(before)} → ${JSON.stringify(after)}: ${JSON.stringify(value)}`
      if (verdict.kind === 'refuted')
        expect(isTaken(bodyOf(before, verdict.witness), after), told(verdict.witness)).toBe(false)
      if (verdict.kind !== 'proven' || verdict.empty) continue
      for (const value of formsOf(before)) expect(isTaken(bodyOf(before, value), after), told(value)).toBe(true)
    }
    expect(seen.proven).toBeGreaterThan(PAIRS / 10)
    expect(seen.refuted).toBeGreaterThan(PAIRS / 4)
    expect(seen.unknown).toBeLessThan(PAIRS / 20)
  }, 120_000)
})
