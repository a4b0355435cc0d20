/** The parts that all formats share: counts by level, the changes that fail the run, and the version bump. */
import type { Change, DiffResult, Level } from '../result.ts'
import type { FormatContext } from './context.ts'

export const levels: readonly Level[] = ['error', 'warning', 'info']

const plural: Record<Level, string> = { error: 'errors', warning: 'warnings', info: 'infos' }

/** The unapproved changes of one level, in the result's order. */
export function ofLevel(result: DiffResult, level: Level): Change[] {
  return result.changes.filter((change) => change.level === level && !change.approved)
}

export function approved(result: DiffResult): Change[] {
  return result.changes.filter((change) => change.approved)
}

/** True where this change alone fails the run. */
export function isFailure(change: Change, failOn: FormatContext['failOn']): boolean {
  if (change.approved || failOn === 'none') return false
  return levels.indexOf(change.level) <= levels.indexOf(failOn)
}

/** The exit code. A complaint about approvals fails the run under every `failOn`. */
export function exitCode(result: DiffResult, context: Pick<FormatContext, 'failOn' | 'complaints'>): 0 | 1 {
  const failed = context.complaints.length > 0 || result.changes.some((change) => isFailure(change, context.failOn))
  return failed ? 1 : 0
}

/** `2 errors, 1 info, 1 approved`. */
function counts(result: DiffResult): string {
  const parts = levels.map((level) => count(ofLevel(result, level).length, level, plural[level]))
  const silenced = approved(result).length
  return [...parts, silenced > 0 ? `${silenced} approved` : ''].filter((part) => part !== '').join(', ')
}

const verdicts: Record<DiffResult['verdict'], string> = {
  breaking: 'breaking',
  warning: 'perhaps breaking',
  compatible: 'compatible',
  identical: 'identical: nothing in the contract changed',
}

const bumps: Record<DiffResult['bump'], string> = {
  major: 'asks for a major version',
  minor: 'asks for a minor version',
  patch: 'asks for a patch version',
  none: 'asks for no new version',
}

/** One line: verdict, bump and counts. */
export function summary(result: DiffResult): string {
  if (result.changes.length === 0) return verdicts[result.verdict]
  return `${verdicts[result.verdict]}, ${bumps[result.bump]}: ${counts(result)}`
}

function count(many: number, one: string, several: string): string {
  if (many === 0) return ''
  return `${many} ${many === 1 ? one : several}`
}
