import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyWire } from '../../../../scripts/diff/wire/body.ts'
import { containsMessages } from '../../../../scripts/diff/wire/messages.ts'
import { sentBody } from '../../../../scripts/diff/witness/form.ts'
import type { Json, Schema } from '../../../../scripts/json-schema/question.ts'
import type { Media } from '../../../../scripts/openapi/model/exchange.ts'
import { sided } from '../../json-schema/question.ts'
import { form, kindsOf, readings, validates, values } from './texts.ts'

/** More pairs, and other ones: WIRE_PAIRS=5000 WIRE_SEED=7 npx vitest run test/scripts/diff/compatibility/forms-random.test.ts */
const PAIRS = Number(process.env.WIRE_PAIRS ?? 250)
const seed = Number(process.env.WIRE_SEED ?? 20261122)

type Members = { [name: string]: Schema }

const media = (schema: Schema): Media => {
  const node = { value: {}, pointer: '' }
  const mediaType = 'application/x-www-form-urlencoded'
  return { mediaType, node, schema: { value: schema, pointer: '' }, hasSchema: true, examples: [] }
}

const bodyOf = (schema: Schema, value: Json) => String(sentBody(media(schema), value).body)

/** Every schema of every member. */
function membersOf(schema: Schema): Map<string, Schema[]> {
  const { properties = {}, ...rest } = schema as { properties?: Members; [list: string]: unknown }
  const found = new Map(Object.entries(properties).map(([name, member]) => [name, [member]]))
  for (const list of ['allOf', 'anyOf', 'oneOf'])
    for (const part of (rest[list] ?? []) as Schema[])
      for (const [name, schemas] of membersOf(part)) found.set(name, [...(found.get(name) ?? []), ...schemas])
  return found
}

/** A server that makes of the texts whatever its schema takes, be it what they were made of. */
function isTaken(value: Json, body: string, schema: Schema): boolean {
  const known = membersOf(schema)
  const texts = Map.groupBy(new URLSearchParams(body), ([name]) => name)
  let forms: { [name: string]: Json }[] = [{}]
  for (const [name, pairs] of texts) {
    const each = readings(
      pairs.map(([, value]) => value),
      known.get(name) ?? [],
    )
    forms = forms.flatMap((held) => each.map((value) => ({ ...held, [name]: value })))
  }
  return [value, ...forms].some((one) => validates(schema, one))
}

/** True where each member is one that some schema which holds speaks of: clients send no others. */
function isDeclared(schema: Schema, value: { [name: string]: Json }): boolean {
  const holding = (given: Schema): string[] => {
    const { properties = {}, ...rest } = given as { properties?: Members; [list: string]: unknown }
    const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((list) => (rest[list] ?? []) as Schema[])
    return [...Object.keys(properties), ...parts.filter((part) => validates(part, value)).flatMap(holding)]
  }
  const known = holding(schema)
  return Object.keys(value).every((name) => known.includes(name))
}

/** A name repeats where a list is declared, and nowhere else. */
function areListsDeclared(schema: Schema, form: { [name: string]: Json }): boolean {
  const known = membersOf(schema)
  return Object.entries(form).every(
    ([name, value]) => !Array.isArray(value) || known.get(name)?.some((one) => kindsOf(one).includes('array')),
  )
}

function* formsOf(schema: Schema): Generator<Json> {
  const names = [...membersOf(schema).keys()]
  for (let index = 0; index < values.length; index++)
    for (const shift of [0, 7, 31, 44]) {
      const form = Object.fromEntries(
        names.map((name, at) => [name, values[(index + at * shift) % values.length] as Json]),
      )
      const [first = ''] = names
      for (const one of [form, { [first]: form[first] as Json }])
        if (validates(schema, one) && isDeclared(schema, one) && areListsDeclared(schema, one)) yield one
    }
}

describe('what is said of forms', () => {
  it('is what a server says that reads the texts', () => {
    const seen = { proven: 0, refuted: 0, unknown: 0 }
    for (const [before, after] of fc.sample(fc.tuple(form, form), { seed, numRuns: PAIRS })) {
      const wire = bodyWire(media(before))
      const sides = { producer: sided(before), consumer: sided(after), direction: 'request' } as const
      const verdict = containsMessages({ ...sides, ...(wire && { wire }) })
      seen[verdict.kind]++
      const told = (value: Json) => `${JSON.stringify(before)} → ${JSON.stringify(after)}: ${JSON.stringify(value)}`
      if (verdict.kind === 'refuted')
        expect(isTaken(verdict.witness, bodyOf(before, verdict.witness), after), told(verdict.witness)).toBe(false)
      if (verdict.kind !== 'proven' || verdict.empty) continue
      for (const value of formsOf(before)) expect(isTaken(value, bodyOf(before, value), after), told(value)).toBe(true)
    }
    expect(seen.proven).toBeGreaterThan(PAIRS / 10)
    expect(seen.refuted).toBeGreaterThan(PAIRS / 4)
    expect(seen.unknown).toBeLessThan(PAIRS / 20)
  }, 120_000)
})
