/**
 * `node test/chaos/audit.ts [--seed 1] [--documents DIR,DIR] [--kinds REGEX] [--rounds 4] [--round N] [--seconds 60] [--show]
 * [--json FILE] [--write DIR]`: changes real OpenAPI documents in ways whose effect is certain, asks the guard, and prints a
 * table by kind. A break must be an error, and a harmless change nothing above info. `--show` lists each miss and alarm,
 * `--write` writes the pairs of one round as files. Exits 1 where the guard is wrong. A folder that is absent is left out, loudly.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { readableIn } from './audit/folders.ts'
import { kinds } from './audit/kinds.ts'
import { pairOf, type Result } from './audit/run.ts'
import { readSubject } from './audit/subject.ts'
import { faultsOf, tableOf } from './audit/table.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    documents: { type: 'string', default: '../shared/corpus/specs' },
    kinds: { type: 'string', default: '' },
    rounds: { type: 'string', default: '4' },
    round: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    show: { type: 'boolean', default: false },
    json: { type: 'string' },
    write: { type: 'string' },
  },
})
const seed = Number(values.seed)
const asked = kinds.filter(({ name }) => new RegExp(values.kinds).test(name))
const rounds =
  values.round === undefined
    ? Array.from({ length: Number(values.rounds) }, (_, index) => index)
    : [Number(values.round)]

const readable = readableIn(values.documents)

if (values.write !== undefined) write(values.write)
else await audit()

function write(folder: string): void {
  const subjects = readable.map(readSubject)
  for (const kind of asked)
    for (const round of rounds) {
      const pair = pairOf(kind, subjects, seed, round)
      if (pair === undefined) continue
      const own = join(folder, `${kind.name.replaceAll(/\W+/g, '-')}-${round}`)
      mkdirSync(own, { recursive: true })
      for (const side of ['base', 'revision'] as const)
        writeFileSync(join(own, `${side}.json`), JSON.stringify(pair[side], null, 1))
      console.log(`${own}: ${pair.document} ${pair.place}`)
    }
}

async function audit(): Promise<void> {
  const pairs = asked.flatMap(({ name }) => rounds.map((round) => [name, round] as [string, number]))
  const results: Result[] = []
  while (results.length < pairs.length) {
    const [name, round] = await playFrom(pairs, results)
    if (results.length < pairs.length)
      results.push({
        kind: name,
        round,
        outcome: 'slow',
        document: '',
        place: '',
        milliseconds: Number(values.seconds) * 1000,
        said: [],
      })
  }
  console.log(`seed ${seed}, ${readable.length} documents, ${asked.length} kinds, ${rounds.length} rounds`)
  console.log(tableOf(asked, results))
  const times = results.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  console.log(`\nmedian ${times[times.length >> 1]} ms a pair, the longest ${times.at(-1)} ms`)
  const faults = faultsOf(asked, results, seed)
  console.log(`${faults.length} results are wrong`)
  if (values.show) for (const fault of faults) console.log(fault)
  if (values.json !== undefined)
    writeFileSync(values.json, JSON.stringify({ seed, documents: readable, results }, null, 1))
  process.exitCode = faults.length > 0 ? 1 : 0
}

/** Adds results until all are there or one takes too long. Resolves with the pair that was under way. */
function playFrom(pairs: [string, number][], results: Result[]): Promise<[string, number]> {
  const work = { files: readable, seed, pairs: pairs.slice(results.length) }
  const worker = new Worker(new URL('./audit/worker.ts', import.meta.url), {
    workerData: work,
    resourceLimits: { stackSizeMb: 64 },
  })
  return new Promise((done, failed) => {
    let timer: NodeJS.Timeout | undefined
    const wait = (seconds: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => void worker.terminate(), seconds * 1000)
    }
    wait(Number(values.seconds) + 60)
    worker.on('message', (result: Result) => {
      results.push(result)
      wait(Number(values.seconds))
      if (results.length % 100 === 0) process.stderr.write(`${results.length} of ${pairs.length} pairs\n`)
    })
    worker.on('error', failed)
    worker.on('exit', () => {
      clearTimeout(timer)
      done(pairs[results.length] ?? ['', 0])
    })
  })
}
