import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginChain, excess, starts, steps, take } from '../../support/rights.ts'
import { useServer } from '../../support/server.ts'

const server = useServer()

describe('whoever makes a chain of calls about accounts', () => {
  it('holds nothing in the end that they may not', async () => {
    const property = fc.asyncProperty(starts, fc.boolean(), steps, async (start, ofPartner, chain) => {
      const begun = await beginChain(server, start, ofPartner)
      for (const step of chain) await take(begun, step)
      expect(await excess(begun)).toEqual([])
    })
    await fc.assert(property, { seed: 12, numRuns: 60 })
  }, 180_000)
})
