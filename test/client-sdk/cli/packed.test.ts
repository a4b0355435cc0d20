import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { found, scripted } from '../scripted.ts'

/** The package as npm would publish it, in a folder of its own. */

const root = join(import.meta.dirname, '../../..')
const work = mkdtempSync(join(tmpdir(), 'stockroom-cli-packed-'))
const run = promisify(execFile)
const env = { ...process.env, NODE_OPTIONS: '', npm_config_update_notifier: 'false', XDG_CONFIG_HOME: work }

beforeAll(async () => {
  // What it depends on comes from here too: no registry is asked.
  const folders = ['client-sdk', 'node_modules/openapi-fetch', 'node_modules/openapi-typescript-helpers']
  for (const folder of folders)
    await run('npm', ['pack', join(root, folder), '--silent', '--pack-destination', work], { cwd: root, env })
  writeFileSync(join(work, 'package.json'), '{ "private": true }')
  const tarballs = readdirSync(work).filter((file) => file.endsWith('.tgz'))
  expect(tarballs).toHaveLength(3)
  const quiet = ['--offline', '--no-audit', '--no-fund', '--loglevel=error']
  await run('npm', ['install', ...quiet, ...tarballs.map((file) => `./${file}`)], { cwd: work, env })
}, 180_000)
afterAll(() => rmSync(work, { recursive: true, force: true }))

test('npx runs it, help and a call', async () => {
  const npx = (...args: string[]) => run('npx', ['--offline', '@stockroom/sdk', ...args], { cwd: work, env })
  expect((await npx('--help')).stdout).toContain('Usage: stockroom <resource> <verb> [arguments] [flags]')
  const { url } = await scripted(found)
  const { stdout, stderr } = await npx('orders', 'get', 'x', '--fields', 'status', '--base-url', url)
  expect([stdout, stderr]).toEqual(['{"status":"pending"}\n', ''])
})

test('importing the SDK loads none of it', async () => {
  const program = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context) } })
    await import('@stockroom/sdk')
    console.log(JSON.stringify(loaded))`
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { cwd: work, env })
  const loaded = JSON.parse(stdout) as string[]
  expect(loaded.some((url) => url.endsWith('/dist/esm/index.js'))).toBe(true)
  expect(loaded.filter((url) => /\/cli\//.test(url))).toEqual([])
})
