import { describe, expect, it } from 'vitest'
import { compareVersions, next, parseVersion, type Version } from '../../../scripts/release/semver.ts'

describe('versions', () => {
  it('are three numbers without leading zeros', () => {
    expect(parseVersion('2.10.0')).toEqual([2, 10, 0])
    for (const wrong of ['2.1', 'v2.1.0', '2.1.0-rc.1', '02.1.0', '2.1.0 ', '', 2.1, undefined])
      expect(parseVersion(wrong)).toBeUndefined()
  })

  it('are compared by number', () => {
    const versions: Version[] = [
      [2, 10, 0],
      [2, 9, 1],
      [1, 99, 99],
      [2, 9, 0],
    ]
    expect(versions.sort(compareVersions).map((version) => version.join('.'))).toEqual([
      '1.99.99',
      '2.9.0',
      '2.9.1',
      '2.10.0',
    ])
  })

  it.each([
    ['2.1.3', 'major', '3.0.0'],
    ['2.1.3', 'minor', '2.2.0'],
    ['2.1.3', 'patch', '2.1.4'],
    ['2.1.3', 'none', '2.1.3'],
    ['0.4.2', 'major', '0.5.0'],
    ['0.4.2', 'minor', '0.4.3'],
  ] as const)('%s is followed after a %s change by %s', (from, bump, to) => {
    expect(next(parseVersion(from) as Version, bump).join('.')).toBe(to)
  })
})
