import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { defaultPairs, pairsAt, pairsOf } from '../../../../scripts/commands/diff/pairs.ts'
import { contract, project, spec } from '../../release/project.ts'

const released = () =>
  project({
    [spec]: contract('2.1.0'),
    'openapi/v1/openapi.yaml': contract('1.0.0'),
    'openapi/v3/openapi.yaml': contract('3.0.0'),
    'openapi/releases/v1@1.0.0.yaml': '',
    'openapi/releases/v2@2.9.0.yaml': '',
    'openapi/releases/v2@2.10.0.yaml': '',
  }).cwd

describe('what is compared', () => {
  it('is each released version of the contract with its last release when nothing is said', () => {
    const cwd = released()
    const all = [
      { base: 'v1@1.0.0', revision: 'openapi/v1/openapi.yaml' },
      { base: 'v2@2.10.0', revision: spec },
    ]
    expect(defaultPairs(cwd)).toEqual(all)
    expect(pairsOf('diff', [], cwd)).toEqual(all)
    expect(defaultPairs(project({}).cwd)).toEqual([])
  })

  it('misses a released version that is gone, unless its time was up', () => {
    const left = (operation: string) =>
      project({ 'openapi/releases/v1@1.0.0.yaml': `paths: { /v1/orders: { get: ${operation} } }\n` }).cwd
    expect(defaultPairs(left('{ deprecated: true, x-sunset: 2020-01-01 }'))).toEqual([])
    const why =
      'openapi/v1/openapi.yaml: was removed, and clients of v1@1.0.0 still call it; restore it until its sunset date'
    for (const operation of [
      '{ deprecated: true, x-sunset: 2999-01-01 }',
      '{ deprecated: true }',
      '{ x-sunset: 2020-01-01 }',
    ])
      expect(() => defaultPairs(left(operation))).toThrow(why)
  })

  it('is what was named', () => {
    expect(pairsOf('diff', ['a.yaml', 'b.yaml'], '/')).toEqual([{ base: 'a.yaml', revision: 'b.yaml' }])
  })

  it('is a release or a path at a ref with the contract that it was', () => {
    const cwd = released()
    expect(pairsOf('diff', ['v2@2.9.0'], cwd)[0]?.revision).toBe(spec)
    expect(pairsOf('diff', ['v2@latest'], cwd)[0]?.revision).toBe(spec)
    expect(pairsOf('diff', [`origin/main:${spec}`], cwd)[0]?.revision).toBe(spec)
  })

  it('must be clear', () => {
    expect(() => pairsOf('diff', ['a.yaml'], released())).toThrow(
      'diff: nothing to compare "a.yaml" with; name the REVISION after it',
    )
    expect(() => pairsOf('diff', ['v9@1.0.0'], released())).toThrow('nothing to compare "v9@1.0.0" with')
    expect(() => pairsOf('diff', ['a', 'b', 'c'], '/')).toThrow('diff: two contracts are compared, not 3')
  })
  it('is each version of the contract with itself at a git ref that has it', () => {
    const at = project({ [spec]: contract('2.0.0') })
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: at.cwd })
    git('init', '--quiet')
    git('add', '.')
    git('commit', '--quiet', '--message', 'first')
    at.write('openapi/v3/openapi.yaml', contract('3.0.0'))
    expect(pairsAt('HEAD', at.cwd)).toEqual([{ base: `HEAD:${spec}`, revision: spec }])
    expect(() => pairsAt('no-such-ref', at.cwd)).toThrow('diff: git knows no ref "no-such-ref" here')
    expect(() => pairsAt('--output=x', at.cwd)).toThrow('diff: git knows no ref')
    expect(() => pairsAt('HEAD', project({}).cwd)).toThrow('diff: git knows no ref')
  })
})
