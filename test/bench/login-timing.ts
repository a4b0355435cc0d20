/**
 * `node test/bench/login-timing.ts [TRIES]`: whether the time of a refused sign-in tells a known address from an unknown
 * one. Prints both medians and a rank-sum test (Mann-Whitney, two-sided); exits 1 where they can be told apart.
 */
import { performance } from 'node:perf_hooks'
import { call } from '../support/call.ts'
import { runServer } from '../support/process.ts'
import { rankSum } from '../support/rank-sum.ts'

const tries = Number(process.argv[2] ?? 200)
/** With no difference at all, one run in a thousand says otherwise. */
const significance = 0.001

const server = runServer({ STOCKROOM_DEMO: '1', RATE_LIMITS: 'off', CONTRACT_REFEREE: 'off', LOG_LEVEL: 'info' })
try {
  const url = await server.listening
  const attempt = async (email: string): Promise<number> => {
    const begun = performance.now()
    const { status } = await call(url, 'POST', '/v2/auth/login', { body: { email, password: 'not the password' } })
    if (status !== 401) throw new Error(`a wrong password is answered with ${status}`)
    return performance.now() - begun
  }
  // As long as the address that is known.
  const unknown = () => `${crypto.randomUUID().slice(0, 5)}@stockroom.test`
  for (let turn = 0; turn < 20; turn++) await attempt(turn % 2 ? 'admin@stockroom.test' : unknown())

  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let turn = 0; turn < tries; turn++) {
    // In turns, and not always the same first: whatever else the machine does meets both alike.
    for (const kind of turn % 2 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
      times[kind].push(await attempt(kind === 'known' ? 'admin@stockroom.test' : unknown()))
    }
  }

  for (const [kind, list] of Object.entries(times)) {
    const median = list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] as number
    console.log(`${kind.padEnd(8)} ${tries} tries, median ${median.toFixed(2)} ms`)
  }
  const { z, p } = rankSum(times.known, times.unknown)
  console.log(
    `rank sum z = ${z.toFixed(2)}, p = ${p.toFixed(3)}: ${p < significance ? 'they can' : 'they cannot'} be told apart`,
  )
  process.exitCode = p < significance ? 1 : 0
} finally {
  server.child.kill('SIGTERM')
  await server.exit
}
