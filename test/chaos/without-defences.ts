/**
 * `node test/chaos/without-defences.ts [WORD]`: takes each defence out of a copy of the last commit, one after the other,
 * and runs the test that must then fail. Exits 1 where one passes without its defence, or fails with it.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clauseDefences } from './clause-defences.ts'
import { type Defence, defences } from './defences.ts'

const copy = mkdtempSync(join(tmpdir(), 'stockroom-defences-'))
const word = process.argv[2] ?? ''

function passes({ test, named }: Defence): boolean {
  const pattern = named.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const command = ['node_modules/vitest/vitest.mjs', 'run', test, '-t', pattern]
  const { status, stdout } = spawnSync(process.execPath, command, { cwd: copy, encoding: 'utf8' })
  if (!/Tests .*\d+ (?:passed|failed)/.test(stdout)) throw new Error(`${test} has no test "${named}", or none ran`)
  return status === 0
}

function passesWithout(defence: Defence): boolean {
  const file = join(copy, defence.file)
  const whole = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    whole.replace(defence.find, () => defence.replace),
  )
  try {
    return passes(defence)
  } finally {
    writeFileSync(file, whole)
  }
}

let wrong = 0
try {
  execFileSync('git', ['clone', '--quiet', '--shared', '.', copy])
  symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'))
  for (const defence of [...defences, ...clauseDefences].filter(({ risk, what }) => `${risk} ${what}`.includes(word))) {
    const [whole, without] = [passes(defence), passesWithout(defence)]
    if (!whole || without) wrong++
    const verdict = `with it: ${whole ? 'passes' : 'FAILS'}, without: ${without ? 'PASSES' : 'fails'}`
    console.log(`${defence.risk}  ${defence.what}\n           ${defence.test} "${defence.named}" ${verdict}`)
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
process.exitCode = wrong > 0 ? 1 : 0
