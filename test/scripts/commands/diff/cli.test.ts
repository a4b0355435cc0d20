import { execFileSync, spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { orders, type Project, project, spec } from '../../release/project.ts'

const program = resolve('scripts/contract.ts')
const contract = (version: string, limit: number) => `openapi: 3.1.0
info: { title: Shop, version: ${version} }
x-owners: { $ref: 'owners.yaml' }
paths:
  /v2/orders:
    parameters:
      - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: ${limit} } }
    get:
      responses: { '200': { $ref: 'orders.yaml#/list' } }
`

function run({ cwd }: Project, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8' })
  return { status, stdout, stderr }
}

const shop = () =>
  project({
    [spec]: contract('2.0.0', 100),
    'openapi/v2/orders.yaml': orders,
    'openapi/v2/owners.yaml': 'sales: Ann\n',
  })

describe('the contract’s guard', () => {
  it('lives from a release over a break and its approval to the next release', { timeout: 60_000 }, () => {
    const at = shop()
    expect(run(at, 'diff')).toMatchObject({
      status: 0,
      stderr: 'diff: there is no contract to compare with: nothing is released yet\n',
    })
    expect(run(at, 'release')).toMatchObject({ status: 0, stderr: '' })
    expect(JSON.parse(run(at, 'diff', '--format', 'json').stdout)).toEqual({
      verdict: 'identical',
      bump: 'none',
      changes: [],
    })

    at.write(spec, contract('2.0.0', 50))
    const broken = run(at, 'diff', '--format', 'json')
    const [change] = JSON.parse(broken.stdout).changes
    expect(broken.status).toBe(1)
    expect(change).toMatchObject({
      id: 'request-parameter-max-decreased',
      level: 'error',
      proof: 'witness',
      operations: ['GET /v2/orders'],
      source: { revision: expect.stringMatching(/^openapi\/v2\/openapi\.yaml:7:\d+$/) },
      witness: { kind: 'request', path: '/v2/orders?limit=51' },
    })

    const words = ['--owner', 'ann', '--reason', 'agreed', '--until', '2999-12-31']
    expect(run(at, 'approve', 'unknown', ...words)).toMatchObject({ status: 2, stdout: '' })
    expect(run(at, 'approve', change.fingerprint, ...words).status).toBe(0)
    expect(run(at, 'diff').stdout).toContain('approved by ann until 2999-12-31: agreed')
    expect(run(at, 'diff').status).toBe(0)

    expect(run(at, 'release')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('write "version: 3.0.0" at openapi/v2/openapi.yaml:2:'),
    })
    at.write(spec, contract('3.0.0', 50))
    expect(run(at, 'release').status).toBe(0)
    expect(at.read('openapi/CHANGELOG.md')).toContain('GET /v2/orders?limit=51 HTTP/1.1')
    const spent = run(at, 'diff')
    expect(spent.status).toBe(1)
    expect(spent.stdout).toContain('openapi/approvals.yaml:1:3 the approval of')
  })

  it('compares with a git ref', () => {
    const at = shop()
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: at.cwd })
    git('init', '--quiet')
    git('add', '.')
    git('commit', '--quiet', '--message', 'first')
    at.write(spec, contract('2.0.0', 50))
    const { status, stdout } = run(at, 'diff', '--against', 'HEAD', '--format', 'github')
    expect(status).toBe(1)
    expect(stdout).toMatch(
      /^::error file=openapi\/v2\/openapi\.yaml,line=7,col=\d+,title=request-parameter-max-decreased::/,
    )
  })

  it.each(['text', 'json', 'markdown', 'html', 'sarif', 'junit', 'github'])('writes %s', (format) => {
    const at = shop()
    at.write(
      'other.yaml',
      contract('2.0.0', 50).replaceAll("'or", "'openapi/v2/or").replaceAll("'ow", "'openapi/v2/ow"),
    )
    const { status, stdout, stderr } = run(at, 'diff', spec, 'other.yaml', '--format', format)
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout).toContain('request-parameter-max-decreased')
  })

  it.each([
    [['diff', 'missing.yaml', spec], 'missing.yaml: no such file'],
    [['diff', 'v2@9.9.9', spec], 'v2@9.9.9: no such release'],
    [['diff', 'no-ref:openapi.yaml', spec], 'no-ref:openapi.yaml: '],
    [['diff', 'broken.yaml', spec], 'broken.yaml:1:'],
    [['diff', 'odd.yaml', spec], 'odd.yaml:2:1: "paths" is an object, not the number 3'],
    [['diff', spec, spec, '--format', 'pdf'], 'diff --format is one of'],
    [['diff', spec, spec, '--profile', 'x'], 'diff --profile is one of'],
    [['diff', spec, spec, '--fail-on', 'x'], 'diff --fail-on is one of'],
    [['diff', '--colour'], "diff: Unknown option '--colour'; diff --help lists the options"],
    [['diff', '--format'], "diff: Option '--format <value>' argument missing; diff --help lists"],
    [['diff', spec, spec, spec], 'diff: two contracts are compared, not 3'],
    [['diff', ''], 'name the REVISION after it'],
    [['explain', 'no-such-id'], 'explain: no change is called "no-such-id"'],
    [['approve'], 'approve: approve FINGERPRINT'],
    [['release', '--spec', 'missing.yaml'], 'missing.yaml: no such file'],
  ])('answers %j in one line', (args, line) => {
    const at = shop()
    at.write('broken.yaml', 'a: [')
    at.write('odd.yaml', 'openapi: 3.1.0\npaths: 3\n')
    const { status, stdout, stderr } = run(at, ...args)
    expect(stderr).toContain(line)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect({ status, stdout }).toEqual({ status: args[0] === 'release' ? 1 : 2, stdout: '' })
  })
})
