import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Witness } from '../../../scripts/diff/result.ts'
import { Failure } from '../../../scripts/openapi/failure.ts'
import { type Validators, validatorsOf } from '../support.ts'
import { diff } from './contracts.ts'
import { contracts, OPERATIONS } from './one-truth/documents.ts'
import { verdictOn } from './one-truth/verdict.ts'

/** More, and other ones: TRUTH_QUESTIONS=5000 TRUTH_SEED=7 npx vitest run test/scripts/diff/one-truth.test.ts */
const QUESTIONS = Number(process.env.TRUTH_QUESTIONS ?? 400)
const seed = Number(process.env.TRUTH_SEED ?? 20261201)

/** Undefined where the pipeline refuses the contract. */
async function generated(contract: object): Promise<Validators | undefined> {
  try {
    return await validatorsOf(contract)
  } catch (thrown) {
    if (thrown instanceof Failure) return undefined
    throw thrown
  }
}

it('what the guard shows as a witness, the one contract’s validators take and the other’s refuse', async () => {
  const wrong: object[] = []
  let [questions, witnesses, refused] = [0, 0, 0]
  const drawn = fc.sample(contracts, { seed, numRuns: 4 * Math.ceil(QUESTIONS / OPERATIONS) })
  for (const [base, revision] of drawn) {
    if (questions >= QUESTIONS) break
    const [one, other] = [await generated(base), await generated(revision)]
    if (one === undefined || other === undefined) {
      refused++
      continue
    }
    questions += OPERATIONS
    const { changes } = await diff(base, revision)
    for (const { witness, id, operations } of changes) {
      if (witness === undefined) continue
      witnesses++
      const [sender, reader] = witness.sender === 'client' ? [one, other] : [other, one]
      const [sent, read] = [await verdictOn(witness, sender), await verdictOn(witness, reader)]
      if (sent.length > 0 || read.length === 0)
        wrong.push({ id, operations, witness, sent, read, ...schemasOf(base, revision, witness) })
    }
  }
  console.log(`${questions} questions, ${witnesses} witnesses, ${refused} contracts refused`)
  expect(wrong.slice(0, 5)).toEqual([])
  expect(questions).toBeGreaterThanOrEqual(QUESTIONS)
  expect(witnesses).toBeGreaterThan(QUESTIONS / 4)
}, 900_000)

const schemasOf = (base: object, revision: object, { path }: Witness) => {
  const operation = (contract: object) =>
    JSON.stringify(
      Object.entries((contract as { paths: object }).paths).find(
        ([name]) => path.split(/[/?]/)[1] === name.split('/')[1],
      ),
    )
  return { base: operation(base), revision: operation(revision) }
}
