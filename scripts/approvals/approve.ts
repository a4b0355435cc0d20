/** `npm run contract -- approve FINGERPRINT --owner … --reason … --until DATE`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { DiffResult } from '../diff/result.ts'
import { Failure } from '../openapi/failure.ts'
import { type Approval, approvalsPath, isDay, type PlacedApproval, parseApprovals, writeApproval } from './file.ts'

/** The approvals of the project in `cwd`; none where it has no such file. */
export function readApprovals(cwd: string): PlacedApproval[] {
  const path = join(cwd, approvalsPath)
  return existsSync(path) ? parseApprovals(readFileSync(path, 'utf8'), approvalsPath) : []
}

/**
 * Writes the approval and returns a line that says so. Throws Failure where a value is missing or malformed, where
 * the day is past, or where no breaking change of `results` has the fingerprint: the next diff would refuse the
 * approval as unused.
 */
export function approve(
  { fingerprint, owner, reason, until }: Approval,
  results: readonly DiffResult[],
  { cwd, today }: { cwd: string; today: string },
): string {
  for (const [name, value] of Object.entries({ owner, reason })) {
    if (value.trim() === '') throw new Failure(`approve: --${name} must not be empty`)
  }
  if (!isDay(until)) throw new Failure(`approve: --until is a day such as 2026-12-31, not ${JSON.stringify(until)}`)
  if (until < today) throw new Failure(`approve: --until ${until} is past; today is ${today}`)
  const changes = results.flatMap((result) => result.changes).filter(({ level }) => level !== 'info')
  const change = changes.find((candidate) => candidate.fingerprint === fingerprint)
  if (!change)
    throw new Failure(
      `approve: no breaking change has the fingerprint ${JSON.stringify(fingerprint)}; ${known(changes)}`,
    )
  const path = join(cwd, approvalsPath)
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, writeApproval(text, approvalsPath, { fingerprint, owner, reason, until }))
  return `${approvalsPath}: approved ${change.id} (${change.text}) until ${until}`
}

function known(changes: DiffResult['changes']): string {
  if (changes.length === 0) return 'there is none to approve'
  return `there are ${changes.map(({ fingerprint, id }) => `${fingerprint} (${id})`).join(', ')}`
}
