import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { Witness } from '../../../scripts/diff/result.ts'
import { type Mock, mock } from '../../../scripts/mock/mock.ts'
import { loadDocument, type Validators, validatorsOf } from '../support.ts'
import { diff, type Json } from './contracts.ts'
import { mutated, mutations, shop } from './shop.ts'

/** More mutations, and other ones: SENT_PAIRS=500 SENT_SEED=7 npx vitest run test/scripts/diff/sent.test.ts */
const PAIRS = Number(process.env.SENT_PAIRS ?? 12)
const seed = Number(process.env.SENT_SEED ?? 20251121)

interface Served {
  url: string
  mock: Mock
  responses: Validators['responses']
}

const running: Mock[] = []
afterAll(() => Promise.all(running.map((one) => one.close())))

async function serve(document: Json): Promise<Served> {
  const started = await mock([await loadDocument(document)])
  running.push(started)
  return { url: started.url, mock: started, responses: (await validatorsOf(document)).responses }
}

/** True where the server takes the request: what it then answers is its own affair. */
async function isTaken({ url }: Served, { method, path, headers, body }: Witness): Promise<boolean> {
  const text = body === undefined ? {} : { body: JSON.stringify(body) }
  const { status } = await fetch(url + path, { method, headers, ...text })
  return ![400, 404, 405, 415, 422].includes(status)
}

function isAllowed({ responses }: Served, operation: string, { status, headers, body }: Witness): boolean {
  const type = headers['content-type'] ?? ''
  const check = responses[operation]?.[String(status)]?.[type]
  return check !== undefined && check(body).length === 0
}

const operationOf = ({ path, method }: Witness) => (method === 'POST' ? 'send' : path.includes('{id}') ? 'get' : 'list')

describe('a witness', () => {
  it('is taken by a server of the one contract and refused by one of the other', async () => {
    const base = await serve(shop)
    const sent = { request: 0, response: 0 }
    for (const chosen of fc.sample(fc.uniqueArray(fc.constantFrom(...mutations), { minLength: 1, maxLength: 3 }), {
      seed,
      numRuns: PAIRS,
    })) {
      const other = mutated(shop, chosen)
      const revision = await serve(other)
      for (const [from, to, one, two] of [
        [shop, other, base, revision],
        [other, shop, revision, base],
      ] as const) {
        const { changes } = await diff(from, to)
        for (const { level, proof, text, witness } of changes) {
          if (level !== 'error') continue
          expect(witness !== undefined || proof === 'rule', text).toBe(true)
          if (witness === undefined) continue
          const told = `${text} ${JSON.stringify(witness)} after ${chosen.map(({ name }) => name)}`
          sent[witness.kind]++
          if (witness.kind === 'request')
            expect([await isTaken(one, witness), await isTaken(two, witness)], told).toEqual([true, false])
          else
            expect(
              [two, one].map((server) => isAllowed(server, operationOf(witness), witness)),
              told,
            ).toEqual([true, false])
        }
      }
      await revision.mock.close()
    }
    expect(sent.request).toBeGreaterThan(PAIRS / 4)
    expect(sent.response).toBeGreaterThan(PAIRS / 4)
  }, 600_000)
})
