/** The fuzzer on the real server for twenty seconds; and on servers with a fault planted in them, which it must find. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { createPlayground, type Playground } from './fuzz/callers.ts'
import { createFindings, type Findings, type Found } from './fuzz/findings.ts'
import { type Exchanged, type Fault, plant } from './fuzz/planted.ts'
import { run } from './fuzz/run.ts'
import { report, type Tally } from './fuzz/tally.ts'
import { startTarget, type Target } from './fuzz/target.ts'

let created: TestDatabase
let target: Target
let playground: Playground
const folder = mkdtempSync(join(tmpdir(), 'stockroom-fuzz-'))

beforeAll(async () => {
  created = await createTestDatabase()
  target = await startTarget(created.url)
  playground = await createPlayground(target)
}, 240_000)

afterAll(async () => {
  await target?.close()
  await created?.drop()
  rmSync(folder, { recursive: true, force: true })
})

interface Bounds {
  readonly seconds: number
  readonly count: number
}

async function fuzz(
  url: string,
  { seconds, count }: Bounds,
  print: (text: string) => void,
): Promise<{ tally: Tally; findings: Findings }> {
  const seed = 1
  const findings = createFindings({ url, playground, seed, folder, print })
  const options = { seed, first: 0, seconds, count, connections: 4, onFinding: findings.add }
  return { tally: await run(url, playground, options), findings }
}

it('finds no answer that the contract does not declare, and none of 5xx', async () => {
  const { tally, findings } = await fuzz(target.url, { seconds: 20, count: 200_000 }, console.info)
  console.info(report(tally))
  expect([...findings.found.keys()]).toEqual([])
  expect({ undeclared: tally.undeclared, serverErrors: tally.classes[5] ?? 0, unanswered: tally.unanswered }).toEqual({
    undeclared: 0,
    serverErrors: 0,
    unanswered: 0,
  })
  expect(tally.authenticated / tally.requests).toBeGreaterThan(0.8)
}, 180_000)

/** What is planted, by what it is found, and in how many steps it can be shown. */
const faults: Record<string, { fault: Fault; finds: RegExp; steps: number }> = {
  'a status that is not declared': {
    fault: (it) => (it.method === 'GET' && isOne('orders', it) && it.status === 200 ? { ...it, status: 202 } : it),
    finds: /v2 getOrder: status 202/,
    // A product, an order of it, and the order again.
    steps: 3,
  },
  'a member that is not declared': {
    fault: (it) =>
      isOne('customers', it) && it.status === 200 ? { ...it, text: it.text.replace('{', '{"password_hash":"x",') } : it,
    finds: /Customer: the content of 200 breaks its schema: .*unevaluated properties/,
    steps: 2,
  },
  'a header that is missing': {
    fault: (it) => (it.path === '/v2/products' && it.status === 201 ? { ...it, headers: without('etag', it) } : it),
    finds: /header etag is missing/,
    steps: 1,
  },
  'a 500': {
    fault: (it) => (it.sent.includes('\\u0000') ? { ...it, status: 500, text: '{"code":"INTERNAL_ERROR"}' } : it),
    finds: /a 500 INTERNAL_ERROR/,
    steps: 1,
  },
}

const isOne = (collection: string, { path }: Exchanged) => new RegExp(`^/v2/${collection}/[^/?]+$`).test(path)
const without = (name: string, { headers }: Exchanged) => ({ ...headers, [name]: undefined })

describe('of a server with faults planted in it', () => {
  let found: readonly Found[]

  beforeAll(async () => {
    const spoil: Fault = (exchanged) => {
      let spoilt = exchanged
      for (const { fault } of Object.values(faults)) spoilt = { ...spoilt, ...fault(spoilt) }
      return spoilt
    }
    const server = await plant(target.url, spoil)
    const { findings } = await fuzz(server.url, { seconds: 120, count: 1_500 }, () => {})
    found = [...findings.found.values()]
    server.close()
  }, 300_000)

  it.each(Object.entries(faults))('finds %s, and writes what leads to it in few steps', (_, { finds, steps }) => {
    const { script, file } = found.find((one) => finds.test(one.script)) as Found
    expect(script.match(/^ {2}\{"id":/gm)?.length).toBeLessThanOrEqual(steps)
    expect(readFileSync(file, 'utf8')).toBe(script)
  })

  it('finds nothing else', () => {
    const kinds = Object.values(faults).map(({ finds }) => finds)
    expect(found.filter(({ script }) => !kinds.some((finds) => finds.test(script)))).toEqual([])
  })
})

it('makes what belongs to others again where somebody changed what it needs meanwhile', async () => {
  let orders = 0
  const call: Target['call'] = (method, path, options) =>
    target.call(method, path, path === '/v2/orders' && orders++ % 4 === 0 ? { ...options, body: {} } : options)
  const changing = await createPlayground({ ...target, call })
  await changing.refresh()
  // A world takes three orders, and the first of every four was refused.
  expect(orders).toBe(8)
}, 60_000)

it('makes the same choices by the same seed', async () => {
  const choices = async () => {
    const chosen: string[] = []
    const note = (it: Exchanged) => {
      chosen.push(`${it.method} ${it.path.replace(/[0-9a-f-]{36}/g, 'ID')}`)
      return it
    }
    const server = await plant(target.url, note)
    try {
      const options = { seed: 7, first: 3, seconds: 60, count: 25, connections: 1, onFinding: async () => {} }
      await run(server.url, playground, options)
    } finally {
      server.close()
    }
    return chosen
  }
  expect(await choices()).toEqual(await choices())
}, 60_000)
