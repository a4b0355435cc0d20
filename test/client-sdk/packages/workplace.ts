import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
export const root = join(import.meta.dirname, '../../..')
export const work = mkdtempSync(join(tmpdir(), 'stockroom-packages-'))

/** The artefact that partners install. */
export function pack(): string {
  const output = execFileSync('npm', ['pack', '-w', 'client-sdk', '--pack-destination', work, '--json', '--silent'], {
    cwd: root,
    encoding: 'utf8',
  })
  return join(work, /"filename": *"([^"]+)"/.exec(output)?.[1]?.replaceAll('/', '-').replace('@', '') ?? '')
}

/** Where the first of these programs is that the machine has. */
export function onPath(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((path) => join(path, name))).find(existsSync)
}

export class Missing extends Error {}

const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--no-package-lock']
/** What one consumer has fetched serves the next, and a registry that falls silent is asked again within the minute. */
const patient = ['--prefer-offline', '--fetch-timeout=60000', '--fetch-retries=4']

/** A folder of its own with the package and `packages` installed. @throws Missing where the registry has none for this machine */
export async function folder(
  name: string,
  tarball: string,
  packages: string[],
  files: Record<string, string>,
): Promise<string> {
  const path = join(work, name)
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name: 'consumer', private: true }))
  const options = [...quiet, ...patient]
  if (packages.length > 0) {
    await run('npm', ['install', ...options, ...packages], { cwd: path }).catch((error) => {
      throw new Missing(
        `${packages.join(' ')} could not be installed: ${String(error.stderr ?? error.message).split('\n')[0]}`,
      )
    })
  }
  await run('npm', ['install', ...options, tarball], { cwd: path })
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content)
  return path
}

/** Runs a program in a folder. @throws Error with what it printed */
export async function execute(cwd: string, command: string, args: string[]): Promise<string> {
  try {
    const { stdout } = await run(command, args, {
      cwd,
      timeout: 120_000,
      env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' },
    })
    return stdout.trim()
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string }
    throw new Error(`${stdout}${stderr}`.trim() || message)
  }
}

const program = readFileSync(join(import.meta.dirname, 'program.js'), 'utf8')
const entries = ['', '/v2/orders', '/testing', '/webhooks', '/query'].map((path) => `@stockroom/sdk${path}`)

/** The program in one module format; `end` is what becomes of its call. */
export function source(
  format: 'esm' | 'cjs',
  url: string,
  end = (call: string) => `${call}.then(() => console.log('ok'))`,
): string {
  const names = ['sdk', 'orders', 'testing', 'webhooks', 'query']
  const head = names.map((name, index) =>
    format === 'esm' ? `import * as ${name} from '${entries[index]}'` : `const ${name} = require('${entries[index]}')`,
  )
  return `${head.join('\n')}\n${program}\n${end(`check(${names.join(', ')}, '${url}')`)}\n`
}
