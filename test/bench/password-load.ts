/**
 * `node test/bench/password-load.ts [ACCOUNTS]`: so many accounts with a password at once by one caller (400), beside a
 * partner who orders, people who sign in and a look at readiness. Prints what each was answered and how long it took,
 * alone and beside the accounts; exits 1 where anything was refused.
 */
import { performance } from 'node:perf_hooks'
import { type Call, call } from '../support/call.ts'
import { runServer } from '../support/process.ts'

const accounts = Number(process.argv[2] ?? 400)
const aloneMs = 3_000
const password = 'correct horse battery staple'

const server = runServer({ STOCKROOM_DEMO: '1', RATE_LIMITS: 'off', CONTRACT_REFEREE: 'off', LOG_LEVEL: 'info' })

interface Tally {
  readonly times: number[]
  readonly statuses: Map<number, number>
}

const tallies = new Map<string, Tally>()

async function timed(name: string, send: () => Promise<{ status: number }>): Promise<void> {
  const tally: Tally = tallies.get(name) ?? { times: [], statuses: new Map() }
  tallies.set(name, tally)
  const begun = performance.now()
  const { status } = await send()
  tally.times.push(performance.now() - begun)
  tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1)
}

try {
  const url = await server.listening
  const post = (path: string, options: Call) => call(url, 'POST', path, options)
  const person = { email: 'admin@stockroom.test', password: 'stockroom-demo' }
  const { access_token: admin } = (await post('/v2/auth/login', { body: person })).body
  const form = 'grant_type=client_credentials&client_id=demo-partner&client_secret=demo-partner-secret'
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const { access_token: partner } = (await post('/v2/oauth/token', { headers, body: form })).body
  const stocked = { sku: `LOAD-${Date.now()}`, name: 'Lamp', price: { amount: 100, currency: 'EUR' }, stock: 1_000_000 }
  const { id: product_id } = (await post('/v2/products', { token: admin, body: stocked })).body
  const lines = [{ product_id, quantity: 1 }]

  /** One after the other of each kind, until it ends. */
  async function beside(when: string, ends: Promise<unknown>): Promise<void> {
    let ended = false
    const over = ends.finally(() => {
      ended = true
    })
    const again = async (name: string, send: () => Promise<{ status: number }>) => {
      while (!ended) await timed(`${name}, ${when}`, send)
    }
    const key = () => ({ 'idempotency-key': crypto.randomUUID() })
    await Promise.all([
      again('orders', () => post('/v2/orders', { token: partner, headers: key(), body: { lines } })),
      again('sign-ins', () => post('/v2/auth/login', { body: person })),
      again('readiness', () => call(url, 'GET', '/health/ready')),
      over,
    ])
  }

  await beside('alone', new Promise((resolve) => setTimeout(resolve, aloneMs)))
  const create = () => {
    const body = { email: `${crypto.randomUUID()}@load.test`, full_name: 'Somebody', role: 'staff', password }
    const headers = { 'idempotency-key': crypto.randomUUID() }
    return timed('accounts', () => post('/v2/users', { token: admin, headers, body }))
  }
  const begun = performance.now()
  await beside('beside the accounts', Promise.all(Array.from({ length: accounts }, create)))
  console.log(`${accounts} accounts at once, done after ${((performance.now() - begun) / 1_000).toFixed(1)} s`)

  for (const [name, { times, statuses }] of tallies) {
    const sorted = times.toSorted((a, b) => a - b)
    const at = (share: number) => `${(sorted[Math.floor((sorted.length - 1) * share)] as number).toFixed(1)} ms`
    const answers = [...statuses].map(([status, count]) => `${status} × ${count}`).join(', ')
    console.log(`${name.padEnd(32)} ${answers.padEnd(14)} p50 ${at(0.5)}, p99 ${at(0.99)}, slowest ${at(1)}`)
    if ([...statuses.keys()].some((status) => status >= 300)) process.exitCode = 1
  }
} finally {
  server.child.kill('SIGTERM')
  await server.exit
}
