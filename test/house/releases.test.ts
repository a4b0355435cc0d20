import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { releaseProblems } from '../support/release-problems.ts'

const git = (...args: string[]) =>
  execFileSync('git', args, { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line !== '')

describe('a release', () => {
  it('is as it was released, and has its entry in the changelog', () => {
    expect(releaseProblems(process.cwd())).toEqual([])
  })

  it('was edited or taken away by no commit', () => {
    const touched = git('log', '--no-renames', '--diff-filter=MD', '--format=', '--name-only', '--', 'openapi/releases')
    expect(touched.filter((path) => path.endsWith('.yaml'))).toEqual([])
  })
})
