import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Project, project } from '../../release/project.ts'

const program = resolve('scripts/contract.ts')
const timeout = 180_000

function run({ cwd }: Project, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd, encoding: 'utf8' })
  return { status, stdout, stderr }
}

const ref = (index: number) => ({ $ref: `#/components/schemas/S${index}` })
const answering = (schema: unknown, schemas: unknown) =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 't', version: '1.0.0' },
    paths: { '/x': { get: { responses: { 200: { description: 'x', content: { 'application/json': { schema } } } } } } },
    components: { schemas },
  })

/** Two contracts of so many schemas, each of which leads to the next; the last one's type differs. */
function chains(length: number, link: (to: object) => object): Project {
  const chain = (type: string) => {
    const links = Array.from({ length }, (_, index) => [`S${index}`, link(ref(index + 1))])
    return answering(ref(0), Object.fromEntries([...links, [`S${length}`, { type }]]))
  }
  return project({ 'a.json': chain('string'), 'b.json': chain('integer') })
}

const member = (to: object) => ({ type: 'object', properties: { a: to } })

describe('schemas that lead on deeper than the stack of a process', () => {
  it('have a witness as others have', { timeout }, () => {
    const { status, stdout, stderr } = run(chains(300, member), 'diff', 'a.json', 'b.json', '--format', 'json')
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    const { verdict, changes } = JSON.parse(stdout)
    expect({ verdict, ids: changes.map(({ id }: { id: string }) => id) }).toEqual({
      verdict: 'breaking',
      ids: ['response-property-type-changed'],
    })
    expect(changes[0].witness.path).toBe('/x')
  })

  const kinds: [kind: string, link: (to: object) => object, length: number][] = [
    ['members', member, 5000],
    ['items', (to) => ({ type: 'array', items: to }), 5000],
    ['allOf', (to) => ({ allOf: [to] }), 500],
  ]
  it.each(kinds)('are compared through %s', { timeout }, (_kind, link, length) => {
    const { status, stdout, stderr } = run(chains(length, link), 'diff', 'a.json', 'b.json')
    expect(stderr).toBe('')
    expect(stdout).toContain(`S${length}: the type changed from string to integer`)
    expect(status).not.toBe(2)
  })

  it('are refused for what is wrong with the command all the same', { timeout }, () => {
    const words = ['--owner', 'a', '--reason', 'b', '--until', '2999-01-01']
    expect(run(chains(300, member), 'approve', 'unknown', ...words, 'a.json', 'b.json')).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^approve: no breaking change has the fingerprint "unknown"; [^\n]*\n$/),
    })
  })
})

describe('one schema that nests', () => {
  const nested = (levels: number) =>
    JSON.parse(`${'{"type":"object","properties":{"a":'.repeat(levels)}{}${'}}'.repeat(levels)}`)

  it('too deep is refused where it does', { timeout }, () => {
    const at = project({ 'a.json': answering(nested(400), {}), 'b.json': answering(nested(600), {}) })
    expect(run(at, 'diff', 'a.json', 'b.json')).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/^b\.json:1:\d+: arrays and objects nest deeper than 1000 [^\n]*\n$/),
    })
  })

  it('within the limit is compared', { timeout }, () => {
    const at = project({ 'a.json': answering(nested(400), {}), 'b.json': answering(nested(401), {}) })
    expect(run(at, 'diff', 'a.json', 'b.json')).toMatchObject({ stderr: '', stdout: expect.stringContaining('type') })
  })
})

it('YAML that its parser takes more stack for than a process has is read', { timeout }, () => {
  const text = `openapi: 3.1.0\ninfo: { title: t, version: 1.0.0 }\npaths: {}\nx-a: ${'['.repeat(990)}1${']'.repeat(990)}\n`
  const at = project({ 'a.yaml': text })
  expect(run(at, 'diff', 'a.yaml', 'a.yaml')).toMatchObject({ status: 0, stderr: '' })
})

it('a reader that closes early is no fault', () => {
  const { stdout, stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" explain | head -n 1`], {
    encoding: 'utf8',
  })
  expect({ lines: stdout.trimEnd().split('\n').length, stderr }).toEqual({ lines: 1, stderr: '' })
})
