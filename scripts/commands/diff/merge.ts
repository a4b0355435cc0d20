import type { DiffResult } from '../../diff/result.ts'

const verdicts = ['identical', 'compatible', 'warning', 'breaking'] as const
const bumps = ['none', 'patch', 'minor', 'major'] as const

/** Several comparisons as one: the worst verdict, the largest bump, all changes. */
export function merge(results: readonly DiffResult[]): DiffResult {
  return {
    verdict: verdicts[Math.max(0, ...results.map(({ verdict }) => verdicts.indexOf(verdict)))] ?? 'identical',
    bump: bumps[Math.max(0, ...results.map(({ bump }) => bumps.indexOf(bump)))] ?? 'none',
    changes: results.flatMap(({ changes }) => changes),
  }
}
