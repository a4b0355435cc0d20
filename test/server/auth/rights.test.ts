import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { callNames, programScopes, steps } from '../../support/rights/calls.ts'
import { emptyTally, runChain } from '../../support/rights/run.ts'
import { useServer } from '../../support/server.ts'

/** `RIGHTS_CHAINS=3000 npx vitest run test/server/auth/rights.test.ts` makes more of them. */
const CHAINS = Number(process.env.RIGHTS_CHAINS ?? 300)
const seed = Number(process.env.RIGHTS_SEED ?? 20_261_201)

// What counts here is how many chains there are; other tests hold the answers to the contract.
const server = useServer({ env: { CONTRACT_REFEREE: 'off' } })
const tally = emptyTally()
let chains = 0

afterAll(() => {
  const calls = callNames.map((name) => `${name} ${tally[name].done}/${tally[name].refused}`)
  console.info(`${chains} chains of calls about accounts; done/refused: ${calls.join(', ')}`)
})

describe('whoever makes a chain of calls about accounts', () => {
  it.concurrent.each([1, 2, 3])(
    'holds nothing in the end that they may not: %i',
    async (part) => {
      const property = fc.asyncProperty(programScopes, steps, async (scopes, chain) => {
        chains++
        expect(await runChain(server, scopes, chain, tally)).toEqual([])
      })
      await fc.assert(property, { seed: seed + part, numRuns: Math.ceil(CHAINS / 3) })
    },
    3_600_000,
  )

  it.each(callNames)('is let through and is refused: %s', (name) => {
    expect(tally[name].done).toBeGreaterThan(0)
    expect(tally[name].refused).toBeGreaterThan(0)
  })
})
