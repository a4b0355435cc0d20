import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Finding {
  rule: string
  /** As Redocly names it, from the working directory. */
  file: string
  pointer: string
  message: string
}

interface Report {
  problems: { ruleId: string; message: string; location: { pointer: string; source: { ref: string } }[] }[]
}

const cli = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin/cli.js')
const plugin = fileURLToPath(new URL('../../openapi/lint-rules.js', import.meta.url))

/** Lints all the documents in one run, under every rule of ours, and answers what was found in each, by its name. */
export async function lintUnderHouseRules(documents: Record<string, object>): Promise<Record<string, Finding[]>> {
  const folder = await mkdtemp(join(tmpdir(), 'stockroom-lint-'))
  try {
    await writeFile(join(folder, 'redocly.yaml'), JSON.stringify({ plugins: [plugin], extends: ['stockroom/house'] }))
    const names = Object.keys(documents)
    await Promise.all(names.map((name) => writeFile(join(folder, `${name}.json`), JSON.stringify(documents[name]))))
    const findings = await lint(
      names.map((name) => `${name}.json`),
      folder,
    )
    return Object.fromEntries(names.map((name) => [name, findings.filter(({ file }) => file === `${name}.json`)]))
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** What `redocly lint` finds, whichever documents and options it is given. */
export async function lint(args: string[], cwd: string): Promise<Finding[]> {
  const output = await redocly(['lint', '--format=json', '--max-problems=1000', ...args], cwd)
  return reports(output)
    .flatMap(({ problems }) => problems)
    .map(({ ruleId, message, location: [place] }) => ({
      rule: ruleId,
      file: place?.source.ref ?? '',
      pointer: place?.pointer ?? '',
      message,
    }))
}

/** Runs Redocly's command line; its standard output. Exit code 1 of `lint` is an answer, every other one an error. */
export function redocly(args: string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [cli, ...args], { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      const isAnswer = !error || (args[0] === 'lint' && error.code === 1 && stdout !== '')
      if (isAnswer) resolve(stdout)
      else reject(new Error(`redocly ${args[0]} did not run: ${stderr}`))
    })
  })
}

/** Redocly prints one JSON value a document, with nothing between them. */
function reports(output: string): Report[] {
  return output
    .replaceAll(/^\}\{$/gm, '}\n{')
    .split(/^(?=\{$)/m)
    .filter((text) => text.trim() !== '')
    .map((text) => JSON.parse(text) as Report)
}
