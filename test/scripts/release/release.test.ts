import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { releaseCommand } from '../../../scripts/commands/diff/release.ts'
import type { CompareContracts, DiffResult } from '../../../scripts/diff/result.ts'
import { apiName, releases } from '../../../scripts/release/releases.ts'
import { releaseProblems } from '../../support/release-problems.ts'
import { added, identical, refused } from '../diff/report/fixture.ts'
import { contract, orders, type Project, project, spec } from './project.ts'

const minor: DiffResult = { verdict: 'compatible', bump: 'minor', changes: [added] }
const major: DiffResult = { verdict: 'breaking', bump: 'major', changes: [refused] }
const unasked: CompareContracts = () => Promise.reject(new Error('nothing to compare with'))
const shop = (version: string) => project({ [spec]: contract(version), 'openapi/v2/orders.yaml': orders })
const release = (of: Project, compare: CompareContracts, ...args: string[]) => releaseCommand(args, compare, of.cwd)

describe('the first release', () => {
  it('freezes the bundle, its hash and the list of its operations', async () => {
    const at = shop('2.0.0')
    expect(await release(at, unasked)).toContain('v2@2.0.0, the first release')
    const frozen = at.read('openapi/releases/v2@2.0.0.yaml')
    expect(frozen.split('\n')[0]).toBe(
      '# Released by "npm run contract -- release" from openapi/v2/openapi.yaml. Never edited.',
    )
    expect(JSON.stringify(parse(frozen))).not.toContain('orders.yaml')
    expect(parse(frozen).paths['/v2/orders'].get.operationId).toBe('listOrders')
    expect(at.read('openapi/CHANGELOG.md')).toMatch(
      /\n## v2 2\.0\.0 — \d{4}-\d\d-\d\d\n\nFirst release\.\n\n- `GET \/v2\/orders`\n$/,
    )
    expect(releaseProblems(at.cwd)).toEqual([])
  })
})

describe('a later release', () => {
  const released = async () => {
    const at = shop('2.0.0')
    await release(at, unasked)
    return at
  }

  it('compares with the last one and writes the changes before the older entries', async () => {
    const at = await released()
    at.write(spec, contract('2.1.0', 'Shop and more'))
    const asked: string[] = []
    await release(at, async (...pair) => {
      asked.push(...pair)
      return minor
    })
    expect(asked).toEqual(['v2@2.0.0', spec])
    expect(releases(at.cwd).map(({ name }) => name)).toEqual(['v2@2.0.0', 'v2@2.1.0'])
    expect(at.read('openapi/CHANGELOG.md')).toMatch(
      /## v2 2\.1\.0 — .*\n\nSince v2@2\.0\.0\.\n\n### Compatible\n\n- `GET \/v2\/invoices`: the operation was added [\s\S]*\n\n## v2 2\.0\.0/,
    )
    expect(releaseProblems(at.cwd)).toEqual([])
  })

  it('refuses a version smaller than the changes ask for, with the edit that makes it right', async () => {
    const at = await released()
    const tooSmall =
      '2.1.0 is too small: the changes since v2@2.0.0 ask for a major version; write "version: 3.0.0" at openapi/v2/openapi.yaml:4:3'
    at.write(spec, contract('2.1.0'))
    await expect(release(at, async () => major)).rejects.toThrow(tooSmall)
    await expect(release(at, async () => major, '--version', '2.1.0')).rejects.toThrow(tooSmall)
    expect(releases(at.cwd)).toHaveLength(1)
  })

  it('refuses a version that is not the one the contract gives itself', async () => {
    const at = await released()
    await expect(release(at, async () => minor, '--version', '2.1.0')).rejects.toThrow(
      'openapi/v2/openapi.yaml:4:3: info.version is 2.0.0, not 2.1.0; write "version: 2.1.0" there',
    )
    at.write(spec, contract('soon'))
    await expect(release(at, async () => minor)).rejects.toThrow(
      'info.version is "soon"; a release needs MAJOR.MINOR.PATCH',
    )
    await expect(release(at, async () => minor, '--version', 'two')).rejects.toThrow(
      'a release needs MAJOR.MINOR.PATCH',
    )
  })

  it('takes a larger version than the changes ask for', async () => {
    const at = await released()
    at.write(spec, contract('3.0.0'))
    expect(await release(at, async () => minor)).toContain('v2@3.0.0 after v2@2.0.0')
  })

  it('refuses to release the same again, yet takes changed words as a patch', async () => {
    const at = await released()
    at.write(spec, contract('2.0.1'))
    await expect(release(at, async () => identical)).rejects.toThrow('nothing has changed since v2@2.0.0')
    at.write(spec, contract('2.0.0', 'A better title'))
    await expect(release(at, async () => identical)).rejects.toThrow('write "version: 2.0.1"')
    at.write(spec, contract('2.0.1', 'A better title'))
    await release(at, async () => identical)
    expect(at.read('openapi/CHANGELOG.md')).toContain(
      'Only documentation changed: no request and no response is affected.',
    )
  })

  it('shows a break with its witness', async () => {
    const at = await released()
    at.write(spec, contract('3.0.0'))
    await release(at, async () => major)
    expect(at.read('openapi/CHANGELOG.md')).toMatch(
      /### Breaking\n\n- `POST \/v2\/orders`.* at `\/components\/schemas\/Line[\s\S]+ {2}The base accepts this request[\s\S]+ {2}```http\n {2}POST \/v2\/orders\?dry=true/,
    )
  })

  it('marks a break that was accepted', async () => {
    const at = await released()
    at.write(spec, contract('3.0.0'))
    at.write(
      'openapi/approvals.yaml',
      `- fingerprint: ${refused.fingerprint}\n  owner: me\n  reason: agreed\n  until: 2999-12-31\n`,
    )
    await release(at, async () => major)
    expect(at.read('openapi/CHANGELOG.md')).toContain('\n  Accepted by me: agreed\n')
  })

  it('writes nothing in a dry run', async () => {
    const at = await released()
    at.write(spec, contract('2.1.0'))
    const before = at.read('openapi/CHANGELOG.md')
    const shown = await release(at, async () => minor, '--dry-run')
    expect(shown).toContain('would write openapi/releases/v2@2.1.0.yaml')
    expect(shown).toContain('## v2 2.1.0')
    expect(at.read('openapi/CHANGELOG.md')).toBe(before)
    expect(releases(at.cwd)).toHaveLength(1)
  })
})

describe('the command', () => {
  it('releases the newest version of the contract, or the one that is named', async () => {
    const at = shop('2.0.0')
    at.write('openapi/v10/openapi.yaml', contract('10.0.0').replace('orders.yaml', '../v2/orders.yaml'))
    expect(await release(at, unasked, '--dry-run')).toContain('v10@10.0.0')
    expect(await release(at, unasked, '--dry-run', '--spec', spec)).toContain('v2@2.0.0')
    await expect(release(at, unasked, 'v2')).rejects.toThrow('unexpected argument')
    await expect(release(at, unasked, '--spec', '/etc/passwd')).rejects.toThrow('lies outside this project')
    await expect(release(project({}), unasked)).rejects.toThrow('no openapi/*/openapi.yaml here')
  })

  it('calls a release by the folder, or by the document itself', () => {
    expect([apiName('openapi/v2/openapi.yaml'), apiName('shop.json'), apiName('openapi.yaml')]).toEqual([
      'v2',
      'shop',
      'openapi',
    ])
  })
})
