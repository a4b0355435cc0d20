/** Applies the approvals to the result of a comparison, formats it, and decides the exit code. */
import { applyApprovals, complaintsAbout } from '../../approvals/apply.ts'
import type { PlacedApproval } from '../../approvals/file.ts'
import type { FormatContext } from '../../diff/report/context.ts'
import type { Format } from '../../diff/report/formats.ts'
import { exitCode } from '../../diff/report/summary.ts'
import type { DiffResult } from '../../diff/result.ts'
import { merge } from './merge.ts'
import type { ContractPair } from './pairs.ts'

export interface ConcludeOptions {
  format: string
  /** Writes the result in that format. */
  write: Format
  failOn: FormatContext['failOn']
  colour: boolean
  approvals: readonly PlacedApproval[]
  /**
   * False where the base may contain the approved changes already, as a merge base does: approvals then match no
   * change.
   */
  refuseUnused: boolean
  /** UTC: `2026-11-21`. */
  today: string
}

export interface Conclusion {
  output: string
  /** For standard error: complaints that the format cannot show. */
  errors: string
  code: 0 | 1
}

export const thresholds = ['error', 'warning', 'none'] as const

export function conclude(
  compared: readonly (ContractPair & { result: DiffResult })[],
  wish: ConcludeOptions,
): Conclusion {
  const results = compared.map(({ result }) => result)
  const complaints = complaintsAbout(wish.approvals, results, wish.today).filter(
    ({ unused }) => wish.refuseUnused || !unused,
  )
  const context: FormatContext = {
    base: compared.map(({ base }) => base).join(', '),
    revision: compared.map(({ revision }) => revision).join(', '),
    colour: wish.colour,
    failOn: wish.failOn,
    complaints,
  }
  const result = applyApprovals(merge(results), wish.approvals, wish.today)
  const errors = wish.format === 'json' ? complaints.map(({ source, text }) => `${source}: ${text}\n`).join('') : ''
  return { output: wish.write(result, context), errors, code: exitCode(result, context) }
}
