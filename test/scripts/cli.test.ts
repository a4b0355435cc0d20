import { cpSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { bodyDocument, contract, files, fixture, folder, read, root } from './support.ts'

const zoo = fixture('zoo.yaml')

describe('the command line', () => {
  it.each([
    [['nonsense'], 2, /no command "nonsense"; there are lint, bundle/],
    [['types', '--nonsense'], 2, /Unknown option '--nonsense'/],
    [['generate', 'stray'], 2, /Unexpected argument 'stray'/],
    [['types', '--spec', zoo], 1, /--spec needs --out DIR/],
    [['types', '--out', 'x'], 1, /--out needs --spec FILE/],
    [['types', '--spec', 'none.yaml', '--out', 'x'], 1, /none\.yaml: no such file/],
    [['lint', '--spec', 'none.yaml'], 1, /none\.yaml: no such file/],
    [['mock', '--port', 'x'], 1, /--port x: must be a number/],
  ])('%j fails in one line', async (args, code, message) => {
    const ran = await contract(args)
    expect(ran.code).toBe(code)
    expect(ran.stderr.trim()).toMatch(message)
    expect(ran.stderr.trim().split('\n')).toHaveLength(1)
  })

  it.each([
    'lint',
    'bundle',
    'types',
    'operations',
    'validators',
    'serializers',
    'sdk',
    'docs',
    'generate',
    'watch',
    'mock',
  ])('%s --help', async (name) => {
    const { code, stdout } = await contract([name, '--help'])
    expect(code).toBe(0)
    expect(stdout).toMatch(new RegExp(`^Usage: npm run contract -- ${name}`))
  })

  it.each([
    ['generate', '/proc/none', /^\/proc\/none\/\S+: cannot be written \(E[A-Z]+\); choose another --out$/],
    ['bundle', '/proc/none', /^\/proc\/none\/\S+: cannot be written \(E[A-Z]+\); choose another --out$/],
    ['generate', '/dev/null', /^--out \/dev\/null: is not a folder; name a folder, /],
    ['types', path.join(zoo, 'below'), /zoo\.yaml\/below\/\S+: cannot be written \(ENOTDIR\); choose another --out$/],
  ])('%s --out %s ends in one line', async (stage, out, message) => {
    const ran = await contract([stage, '--spec', zoo, '--out', out])
    const lines = ran.stderr
      .trim()
      .split('\n')
      .filter((line) => !line.includes(': warning: '))
    expect(ran.code).toBe(1)
    expect(lines).toEqual([expect.stringMatching(message)])
  })

  it('says in one line what it cannot read of what it wrote before', async () => {
    const out = folder()
    mkdirSync(path.join(out, 'types.ts'), { recursive: true })
    const ran = await contract(['types', '--spec', zoo, '--out', out])
    expect(ran).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/types\.ts: cannot be read \(EISDIR\); choose/),
    })
  })

  it('says where YAML is broken', async () => {
    const spec = path.join(files({ 'broken.yaml': 'openapi: 3.1.0\ninfo: {title: x\npaths: {}\n' }), 'broken.yaml')
    const ran = await contract(['generate', '--spec', spec, '--out', folder()])
    expect(ran).toMatchObject({ code: 1 })
    expect(ran.stderr).toMatch(/^\S+broken\.yaml:3:\d+: [^\n]+\n$/)
  })

  it('says so of a file that holds no document, to the linter too', async () => {
    const empty = path.join(files({ 'empty.yaml': '' }), 'empty.yaml')
    const ran = await contract(['lint', '--spec', empty])
    expect(ran).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/empty\.yaml:1:1: not an OpenAPI document.*\n$/),
    })
  })

  it('says in one line that a document nests too deep', async () => {
    const schema = `${'{"items":'.repeat(20_000)}{}${'}'.repeat(20_000)}`
    const text = JSON.stringify(bodyDocument({ here: 1 })).replaceAll('{"here":1}', schema)
    const spec = path.join(files({ 'deep.json': text }), 'deep.json')
    const ran = await contract(['bundle', '--spec', spec, '--out', folder()])
    expect(ran).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/deep\.json:1:\d+: arrays and objects nest deeper than 1000 here[^\n]*\n$/),
    })
  })

  it('runs each stage alone', async () => {
    const out = folder()
    for (const [stage, file] of [
      ['bundle', 'openapi.json'],
      ['types', 'types.ts'],
      ['operations', 'operations.ts'],
      ['validators', 'validators.js'],
      ['serializers', 'serializers.js'],
    ]) {
      const ran = await contract([stage as string, '--spec', zoo, '--out', out])
      expect(ran, stage).toMatchObject({ code: 0 })
      expect(ran.stdout).toContain(`wrote ${path.join(out, file as string)}`)
    }
    expect((await contract(['types', '--spec', zoo, '--out', out])).stdout).toMatch(/^unchanged /)
  })

  it('lints other documents by the recommended rules', async () => {
    const { code, stdout } = await contract(['lint', '--spec', zoo])
    expect(stdout).toMatch(/zoo\.yaml:\d+:\d+: warning: .*\[info-license\]/)
    expect(stdout.trim().split('\n').at(-1)).toMatch(/^lint: \d+ errors, \d+ warnings$/)
    expect(code).toBe(/^lint: 0 errors/m.test(stdout) ? 0 : 1)
  })
})

