/**
 * What a diff takes as a whole process, started as `npm run contract` does, of two checkouts that take turns:
 * `node test/bench/diff-process.ts --before FOLDER [--after FOLDER] [--rounds 15]`. Five pairs, each with one change: a
 * small one that needs no witness, a small one that needs one, 3 MB of YAML, the same as JSON, and 13 MB of JSON. Prints a
 * Markdown table of medians: seconds of CPU and of the clock, and the most memory that the process held. The large pairs
 * run a fifth as often. The first round warms up.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { stringify } from 'yaml'

const { values } = parseArgs({
  options: {
    before: { type: 'string', default: '.' },
    after: { type: 'string', default: '.' },
    rounds: { type: 'string', default: '15' },
  },
})

interface Taken {
  cpu: number
  clock: number
  megabytes: number
}

const folder = mkdtempSync(join(tmpdir(), 'diff-process-'))
const trees = [values.before, values.after].map((tree) => resolve(tree))
const many = Math.max(1, Number(values.rounds))
const few = Math.ceil(many / 5)
const pairs: [name: string, pair: string[], rounds: number][] = [
  ['small, no witness', written('summary', '.yaml', 1, 'a', 'b'), many],
  ['small, a witness', written('type', '.yaml', 1, 'integer', 'string'), many],
  ['YAML', written('type', '.yaml', 1250, 'integer', 'string'), few],
  ['the same as JSON', written('type', '.json', 1250, 'integer', 'string'), few],
  ['JSON', written('type', '.json', 4800, 'integer', 'string'), few],
]
console.log('| pair | CPU before | CPU after | clock before | clock after | MB before | MB after |')
console.log('|---|---|---|---|---|---|---|')
for (const [name, pair, rounds] of pairs) {
  const taken: Taken[][] = trees.map(() => [])
  for (let round = 0; round <= rounds; round++)
    for (const at of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const one = measured(trees[at] as string, pair)
      if (round > 0) taken[at]?.push(one)
    }
  const cells = (['cpu', 'clock', 'megabytes'] as const).flatMap((what) =>
    taken.map((list) => median(list.map((one) => one[what])).toFixed(what === 'megabytes' ? 0 : 2)),
  )
  const size = (statSync(pair[0] as string).size / 1e6).toFixed(1)
  console.log(`| ${name}${Number(size) > 0.1 ? `, ${size} MB` : ''} | ${cells.join(' | ')} |`)
}
rmSync(folder, { recursive: true })

/** The paths of two contracts that differ in one word. */
function written(what: 'summary' | 'type', ending: '.yaml' | '.json', count: number, ...words: string[]): string[] {
  return words.map((word) => {
    const path = join(folder, `${what}-${count}-${word}${ending}`)
    const contract = contractOf(count, { summary: 'a', type: 'integer', [what]: word })
    writeFileSync(path, ending === '.json' ? JSON.stringify(contract, null, 2) : stringify(contract))
    return path
  })
}

/** So many operations, each with a schema of twelve members. */
function contractOf(count: number, { summary, type }: { summary: string; type: string }): unknown {
  const numbers = Array.from({ length: count }, (_, number) => number)
  const member = (name: string, at: number) => ({
    type: at % 3 === 0 ? 'integer' : 'string',
    description: `What ${name} ${at} of the thing is: a sentence as long as most authors write it.`,
  })
  const schema = (number: number) => ({
    type: 'object',
    required: ['m0', 'm1'],
    properties: Object.fromEntries(
      Array.from({ length: 12 }, (_, at) => [`m${at}`, at === 0 && number === 0 ? { type } : member(`${number}`, at)]),
    ),
  })
  const content = (number: number) => ({ 'application/json': { schema: { $ref: `#/components/schemas/S${number}` } } })
  return {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1.0.0' },
    paths: Object.fromEntries(
      numbers.map((number) => [
        `/things/${number}`,
        {
          post: {
            summary,
            requestBody: { required: true, content: content(number) },
            responses: { 200: { description: 'OK', content: content(number) } },
          },
        },
      ]),
    ),
    components: { schemas: Object.fromEntries(numbers.map((number) => [`S${number}`, schema(number)])) },
  }
}

function measured(cwd: string, pair: string[]): Taken {
  const report = join(folder, 'report')
  const atExit = `import{isMainThread as m}from'node:worker_threads';import{writeFileSync as w}from'node:fs';if(m)process.on('exit',()=>w(${JSON.stringify(report)},JSON.stringify(process.resourceUsage())))`
  const { scripts } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')) as { scripts: { contract: string } }
  const [, ...program] = scripts.contract.split(' ')
  const args = ['--import', `data:text/javascript,${encodeURIComponent(atExit)}`, ...program, 'diff', ...pair]
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 30 })
  const clock = (performance.now() - start) / 1000
  if (status !== 0 && status !== 1) throw new Error(`${cwd}: ${stderr.slice(0, 400)}`)
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(report, 'utf8')) as NodeJS.ResourceUsage
  return { cpu: (userCPUTime + systemCPUTime) / 1e6, clock, megabytes: maxRSS / 1024 }
}

function median(list: number[]): number {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] as number
}
