/**
 * `node test/chaos/fuzz.ts [--seed 1] [--seconds 60] [--count 100000] [--connections 8] [--continue]`: sends requests that come
 * from the contract, good ones and bad ones, to a server of its own with the referee on, and judges each answer. Ends when
 * time or number is up. The same seed makes the same choices; `--continue` goes on where the last run with this seed ended,
 * and adds to its numbers. Exits 1 where an answer is not declared, is a 5xx, or is missing. What it finds goes to
 * `.stockroom/fuzz`, as a script that shows it again.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createPlayground } from './fuzz/callers.ts'
import { createFindings } from './fuzz/findings.ts'
import { run } from './fuzz/run.ts'
import { startAlone } from './fuzz/start.ts'
import { add, emptyTally, report, type Tally } from './fuzz/tally.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: 'Infinity' },
    count: { type: 'string', default: 'Infinity' },
    connections: { type: 'string', default: '8' },
    continue: { type: 'boolean', default: false },
  },
})
const number = (name: 'seed' | 'seconds' | 'count' | 'connections') => {
  const value = Number(values[name])
  if (!Number.isNaN(value) && value >= 0) return value
  console.error(`--${name} ${values[name]}: give a number`)
  return process.exit(2)
}
const bounded = values.seconds !== 'Infinity' || values.count !== 'Infinity'
const [seed, connections] = [number('seed'), number('connections')]
const [seconds, count] = [bounded ? number('seconds') : 60, number('count')]

const folder = join('.stockroom', 'fuzz')
const file = join(folder, `seed-${seed}.json`)
const earlier: { next: number; tally: Tally } =
  values.continue && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { next: 0, tally: emptyTally() }

const sum = (tally: Tally): Tally => {
  const all = emptyTally()
  add(all, earlier.tally)
  add(all, tally)
  return all
}
let savedAt = 0
const save = (tally: Tally, next: number) => {
  if (Date.now() - savedAt < 5_000) return
  savedAt = Date.now()
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, JSON.stringify({ next, tally: sum(tally) }))
  process.stderr.write(`${tally.requests} requests, ${tally.undeclared} undeclared, ${tally.classes[5] ?? 0} of 5xx\n`)
}

// The server and the database end with the run, with its numbers told.
const ending = new AbortController()
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => ending.abort())

const { target, stop } = await startAlone()
try {
  const playground = await createPlayground(target)
  const findings = createFindings({ url: target.url, playground, seed, folder, print: console.log })
  const options = { seed, first: earlier.next, seconds, count, connections, signal: ending.signal }
  let reached = earlier.next
  const tally = await run(target.url, playground, {
    ...options,
    onFinding: findings.add,
    onProgress(so, next) {
      reached = next
      save(so, next)
    },
  })
  savedAt = 0
  save(tally, reached)
  for (const line of target.errors().slice(0, 20)) console.log(line)
  console.log(report(sum(tally)))
  process.exitCode = findings.found.size > 0 ? 1 : 0
} finally {
  await stop()
}
