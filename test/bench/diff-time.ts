/**
 * CPU time of the contract diff in several checkouts, which take turns:
 * `node test/bench/diff-time.ts [--tree FOLDER]... [--rounds 5] [BASE REVISION]`. Without documents, 300 schemas that refer
 * to each other, one of them changed. Prints the seconds of each round and the median; the first round warms up.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { web } from '../scripts/diff/web.ts'

const { values, positionals } = parseArgs({
  options: {
    tree: { type: 'string', multiple: true, default: [process.cwd()] },
    rounds: { type: 'string', default: '5' },
  },
  allowPositionals: true,
})
const folder = mkdtempSync(join(tmpdir(), 'diff-time-'))
const pair = positionals.length === 2 ? positionals.map((path) => resolve(path)) : ['integer', 'string'].map(written)
const trees = values.tree.map((tree) => resolve(tree))
const times = new Map(trees.map((tree) => [tree, [] as number[]]))
for (let round = 0; round <= Number(values.rounds); round++)
  for (const tree of round % 2 === 0 ? trees : trees.toReversed()) {
    const seconds = cpuSeconds(tree)
    if (round > 0) times.get(tree)?.push(seconds)
  }
for (const [tree, seconds] of times)
  console.log(`${tree}: ${seconds.map((one) => one.toFixed(2)).join(' ')}  median ${median(seconds).toFixed(2)} s`)
rmSync(folder, { recursive: true })

function written(type: string): string {
  const path = join(folder, `${type}.json`)
  writeFileSync(path, JSON.stringify(web({ type })))
  return path
}

/** User and system time of one process with all its threads. */
function cpuSeconds(cwd: string): number {
  const atExit = `process.on('exit', () => { const { user, system } = process.cpuUsage(); process._rawDebug('cpu', (user + system) / 1e6) })`
  const hook = `data:text/javascript,import{isMainThread}from'node:worker_threads';if(isMainThread)${encodeURIComponent(atExit)}`
  const args = ['--import', hook, 'scripts/contract.ts', 'diff', ...pair]
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 30 })
  const seconds = /^cpu ([\d.]+)$/m.exec(stderr)?.[1]
  if (status === 2 || seconds === undefined) throw new Error(`${cwd}: ${stderr.slice(0, 400)}`)
  return Number(seconds)
}

function median(list: number[]): number {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] as number
}