describe('generate --check', () => {
  it('names the files that were edited by hand, and the ones that are made no more', async () => {
    const out = folder()
    const generate = (...more: string[]) => contract(['generate', '--spec', zoo, '--out', out, ...more])
    await generate()
    expect(await generate('--check')).toMatchObject({ code: 0 })
    writeFileSync(path.join(out, 'types.ts'), `${read(out, 'types.ts')}\n`)
    writeFileSync(path.join(out, 'sdk/old.ts'), read(out, 'sdk/client.ts'))
    const stale = await generate('--check')
    expect(stale.code).toBe(1)
    expect(stale.stderr).toMatch(
      /types\.ts, .*sdk\/old\.ts: differs from what the contract generates; run "make generate"/,
    )
    const mended = await generate()
    expect(mended.stdout.trim().split('\n')).toEqual([
      `wrote ${path.join(out, 'types.ts')}`,
      `removed ${path.join(out, 'sdk/old.ts')}`,
    ])
  })
})

/** The project without its history, so that generating our own versions touches nothing of it. */
function copyOfProject(): string {
  const into = folder()
  for (const name of ['scripts', 'openapi', 'generated', 'client-sdk/src', 'package.json', 'package-lock.json']) {
    cpSync(path.join(root, name), path.join(into, name), { recursive: true })
  }
  mkdirSync(path.join(into, 'node_modules'))
  for (const name of readdirSync(path.join(root, 'node_modules'))) {
    if (name !== '.cache') symlinkSync(path.join(root, 'node_modules', name), path.join(into, 'node_modules', name))
  }
  return into
}

describe('generate on our own versions', () => {
  it('does nothing, fast, when nothing changed, and mends what was edited by hand', { timeout: 60_000 }, async () => {
    const project = copyOfProject()
    const generate = () => contract(['generate'], project, path.join(project, 'scripts/contract.ts'))
    expect(await generate()).toMatchObject({ code: 0 })
    const types = path.join(project, 'generated/v2/types.ts')
    const before = statSync(types).mtimeMs
    // Other tests run beside this one and make any single run slow; the fastest says what the work takes.
    const times: number[] = []
    for (let run = 0; run < 3; run += 1) {
      const start = performance.now()
      expect((await generate()).stdout).toMatch(/^unchanged: .*generated\/v2/)
      times.push(performance.now() - start)
    }
    expect(Math.min(...times)).toBeLessThan(1000)
    expect(statSync(types).mtimeMs).toBe(before)

    const strays = ['generated/v2/notes.md', 'generated/v9/types.ts']
    for (const stray of strays) files({ [stray]: 'by hand' }, project)
    const checked = await contract(['generate', '--check'], project, path.join(project, 'scripts/contract.ts'))
    expect(checked).toMatchObject({ code: 1, stderr: expect.stringMatching(`^${strays.join(', ')}: lies among`) })
    for (const stray of strays) rmSync(path.join(project, stray))

    const right = read(types)
    writeFileSync(types, right.replace('paths', 'roads'))
    expect((await generate()).stdout).toContain('wrote generated/v2/types.ts')
    expect(read(types)).toBe(right)

    const spec = path.join(project, 'openapi/v2/openapi.yaml')
    writeFileSync(spec, read(spec).replace('title: Stockroom', 'title: Stockroom two'))
    expect((await generate()).stdout).toContain('wrote generated/v2/openapi.json')
  })
})
