import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readApprovals } from '../../../scripts/approvals/approve.ts'
import { approveCommand } from '../../../scripts/commands/diff/approve.ts'
import { refused, result } from '../diff/report/fixture.ts'

const compareBy = () => async () => result
const words = ['--owner', 'me', '--reason', 'agreed', '--until', '2999-12-31', 'base.yaml', 'revision.yaml']
let cwd: string

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'approve-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

const approve = (...args: string[]) => approveCommand(args, compareBy, cwd)

describe('approve', () => {
  it('writes the approval of a change that there is', async () => {
    expect(await approve(refused.fingerprint, ...words)).toBe(
      'openapi/approvals.yaml: approved request-property-max-decreased (the maximum of quantity was lowered from 100 to 50) until 2999-12-31\n',
    )
    expect(readFileSync(join(cwd, 'openapi/approvals.yaml'), 'utf8')).toBe(
      '- fingerprint: a1b2c3d4e5f6\n  owner: me\n  reason: agreed\n  until: 2999-12-31\n',
    )
    await approve('0f0f0f0f0f0f', ...words)
    expect(readApprovals(cwd).map(({ fingerprint }) => fingerprint)).toEqual(['a1b2c3d4e5f6', '0f0f0f0f0f0f'])
  })

  it('refuses a fingerprint that no breaking change has', async () => {
    await expect(approve('cccccccccccc', ...words)).rejects.toThrow(
      'approve: no breaking change has the fingerprint "cccccccccccc"; there are a1b2c3d4e5f6 (request-property-max-decreased), 0f0f0f0f0f0f (response-property-pattern-changed)',
    )
    expect(readApprovals(cwd)).toEqual([])
  })

  it.each([
    ['2020-01-01', '--until 2020-01-01 is past; today is '],
    ['2999-02-30', '--until is a day such as 2026-12-31, not "2999-02-30"'],
    ['soon', '--until is a day such as 2026-12-31, not "soon"'],
  ])('refuses the day %s', async (until, message) => {
    await expect(approve('a1b2c3d4e5f6', '--owner', 'me', '--reason', 'x', '--until', until, 'a', 'b')).rejects.toThrow(
      message,
    )
  })

  it('needs an owner, a reason and a day that say something', async () => {
    await expect(approve('a1b2c3d4e5f6', '--owner', 'me', 'a', 'b')).rejects.toThrow('approve FINGERPRINT --owner WHO')
    await expect(approve(...words)).rejects.toThrow(/approve/)
    await expect(approve('a1b2c3d4e5f6', '--owner', ' ', ...words.slice(2))).rejects.toThrow(
      '--owner must not be empty',
    )
    await expect(approve('a1b2c3d4e5f6', '--profile', 'lax', ...words)).rejects.toThrow(
      'approve --profile is one of wire,',
    )
    await expect(approve('a1b2c3d4e5f6', '--whom', 'me', ...words)).rejects.toThrow("approve: Unknown option '--whom'")
  })

  it('needs something to compare', async () => {
    await expect(approve('a1b2c3d4e5f6', ...words.slice(0, 6))).rejects.toThrow('no release to compare with yet')
  })
})
