import { describe, expect, it } from 'vitest'
import { lastRelease, releases, sha256 } from '../../../scripts/release/releases.ts'
import { releaseProblems } from '../../support/release-problems.ts'
import { project } from './project.ts'

const sums = (files: Record<string, string>) =>
  Object.entries(files)
    .map(([name, text]) => `${sha256(text)}  ${name}\n`)
    .join('')
const held = (version: string) => `openapi/releases/v2@${version}.yaml`
const whole = () =>
  project({
    [held('2.9.0')]: 'a: 1\n',
    [held('2.10.0')]: 'a: 2\n',
    'openapi/releases/SHA256SUMS': sums({ 'v2@2.9.0.yaml': 'a: 1\n', 'v2@2.10.0.yaml': 'a: 2\n' }),
    'openapi/CHANGELOG.md': '# Changelog\n\n## v2 2.10.0 — 2026-02-01\n\n## v2 2.9.0 — 2026-01-01\n',
  })

describe('the releases', () => {
  it('are in the order of their versions', () => {
    const { cwd } = whole()
    expect(releases(cwd).map(({ name }) => name)).toEqual(['v2@2.9.0', 'v2@2.10.0'])
    expect(lastRelease(cwd, 'v2')?.name).toBe('v2@2.10.0')
    expect(lastRelease(cwd, 'v1')).toBeUndefined()
    expect(releases(project({}).cwd)).toEqual([])
  })

  it('are as they were released', () => {
    expect(releaseProblems(whole().cwd)).toEqual([])
  })

  it('are found out when one was edited, taken away, slipped in or not written about', () => {
    const edited = whole()
    edited.write(held('2.9.0'), 'a: 3\n')
    expect(releaseProblems(edited.cwd)).toEqual([`${held('2.9.0')}: was edited after its release; restore it`])
    const slipped = whole()
    slipped.write(held('2.11.0'), 'a: 4\n')
    expect(releaseProblems(slipped.cwd)).toEqual([
      `${held('2.11.0')}: is not in openapi/releases/SHA256SUMS; only the release command adds to this folder`,
    ])
    const missing = whole()
    missing.write(
      'openapi/releases/SHA256SUMS',
      `${missing.read('openapi/releases/SHA256SUMS')}${sums({ 'v2@2.8.0.yaml': '' })}`,
    )
    expect(releaseProblems(missing.cwd)).toEqual([
      'openapi/releases/v2@2.8.0.yaml: was released and is missing; restore it',
    ])
    const silent = whole()
    silent.write('openapi/CHANGELOG.md', '## v2 2.9.0 — 2026-01-01\n')
    expect(releaseProblems(silent.cwd)).toEqual([`${held('2.10.0')}: has no entry in openapi/CHANGELOG.md`])
  })
})
