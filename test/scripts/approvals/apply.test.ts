import { describe, expect, it } from 'vitest'
import { applyApprovals, complaintsAbout } from '../../../scripts/approvals/apply.ts'
import { added, refused, unsure, result as whole } from '../diff/report/fixture.ts'

const result = { ...whole, changes: [refused, unsure, added] }
const approval = {
  fingerprint: refused.fingerprint,
  owner: 'me',
  reason: 'agreed',
  until: '2027-03-31',
  source: 'openapi/approvals.yaml:4:3',
}
const texts = (today: string, ...approvals: (typeof approval)[]) =>
  complaintsAbout(approvals, [result], today).map(({ source, text, unused }) => [source, text, unused])

describe('approvals', () => {
  it('mark their change until their last day, and leave the verdict', () => {
    const applied = applyApprovals(result, [approval], '2027-03-31')
    expect(applied.changes[0]?.approved).toEqual({ owner: 'me', reason: 'agreed', until: '2027-03-31' })
    expect(applied).toMatchObject({ verdict: 'breaking', bump: 'major' })
    expect(applied.changes.slice(1)).toEqual([unsure, added])
    expect(texts('2027-03-31', approval)).toEqual([])
  })

  it('end the day after', () => {
    expect(applyApprovals(result, [approval], '2027-04-01')).toEqual(result)
    expect(texts('2027-04-01', approval)).toEqual([
      [
        'openapi/approvals.yaml:4:3',
        'the approval of a1b2c3d4e5f6 by me ended on 2027-03-31: undo the change, or approve it again',
        false,
      ],
    ])
  })

  it('are complained about where they fit nothing, or nothing that breaks', () => {
    const unused = [
      'openapi/approvals.yaml:4:3',
      'the approval of gone by me matches no breaking change: delete it',
      true,
    ]
    expect(texts('2027-01-01', { ...approval, fingerprint: 'gone' })).toEqual([unused])
    expect(texts('2027-01-01', { ...approval, fingerprint: added.fingerprint })).toHaveLength(1)
    expect(applyApprovals(result, [{ ...approval, fingerprint: added.fingerprint }], '2027-01-01')).toEqual(result)
  })

  it('may be for any of several comparisons', () => {
    expect(complaintsAbout([approval], [{ ...result, changes: [] }, result], '2027-01-01')).toEqual([])
  })
})
