/**
 * `node test/supply-chain/audit.ts`: asks npm's registry for known weaknesses of the locked packages. Exits 1 where one that
 * the server runs with is of moderate severity or worse, or any is high or critical. Where the registry does not answer it
 * says so and exits 0: its silence is no fault of the packages.
 */
import { spawnSync } from 'node:child_process'
import { type Audit, verdictOf } from './verdict.ts'

const audit = (...options: string[]): Audit => {
  const { stdout } = spawnSync('npm', ['audit', '--package-lock-only', '--json', ...options], {
    encoding: 'utf8',
    maxBuffer: 1 << 27,
    timeout: 120_000,
  })
  try {
    return JSON.parse(stdout) as Audit
  } catch {
    return { message: 'npm said nothing that can be read' }
  }
}

const { lines, failed } = verdictOf({ all: audit(), serving: audit('--omit=dev') })
for (const line of lines) console.log(line)
process.exitCode = failed ? 1 : 0
