/**
 * Installs the packed SDK where partners run it, and prints a table of what ran:
 * `node test/client-sdk/packages/run.ts [filter]`. Exits 1 when anything failed; what this machine cannot have is skipped
 * and said.
 */
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { startOrders } from './server.ts'
import { execute, folder, Missing, onPath, pack, source, work } from './workplace.ts'

type Check = () => Promise<string>
let page = ''
const server = await startOrders(() => page)
const tarball = pack()
const types = readFileSync(join(import.meta.dirname, 'types.ts'), 'utf8')
const formats = { 'esm.mjs': source('esm', server.url), 'cjs.cjs': source('cjs', server.url) }
const checks: [name: string, check: Check][] = []

for (const version of ['20', '22', '24', '26']) {
  for (const [format, file] of [
    ['ESM', 'esm.mjs'],
    ['CJS', 'cjs.cjs'],
  ] as const) {
    checks.push([
      `Node ${version}, ${format}`,
      async () => {
        const binary = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
        const cwd = await folder(`node${version}`, tarball, [`${binary}@${version}`], formats)
        const node = join(cwd, 'node_modules', binary, 'bin/node')
        await execute(cwd, node, [file])
        return execute(cwd, node, ['--version'])
      },
    ])
  }
}

checks.push([
  'Jest, CJS',
  async () => {
    const test = source('cjs', server.url, (call) => `test('it', () => ${call}, 20_000)`)
    const cwd = await folder('jest', tarball, ['jest@30'], { 'sdk.test.js': test })
    await execute(cwd, process.execPath, ['node_modules/jest/bin/jest.js', '--silent', '--testTimeout=20000'])
    return execute(cwd, process.execPath, ['node_modules/jest/bin/jest.js', '--version'])
  },
])

for (const [name, args] of [
  ['bun', ['esm.mjs']],
  ['deno', ['run', '--allow-all', '--node-modules-dir=manual', 'esm.mjs']],
] as const) {
  checks.push([
    name === 'bun' ? 'Bun' : 'Deno',
    async () => {
      const cwd = await folder(name, tarball, [name], formats)
      const binary = join(cwd, 'node_modules/.bin', name)
      const version = await execute(cwd, binary, ['--version']).catch((error) => {
        throw new Missing(error.message.split('\n')[0])
      })
      await execute(cwd, binary, [...args])
      return version.split('\n')[0] ?? ''
    },
  ])
}

checks.push([
  'Chromium',
  async () => {
    const binary = onPath('chromium', 'chromium-browser', 'google-chrome')
    if (!binary) throw new Missing('chromium is not installed (apt-get install chromium)')
    const end = (call: string) =>
      `${call}.then(() => 'ok', (error) => String(error.stack)).then((body) => fetch('${server.url}/report', { method: 'POST', body }))`
    const cwd = await folder('browser', tarball, [], { 'page.mjs': source('esm', server.url, end) })
    const { outputFiles } = await build({
      entryPoints: [join(cwd, 'page.mjs')],
      bundle: true,
      minify: true,
      format: 'esm',
      write: false,
      absWorkingDir: cwd,
    })
    page = `<!doctype html><script type="module">${outputFiles[0]?.text.replaceAll('</script', '<\\/script')}</script>`
    const args = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      `--user-data-dir=${join(cwd, 'profile')}`,
    ]
    const child = spawn(binary, [...args, '--remote-debugging-port=0', `${server.url}/`], { stdio: 'ignore' })
    const timer = setTimeout(() => child.kill(), 60_000)
    const ended = new Promise<string>((resolve) =>
      child.on('exit', (code) => resolve(`it ended with ${code} before it reported`)),
    )
    const report = await Promise.race([server.report, ended])
    clearTimeout(timer)
    child.kill()
    await ended
    if (report !== 'ok') throw new Error(report)
    return (await execute(cwd, binary, ['--version'])).replace(/^Chromium /, '')
  },
])

for (const version of ['5.4', '5.5', '5.6', '5.7', '5.8', '5.9', '6.0', '7.0']) {
  checks.push([
    `TypeScript ${version}, skipLibCheck off`,
    async () => {
      const cwd = await folder(`ts${version}`, tarball, [`typescript@~${version}.0`], {
        'esm.mts': types,
        'cjs.cts': types,
        'bundled.ts': types,
      })
      const common = [
        '--strict',
        '--exactOptionalPropertyTypes',
        '--noUncheckedIndexedAccess',
        '--skipLibCheck',
        'false',
        '--noEmit',
        '--target',
        'es2022',
      ]
      const compile = (...args: string[]) =>
        execute(cwd, process.execPath, ['node_modules/typescript/bin/tsc', ...common, ...args])
      await compile('--module', 'nodenext', 'esm.mts', 'cjs.cts')
      await compile('--module', 'esnext', '--moduleResolution', 'bundler', 'bundled.ts')
      return execute(cwd, process.execPath, ['node_modules/typescript/bin/tsc', '--version'])
    },
  ])
}

const wanted = process.argv[2]?.toLowerCase() ?? ''
const rows: { where: string; result: string; version: string }[] = []
const failures: string[] = []
for (const [where, check] of checks.filter(([name]) => name.toLowerCase().includes(wanted))) {
  try {
    rows.push({ where, result: 'passed', version: await check() })
  } catch (error) {
    const isMissing = error instanceof Missing
    rows.push({ where, result: isMissing ? 'SKIPPED' : 'FAILED', version: '' })
    failures.push(`${isMissing ? 'SKIPPED' : 'FAILED'} ${where}: ${(error as Error).message}`)
  }
}
server.close()
rmSync(work, { recursive: true, force: true })
for (const { where, result, version } of rows) console.log(`${where.padEnd(34)} ${result.padEnd(8)} ${version}`)
for (const line of failures) console.error(line)
const count = (result: string) => rows.filter((row) => row.result === result).length
console.log(`${count('passed')} passed, ${count('FAILED')} failed, ${count('SKIPPED')} skipped`)
process.exitCode = count('FAILED') > 0 ? 1 : 0
