import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Change } from '../../../../scripts/diff/result.ts'
import { containsConfirmed } from '../../../../scripts/json-schema/contains.ts'
import type { Schema } from '../../../../scripts/json-schema/question.ts'
import { Failure } from '../../../../scripts/openapi/failure.ts'
import { arbitraryPair } from '../../json-schema/arbitrary.ts'
import { question } from '../../json-schema/question.ts'
import { accepting, answering, diff, type Json, said } from '../contracts.ts'

/** More contracts, and other ones: RANDOM_PAIRS=2000 RANDOM_SEED=7 npx vitest run test/scripts/diff/compatibility/whole-random.test.ts */
const PAIRS = Number(process.env.RANDOM_PAIRS ?? 120)
const seed = Number(process.env.RANDOM_SEED ?? 20251121)

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value))
const drawn = plain(fc.sample(fc.tuple(arbitraryPair, arbitraryPair, arbitraryPair), { seed, numRuns: PAIRS }))

/** Undefined where the contract is refused, or leads back to itself in place, which no validator can judge. */
async function changesOf(base: Json, revision: Json): Promise<Change[] | undefined> {
  try {
    return (await diff(base, revision)).changes
  } catch (thrown) {
    if (thrown instanceof Failure || thrown instanceof RangeError) return undefined
    throw thrown
  }
}

it('what is said of several changes, one by one, is what holds of them together', async () => {
  const count = { proven: 0, refuted: 0 }
  for (const [schema, a, b] of drawn) {
    const [before, after] = [0, 1].map((side) => ({ A: a[side], B: b[side] })) as { [name: string]: Schema }[]
    const [one, other] = schema
    for (const direction of ['request', 'response'] as const) {
      const contract = direction === 'request' ? accepting : answering
      const changes = await changesOf(contract(one, before), contract(other, after))
      if (changes === undefined) continue
      const [producer, consumer] = direction === 'request' ? [one, other] : [other, one]
      const [producers, consumers] = direction === 'request' ? [before, after] : [after, before]
      const verdict = await containsConfirmed(
        question(producer, consumer, { direction, producers, consumers } as object),
      )
      const told = JSON.stringify({ direction, verdict, schema, a, b, said: said(changes) })
      const levels = new Set(changes.map(({ level }) => level))
      if (verdict.kind === 'refuted') expect(levels.has('error') || levels.has('warning'), told).toBe(true)
      if (verdict.kind === 'proven') expect(levels.has('error'), told).toBe(false)
      if (verdict.kind !== 'unknown') count[verdict.kind]++
    }
  }
  expect(count.proven).toBeGreaterThan(PAIRS / 4)
  expect(count.refuted).toBeGreaterThan(PAIRS / 4)
}, 600_000)
