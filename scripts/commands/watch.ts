import { execFile } from 'node:child_process'
import { readdirSync, watch } from 'node:fs'
import path from 'node:path'
import { lint } from '../generate/lint.ts'
import { Failure } from '../openapi/failure.ts'
import { generate } from './generate/generate.ts'
import { type GenerateTarget, parseTargets, root, targetsOf } from './generate/targets.ts'
import { findingLine, lintOwn } from './lint.ts'

const help = `Usage: npm run contract -- watch [--spec FILE --out DIR]

At each edit: lint, regenerate, type-check, and print the findings, with the time it took. Ends with Ctrl+C.

  --spec FILE  any OpenAPI 3.0 or 3.1 document; without it, each of our own versions
  --out DIR    where to write; with --spec`

/** Editors save in several steps. */
const quietMs = 40

export async function watchCommand(args: string[]): Promise<number> {
  const values = parseTargets(args)
  if (values.help) {
    console.log(help)
    return 0
  }
  const targets = targetsOf(values)
  const folders =
    values.spec === undefined ? foldersBelow(path.join(root, 'openapi')) : targets.map(({ spec }) => path.dirname(spec))
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = round(targets)
  const again = () => {
    running = running.then(() => round(targets))
  }
  // One watcher a folder: a recursive one loses the files that editors replace (Node 24 on Linux).
  const watchers = folders.map((folder) =>
    watch(folder, (_event, file) => {
      if (file === null || !/\.(ya?ml|json|js)$/.test(file) || isOutput(path.join(folder, file), targets)) return
      clearTimeout(timer)
      timer = setTimeout(again, quietMs)
    }),
  )
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  for (const watcher of watchers) watcher.close()
  clearTimeout(timer)
  await running
  return 0
}

const foldersBelow = (folder: string): string[] => [
  folder,
  ...readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name)),
]

/** True for a generated file, which must not start the next pass. */
const isOutput = (file: string, targets: GenerateTarget[]): boolean =>
  targets.some(({ out, spec }) => file !== spec && path.dirname(file) === out && /openapi\.json$|\.js$/.test(file))

/** One pass. Linting and generating run side by side. */
async function round(targets: GenerateTarget[]): Promise<void> {
  const start = performance.now()
  const linted = Promise.all(targets.map((target) => (target.own ? lintOwn(target) : lint(target.spec))))
  const findings = linted.then((all) => all.flat().map(findingLine), reasons)
  const faults = await generate(targets, (line) => console.log(line)).then(() => [], reasons)
  const types = faults.length === 0 && targets.every(({ own }) => own) ? typeErrors() : Promise.resolve([])
  // Where the document cannot be read, the linter's findings would only hide the one fault.
  const lines = faults.length > 0 ? faults : [...new Set([...(await findings), ...(await types)])]
  await findings
  for (const line of lines) console.log(line)
  const verdict = lines.length === 0 ? 'no findings' : lines.length === 1 ? '1 finding' : `${lines.length} findings`
  console.log(`${verdict}, ${Math.round(performance.now() - start)} ms`)
}

const reasons = (error: unknown): string[] => [
  error instanceof Failure ? error.message : String((error as Error).message),
]

function typeErrors(): Promise<string[]> {
  const compiler = path.join(root, 'node_modules/typescript7/bin/tsc')
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [compiler, '-p', path.join(root, 'tsconfig.json'), '--pretty', 'false'],
      { cwd: root },
      (_error, stdout) => resolve(stdout.split('\n').filter((line) => / error TS/.test(line))),
    )
  })
}
