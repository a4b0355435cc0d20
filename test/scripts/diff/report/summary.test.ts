import { describe, expect, it } from 'vitest'
import { formats } from '../../../../scripts/diff/report/formats.ts'
import { json } from '../../../../scripts/diff/report/json.ts'
import { exitCode, summary } from '../../../../scripts/diff/report/summary.ts'
import { added, gone, refused, result, unsure } from './fixture.ts'

const code = (failOn: 'error' | 'warning' | 'none', ...changes: (typeof refused)[]) =>
  exitCode({ ...result, changes }, { failOn, complaints: [] })

describe('what a result comes to', () => {
  it('fails at and above the threshold', () => {
    expect([code('error', refused), code('error', unsure), code('error', added)]).toEqual([1, 0, 0])
    expect([code('warning', refused), code('warning', unsure), code('warning', added)]).toEqual([1, 1, 0])
    expect([code('none', refused), code('none', unsure)]).toEqual([0, 0])
  })

  it('does not fail for what was approved, but for what is wrong with an approval', () => {
    expect(code('error', gone)).toBe(0)
    expect(
      exitCode({ ...result, changes: [] }, { failOn: 'none', complaints: [{ source: 'a:1:1', text: 'unused' }] }),
    ).toBe(1)
  })

  it('counts what was approved apart', () => {
    expect(summary({ ...result, changes: [refused, refused, gone] })).toBe(
      'breaking, asks for a major version: 2 errors, 1 approved',
    )
  })

  it('is written as JSON member by member', () => {
    expect(JSON.parse(json(result))).toEqual(result)
  })

  it('comes in seven formats', () => {
    expect([...formats.keys()]).toEqual(['text', 'json', 'markdown', 'html', 'sarif', 'junit', 'github'])
    expect(formats.get('constructor')).toBeUndefined()
  })
})
