import type { Complaint } from '../diff/report/context.ts'
import type { DiffResult } from '../diff/result.ts'
import type { PlacedApproval } from './file.ts'

/** Marks the changes that have a valid approval on the day `today` (`2026-12-31`). The verdict stays the same. */
export function applyApprovals(result: DiffResult, approvals: readonly PlacedApproval[], today: string): DiffResult {
  const valid = new Map(
    approvals.filter(({ until }) => until >= today).map((approval) => [approval.fingerprint, approval]),
  )
  const changes = result.changes.map((change) => {
    const approval = change.level === 'info' ? undefined : valid.get(change.fingerprint)
    if (!approval) return change
    const { owner, reason, until } = approval
    return { ...change, approved: { owner, reason, until } }
  })
  return { ...result, changes }
}

/**
 * Complaints about approvals that are expired or match no change of the results. `unused` marks approvals that match no
 * change and have no other fault.
 */
export function complaintsAbout(
  approvals: readonly PlacedApproval[],
  results: readonly DiffResult[],
  today: string,
): (Complaint & { unused: boolean })[] {
  const found = new Set(
    results.flatMap(({ changes }) =>
      changes.filter(({ level }) => level !== 'info').map(({ fingerprint }) => fingerprint),
    ),
  )
  return approvals.flatMap(({ fingerprint, owner, until, source }) => {
    const approval = `the approval of ${fingerprint} by ${owner}`
    const unused = !found.has(fingerprint)
    if (unused) return [{ source, unused: until >= today, text: `${approval} matches no breaking change: delete it` }]
    if (until >= today) return []
    return [{ source, unused, text: `${approval} ended on ${until}: undo the change, or approve it again` }]
  })
}
