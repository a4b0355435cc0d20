/**
 * Holds the contract diff against the recorded verdicts of another tool, in one process:
 * `node test/bench/diff-score.ts [--show] [--only CASE] [--corpus FILE]`. A disagreement is a place to look, not a fault.
 */
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { compare } from '../../scripts/diff/compare.ts'
import type { Change, Level } from '../../scripts/diff/result.ts'
import { loadText } from '../scripts/load-text.ts'

interface Recorded {
  case: string
  base: unknown
  revision: unknown
  findings: { id: string; level: Level }[]
  custom_config: boolean
  lifecycle: boolean
}

const { values } = parseArgs({
  options: {
    show: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
    corpus: { type: 'string', default: '../shared/corpus/contract-diff/oasdiff.jsonl' },
  },
})
if (!existsSync(values.corpus)) {
  console.error(`${values.corpus}: no such file; name another with --corpus`)
  process.exit(2)
}

const order = ['none', 'info', 'warning', 'error']
const worst = (levels: string[]) => levels.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), 'none')
const count = {
  pairs: 0,
  crashed: 0,
  agree: 0,
  breaking: 0,
  caught: 0,
  witnessed: 0,
  harmless: 0,
  alarms: 0,
  unproved: 0,
}
const times: number[] = []
const disagreements: string[] = []

for (const line of readFileSync(values.corpus, 'utf8').split('\n')) {
  if (line === '') continue
  const pair = JSON.parse(line) as Recorded
  if (values.only !== undefined && pair.case !== values.only) continue
  if ((pair.lifecycle || pair.custom_config) && values.only === undefined) continue
  count.pairs++
  const started = performance.now()
  try {
    const [base, revision] = [pair.base, pair.revision].map((side, index) =>
      loadText(JSON.stringify(side, null, 1), index === 0 ? 'base.json' : 'revision.json'),
    )
    if (base === undefined || revision === undefined) continue
    const { changes } = await compare(base, revision, { profile: 'wire', today: Math.floor(Date.now() / 86_400_000) })
    times.push(performance.now() - started)
    tally(pair, changes)
    if (values.only !== undefined) console.log(JSON.stringify({ ...pair, changes }, null, 1))
  } catch (thrown) {
    count.crashed++
    disagreements.push(`CRASH ${pair.case}: ${thrown instanceof Error ? thrown.stack : thrown}`)
  }
}

function tally(pair: Recorded, changes: Change[]): void {
  const theirs = worst(pair.findings.map(({ level }) => level))
  const ours = worst(changes.map(({ level }) => level))
  const ids = (list: { id: string; level: string }[], level: string) =>
    [...new Set(list.filter((one) => one.level === level).map(({ id }) => id))].join(',')
  if (changes.some(({ level, proof, witness }) => level === 'error' && proof !== 'rule' && witness === undefined))
    count.unproved++
  if (theirs === ours) count.agree++
  else
    disagreements.push(`${theirs} -> ${ours}  ${pair.case}  ${ids(pair.findings, theirs)}  =>  ${ids(changes, ours)}`)
  if (theirs === 'error') {
    count.breaking++
    if (ours === 'error') count.caught++
    if (changes.some(({ level, witness }) => level === 'error' && witness !== undefined)) count.witnessed++
  } else if (theirs !== 'warning') {
    count.harmless++
    if (ours === 'error') count.alarms++
  }
}

if (values.show) for (const line of disagreements.sort()) console.log(line)
times.sort((a, b) => a - b)
const at = (share: number) => Math.round(times[Math.floor(times.length * share)] ?? 0)
console.log(
  `pairs ${count.pairs}, crashed ${count.crashed}, worst level agrees ${count.agree}, errors without proof ${count.unproved}`,
)
console.log(`recorded breaking ${count.breaking}: called error ${count.caught}, with a witness ${count.witnessed}`)
console.log(`recorded harmless ${count.harmless}: called error ${count.alarms}`)
console.log(`median ${at(0.5)} ms a pair, 95th percentile ${at(0.95)} ms`)
