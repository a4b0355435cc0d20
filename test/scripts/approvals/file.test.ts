import { describe, expect, it } from 'vitest'
import { isDay, parseApprovals, writeApproval } from '../../../scripts/approvals/file.ts'

const text = `# Breaking changes that were accepted.

# agreed with all partners
- fingerprint: a1b2c3d4e5f6 # see the minutes
  owner: reviewer@example.org
  reason: "nobody reads it"
  until: 2027-03-31
`
const approval = {
  fingerprint: '123456789012',
  owner: 'x: y',
  reason: 'first line\nsecond # line',
  until: '2027-01-31',
}

describe('the approvals file', () => {
  it('is a list of fingerprints with owner, reason and expiry, each at its place', () => {
    expect(parseApprovals(text, 'approvals.yaml')).toEqual([
      {
        fingerprint: 'a1b2c3d4e5f6',
        owner: 'reviewer@example.org',
        reason: 'nobody reads it',
        until: '2027-03-31',
        source: 'approvals.yaml:4:3',
      },
    ])
    expect(parseApprovals('# none yet\n', 'a')).toEqual([])
    expect(parseApprovals('[]', 'a')).toEqual([])
  })

  it('keeps its comments and its order when an approval is added', () => {
    const written = writeApproval(text, 'a', approval)
    expect(written.startsWith(text)).toBe(true)
    expect(parseApprovals(written, 'a').at(-1)).toMatchObject(approval)
  })

  it('renews an approval in its place', () => {
    const written = writeApproval(text, 'a', { ...approval, fingerprint: 'a1b2c3d4e5f6', owner: 'second@example.org' })
    expect(parseApprovals(written, 'a')).toHaveLength(1)
    expect(written).toContain('# see the minutes')
    expect(written).toContain('owner: second@example.org')
  })

  it.each(['', '# Only words.\n', '# Words.\n[]\n'])('starts from %j', (empty) => {
    const written = writeApproval(empty, 'a', approval)
    expect(parseApprovals(written, 'a')).toMatchObject([approval])
    expect(written.startsWith(empty.split('\n')[0]?.replace('[]', '') ?? '')).toBe(true)
  })

  it.each([
    ['a: 1', 'a:1:1: approvals are a list'],
    ['- 1', 'a:1:3: an approval has the members fingerprint, owner, reason, until'],
    ['-', 'a:1:2: an approval has the members fingerprint, owner, reason, until'],
    ['- fingerprint: a\n  owner: b\n  reason: c', 'a:1:3: an approval needs until'],
    ['- fingerprint: a\n  until: 2026-02-30', 'a:2:10: until is a day such as 2026-12-31, not "2026-02-30"'],
    [
      '- fingerprint: 12',
      'a:1:16: fingerprint must be a text that is not empty; quote it where it looks like a number',
    ],
    ['- owner: ""', 'a:1:10: owner must be a text that is not empty; quote it where it looks like a number'],
    ['- owner: [x]', 'a:1:10: owner must be a text that is not empty; quote it where it looks like a number'],
    ['- whom: me', 'a:1:3: an approval has no member "whom"; it has fingerprint, owner, reason, until'],
    ['- owner: a\n  owner: b', 'a:2:3: not YAML: Map keys must be unique'],
    ['- [', 'a:1:4: not YAML: '],
    [`${text}${text}`, 'a:11:3: a1b2c3d4e5f6 is approved at a:4:3 already; keep one of the two'],
  ])('refuses what is malformed with its place (%#)', (wrong, message) => {
    expect(() => parseApprovals(wrong, 'a')).toThrow(message)
    expect(() => writeApproval(wrong, 'a', approval)).toThrow(message)
  })

  it('knows the days of the calendar', () => {
    expect(['2028-02-29', '2026-12-31'].every(isDay)).toBe(true)
    expect(['2027-02-29', '2026-13-01', '2026-1-1', 'tomorrow', '', '2026-12-31T00:00:00Z'].some(isDay)).toBe(false)
  })
})
