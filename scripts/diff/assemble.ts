import { createHash } from 'node:crypto'
import { canonical } from '../json-schema/canonical-json.ts'
import type { Loaded } from '../openapi/load.ts'
import type { Profile } from './catalogue/levels.ts'
import type { Finding } from './finding.ts'
import type { Bump, Change, DiffResult, Level, Verdict } from './result.ts'

const order: readonly Level[] = ['error', 'warning', 'info']

/** The result: the findings with their level under a profile and their places in the files, errors first. */
export function resultOf(findings: Finding[], profile: Profile, base: Loaded, revision: Loaded): DiffResult {
  const taken = new Map<string, number>()
  const changes = findings
    .map((finding) => changeOf(finding, profile, base, revision))
    .sort(
      (a, b) =>
        order.indexOf(a.level) - order.indexOf(b.level) || compareText(a.id, b.id) || compareText(a.text, b.text),
    )
    .map((change) => ({ ...change, fingerprint: distinct(change.fingerprint, taken) }))
  return { verdict: verdictOf(changes), bump: bumpOf(findings, changes), changes }
}

function changeOf(finding: Finding, profile: Profile, base: Loaded, revision: Loaded): Change {
  const level = finding.levels[profile]
  // No message breaks, so that the level comes from the profile.
  const isRaised = finding.proof === 'proven' && level !== finding.levels.wire
  return {
    id: finding.id,
    level,
    proof: isRaised ? 'rule' : finding.proof,
    operations: finding.operations,
    pointer: { base: finding.base, revision: finding.revision },
    source: {
      base: finding.base === null ? null : base.place(finding.base),
      revision: finding.revision === null ? null : revision.place(finding.revision),
    },
    text: finding.text,
    ...(finding.witness && { witness: finding.witness }),
    fingerprint: fingerprintOf(finding),
  }
}

/** A hash of names and values. Wording, file, line and order are not part of it. */
function fingerprintOf({ id, place, from, to }: Finding): string {
  return createHash('sha256')
    .update(`${id}\n${place}\n${canonical(from)}\n${canonical(to)}`)
    .digest('hex')
    .slice(0, 16)
}

function distinct(fingerprint: string, taken: Map<string, number>): string {
  const count = (taken.get(fingerprint) ?? 0) + 1
  taken.set(fingerprint, count)
  return count === 1 ? fingerprint : `${fingerprint}-${count}`
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function verdictOf(changes: Change[]): Verdict {
  if (changes.some(({ level }) => level === 'error')) return 'breaking'
  if (changes.some(({ level }) => level === 'warning')) return 'warning'
  return changes.length > 0 ? 'compatible' : 'identical'
}

function bumpOf(findings: Finding[], changes: Change[]): Bump {
  if (changes.some(({ level }) => level === 'error')) return 'major'
  if (findings.length === 0) return 'none'
  return findings.every(({ wordsOnly }) => wordsOnly === true) ? 'patch' : 'minor'
}
