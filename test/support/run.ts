/**
 * The whole suite in one command: `npm test [-- --quick]`. Every step runs even when an earlier one fails, and the last
 * line reads `N passed, N failed`, steps and single tests counted alike. `--quick` leaves out all tests but the house's.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const quick = process.argv.includes('--quick')
const folder = mkdtempSync(join(tmpdir(), 'stockroom-test-'))
const report = join(folder, 'vitest.json')

const steps: [name: string, ...command: string[]][] = [
  ['code style', 'node', 'node_modules/@biomejs/biome/bin/biome', 'check', '.'],
  ['contract lint', 'node', 'scripts/contract.ts', 'lint'],
  ['generated code is fresh', 'node', 'scripts/contract.ts', 'generate', '--check'],
  ['types', 'node', 'node_modules/typescript7/bin/tsc', '-p', 'tsconfig.json'],
]
const vitest = [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
]

const run = (command: string, args: string[]): boolean =>
  spawnSync(command === 'node' ? process.execPath : command, args, { stdio: 'inherit' }).status === 0

const count = { passed: 0, failed: 0, skipped: 0 }
for (const [name, command, ...args] of steps) {
  const started = performance.now()
  const passed = run(command as string, args)
  count[passed ? 'passed' : 'failed']++
  console.log(`${passed ? '✓' : '✗'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
}

const vitestPassed = run('node', quick ? [...vitest, 'test/house'] : vitest)
try {
  const result = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>
  count.passed += result.numPassedTests ?? 0
  count.failed += result.numFailedTests ?? 0
  count.skipped += result.numPendingTests ?? 0
  // A file that fails outside its tests (an import, a hook) counts as one failure.
  if (!vitestPassed && !result.numFailedTests) count.failed++
} catch {
  count.failed++
}
rmSync(folder, { recursive: true, force: true })
console.log(`${count.passed} passed, ${count.failed} failed${count.skipped > 0 ? `, ${count.skipped} skipped` : ''}`)
process.exitCode = count.failed > 0 ? 1 : 0
