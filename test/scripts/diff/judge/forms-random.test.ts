import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bodyWire, judgeWritten } from '../../../../scripts/diff/judge/form.ts'
import type { Media } from '../../../../scripts/diff/normalise/exchange.ts'
import type { Json, Schema } from '../../../../scripts/diff/values/types.ts'
import { sentBody } from '../../../../scripts/diff/witness/form.ts'
import { sided } from '../values/question.ts'

/** More pairs, and other ones: FORM_PAIRS=5000 FORM_SEED=7 npx vitest run test/scripts/diff/judge/forms-random.test.ts */
const PAIRS = Number(process.env.FORM_PAIRS ?? 250)
const seed = Number(process.env.FORM_SEED ?? 20261122)

type Members = { [name: string]: Schema }
const names = ['a', 'b']

/** Texts as they come, some of which spell something else. */
const spelled = fc.constantFrom('', 'x', 'true', '0', '7', '12', '-3', '0.5', '007', '1e3', 'null', 'x,y')
const spoken = fc.constantFrom<Json>(0, 7, 12, -3, 0.5, 123456, true, false)
const bounds = fc.record({ minimum: fc.integer({ min: -20, max: 5 }), maximum: fc.integer({ min: 6, max: 200 }) })
const text = fc.constantFrom<Schema>(
  { type: 'string' },
  { type: 'string', maxLength: 2 },
  { type: 'string', pattern: '^\\d+$' },
  { type: 'string', pattern: '^[1-9]\\d?$' },
  { type: 'string', minLength: 1 },
)
const scalar: fc.Arbitrary<Schema> = fc.oneof(
  text,
  fc.constantFrom<Schema>(
    { type: 'integer' },
    { type: 'number' },
    { type: 'boolean' },
    {},
    { type: ['integer', 'string'] },
  ),
  bounds.map((range) => ({ type: 'integer', ...range })),
  fc.uniqueArray(fc.oneof(spelled, spoken), { minLength: 1, maxLength: 3 }).map((values) => ({ enum: values })),
  fc.tuple(text, fc.constantFrom<Schema>({ type: 'integer' }, { type: 'boolean' })).map((anyOf) => ({ anyOf })),
)
const member = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc
    .tuple(scalar, fc.constantFrom({}, { maxItems: 1 }, { minItems: 2 }))
    .map(([items, more]) => ({ type: 'array', items, ...more })),
)
const form = fc
  .record({
    members: fc.dictionary(fc.constantFrom('a', ...names), member, { minKeys: 1, maxKeys: 2, size: 'xsmall' }),
    required: fc.subarray(names),
  })
  .map(
    ({ members, required }): Schema => ({
      type: 'object',
      properties: members as Members,
      required: required.filter((name) => name in members),
    }),
  )

const media = (schema: Schema): Media => {
  const spot = { value: schema, pointer: '' }
  return {
    mediaType: 'application/x-www-form-urlencoded',
    node: { value: {}, pointer: '' },
    schema: spot,
    hasSchema: true,
  }
}

const ajv = new Ajv2020({ strict: false })

/** A server of its own make: each text becomes whatever its member's schema takes, lists from as many as there are. */
function isTaken(body: string, schema: Schema): boolean {
  const { properties, required } = schema as { properties: Members; required: string[] }
  const texts = Map.groupBy(new URLSearchParams(body), ([name]) => name)
  if (!required.every((name) => texts.has(name))) return false
  return [...texts].every(([name, pairs]) => {
    const sent = pairs.map(([, value]) => value)
    const inner = properties[name]
    return inner === undefined || readings(sent, inner).some((value) => ajv.compile(inner as object)(value))
  })
}

function readings(sent: string[], schema: Schema): Json[] {
  const { items } = schema as { items?: Schema }
  const each = sent.map((one) => [one, ...typed(one, items ?? schema)])
  const lists = each.reduce<Json[][]>((all, some) => all.flatMap((list) => some.map((one) => [...list, one])), [[]])
  return [...(each.length === 1 ? (each[0] ?? []) : []), ...lists]
}

/** Numbers and truths where the schema speaks of them. */
function typed(value: string, schema: Schema): Json[] {
  const kinds = JSON.stringify(schema)
  const number = /"integer"|"number"|[[,:]-?\d/.test(kinds) && /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(value)
  const truth = /"boolean"|[[,:](true|false)\b/.test(kinds) && /^(true|false)$/.test(value)
  return number || truth ? [JSON.parse(value)] : []
}

describe('what is said of forms', () => {
  it('is what a server says that reads the texts', () => {
    const seen = { proven: 0, refuted: 0, unknown: 0 }
    for (const [before, after] of fc.sample(fc.tuple(form, form), { seed, numRuns: PAIRS })) {
      const wire = bodyWire(media(before))
      const verdict = judgeWritten({
        producer: sided(before),
        consumer: sided(after),
        direction: 'request',
        ...(wire && { wire }),
      })
      seen[verdict.kind]++
      const told = (value: Json) => `${JSON.stringify(before)} → ${JSON.stringify(after)}: ${JSON.stringify(value)}`
      const sent = (value: Json) => String(sentBody(media(before), value).body)
      if (verdict.kind === 'refuted') expect(isTaken(sent(verdict.witness), after), told(verdict.witness)).toBe(false)
      if (verdict.kind !== 'proven' || verdict.empty) continue
      for (const value of valuesOf(before)) expect(isTaken(sent(value), after), told(value)).toBe(true)
    }
    expect(seen.proven).toBeGreaterThan(PAIRS / 10)
    expect(seen.refuted).toBeGreaterThan(PAIRS / 4)
    expect(seen.unknown).toBeLessThan(PAIRS / 20)
  }, 120_000)
})

function valuesOf(schema: Schema): Json[] {
  const { properties } = schema as { properties: Members }
  const candidates: Json[] = [
    '',
    'x',
    'true',
    '0',
    '7',
    '12',
    '-3',
    '0.5',
    '007',
    'x,y',
    0,
    7,
    12,
    -3,
    0.5,
    123456,
    true,
    false,
  ]
  const lists = candidates.flatMap((one) => [[one], [one, candidates[0] as Json], [candidates[4] as Json, one]])
  const fits = Object.entries(properties).map(([name, inner]) => {
    const check = ajv.compile(inner as object)
    return [name, [...candidates, ...lists].filter((value) => check(value))] as const
  })
  if (fits.some(([, values]) => values.length === 0)) return []
  const most = Math.max(...fits.map(([, values]) => values.length))
  return Array.from({ length: most }, (_, index) =>
    Object.fromEntries(fits.map(([name, values]) => [name, values[index % values.length] as Json])),
  )
}
