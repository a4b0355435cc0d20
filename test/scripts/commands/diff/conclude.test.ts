import { describe, expect, it } from 'vitest'
import { type ConcludeOptions, conclude } from '../../../../scripts/commands/diff/conclude.ts'
import { merge } from '../../../../scripts/commands/diff/merge.ts'
import { json } from '../../../../scripts/diff/report/json.ts'
import { text } from '../../../../scripts/diff/report/text.ts'
import type { DiffResult } from '../../../../scripts/diff/result.ts'
import { added, identical, refused, unsure } from '../../diff/report/fixture.ts'

const breaking: DiffResult = { verdict: 'breaking', bump: 'major', changes: [refused] }
const unclear: DiffResult = { verdict: 'warning', bump: 'minor', changes: [unsure] }
const compatible: DiffResult = { verdict: 'compatible', bump: 'minor', changes: [added] }
const approval = {
  fingerprint: refused.fingerprint,
  owner: 'me',
  reason: 'agreed',
  until: '2027-03-31',
  source: 'a.yaml:1:3',
}
const wish: ConcludeOptions = {
  format: 'json',
  write: json,
  failOn: 'error',
  colour: false,
  approvals: [],
  refuseUnused: true,
  today: '2027-01-01',
}
const end = (result: DiffResult, more: Partial<ConcludeOptions> = {}) =>
  conclude([{ base: 'a', revision: 'b', result }], { ...wish, ...more })

describe('a comparison', () => {
  it('ends with 1 at and above the threshold', () => {
    expect([breaking, unclear, compatible, identical].map((result) => end(result).code)).toEqual([1, 0, 0, 0])
    expect(end(unclear, { failOn: 'warning' }).code).toBe(1)
    expect(end(breaking, { failOn: 'none' }).code).toBe(0)
  })

  it('is written as JSON exactly as it was found where nothing was approved', () => {
    expect(JSON.parse(end(breaking).output)).toEqual(breaking)
  })

  it('passes what was approved, until the approval ends', () => {
    const passed = end(breaking, { approvals: [approval] })
    expect(passed).toMatchObject({ code: 0, errors: '' })
    expect(JSON.parse(passed.output).changes[0].approved.owner).toBe('me')
    expect(end(breaking, { approvals: [approval], today: '2027-04-01' })).toMatchObject({
      code: 1,
      errors:
        'a.yaml:1:3: the approval of a1b2c3d4e5f6 by me ended on 2027-03-31: undo the change, or approve it again\n',
    })
  })

  it('fails for an unused approval, unless the base may hold its change already', () => {
    expect(end(compatible, { approvals: [approval] }).code).toBe(1)
    expect(end(compatible, { approvals: [approval], refuseUnused: false })).toMatchObject({ code: 0, errors: '' })
    expect(end(compatible, { approvals: [approval], refuseUnused: false, today: '2027-04-01' }).code).toBe(1)
  })

  it('complains within every format but JSON', () => {
    const shown = end(compatible, { approvals: [approval], format: 'text', write: text })
    expect(shown).toMatchObject({ code: 1, errors: '' })
    expect(shown.output).toContain(
      'approvals a.yaml:1:3 the approval of a1b2c3d4e5f6 by me matches no breaking change: delete it',
    )
  })
})

describe('several comparisons', () => {
  it('are one: the worst verdict, the largest bump, all changes', () => {
    expect(merge([compatible, breaking, unclear])).toEqual({
      verdict: 'breaking',
      bump: 'major',
      changes: [added, refused, unsure],
    })
    expect(merge([])).toEqual({ verdict: 'identical', bump: 'none', changes: [] })
  })
})
