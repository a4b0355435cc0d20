import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleSize } from '../support/bundle-size.ts'

const root = join(import.meta.dirname, '../..')
const sdk = join(root, 'client-sdk')
const bin = (name: string) => join(root, 'node_modules', name)
const work = mkdtempSync(join(tmpdir(), 'stockroom-package-'))
const run = promisify(execFile)
const read = (file: string) => readFileSync(join(sdk, file), 'utf8')
const manifest = JSON.parse(read('package.json'))
/** The modules of a version; the folder beside them is the command-line client's. */
const sources = (version: string) => readdirSync(join(sdk, 'src', version)).filter((file) => file.endsWith('.ts'))
let tarball = ''

beforeAll(async () => {
  const packed = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', work], {
    cwd: sdk,
    encoding: 'utf8',
  })
  expect(packed).toContain('@stockroom/sdk')
  tarball = join(work, readdirSync(work).find((file) => file.endsWith('.tgz')) ?? '')
}, 120_000)
afterAll(() => rmSync(work, { recursive: true }))

describe('the packed artefact', () => {
  test('is clean for publint', async () => {
    const { stdout } = await run(process.execPath, [bin('publint/src/cli.js'), tarball, '--strict'])
    expect(stdout).toContain('All good!')
  })

  test('has the right types for every resolution (attw)', async () => {
    const modules = ['v1', 'v2'].flatMap((version) =>
      sources(version)
        .filter((file) => !/^(webhooks|examples)\./.test(file))
        .map((file) => `${version}/${file.slice(0, -3)}`),
    )
    const entries = ['.', 'testing', 'webhooks', 'v1', 'v1/testing', ...modules]
    const { stdout } = await run(process.execPath, [
      bin('@arethetypeswrong/cli/dist/index.js'),
      tarball,
      '--entrypoints',
      ...entries,
      '--format',
      'json',
    ])
    expect(JSON.parse(stdout).analysis.problems).toEqual([])
  })

  test('depends on openapi-fetch alone, has no side effects and carries its documents', async () => {
    expect(manifest.dependencies).toEqual({ 'openapi-fetch': '0.16.0' })
    expect(manifest.peerDependencies).toEqual({ zod: '^4.3.0' })
    expect(manifest.peerDependenciesMeta).toEqual({ zod: { optional: true } })
    expect(manifest.sideEffects).toBe(false)
    const { stdout } = await run('tar', ['-tzf', tarball])
    for (const file of [
      'README.md',
      'CHANGELOG.md',
      'api.md',
      'dist/esm/index.js',
      'dist/cjs/index.d.ts',
      'dist/cli/bin.js',
    ]) {
      expect(stdout).toContain(`package/${file}\n`)
    }
    expect(manifest.bin).toEqual({ stockroom: './dist/cli/bin.js' })
    expect(stdout).not.toMatch(/dist\/(esm|cjs)\/(v\d\/)?(cli|bin)\b/)
    expect(read('CHANGELOG.md')).toContain(`## ${manifest.version}`)
  })
})

describe('a bundle', () => {
  const size = async (version: string, module: string, operation: string, auth: string) =>
    (
      await bundleSize(
        `import { clientCredentials, connect } from './dist/esm/index.js'
         import { ${operation} } from './dist/esm/${version}/${module}.js'
         ${operation}(connect({ baseUrl: 'https://x.test', auth: ${auth} }))`,
        sdk,
      )
    ).gzip
  const operations = ['v1', 'v2'].flatMap((version) =>
    sources(version).flatMap((file) =>
      [...read(`src/${version}/${file}`).matchAll(/^export const (\w+): \{/gm)].map(
        ([, name]) => [version, file.slice(0, -3), String(name)] as const,
      ),
    ),
  )

  test('with any one operation and client credentials is at most 4,000 bytes', async () => {
    expect(operations.length).toBeGreaterThan(50)
    const auth = "clientCredentials({ clientId: 'a', clientSecret: 'b' })"
    const sizes = await Promise.all(
      operations.map(async (operation) => `${await size(...operation, auth)} B: ${operation.join(' ')}`),
    )
    expect(sizes.filter((line) => Number.parseInt(line, 10) > 4_000)).toEqual([])
  })

  test('with the whole client is at most 12 kB, and holds nothing of the testing entry', async () => {
    const { gzip } = await bundleSize("import * as sdk from './dist/esm/index.js'; globalThis.sdk = sdk", sdk)
    expect(gzip).toBeLessThanOrEqual(12_000)
  })

  test('of any entry holds nothing of the command-line client, which no module imports', () => {
    const files = readdirSync(join(sdk, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      /\.ts$/.test(file),
    )
    expect(files).toContain('cli/main.ts')
    const outside = files.filter((file) => !/(^|\/)cli\/|^bin\.ts$/.test(file))
    expect(
      outside.filter((file) => /(from|import\() ?'[^']*\/(cli\/[^']*|bin\.ts)'/.test(read(`src/${file}`))),
    ).toEqual([])
  })
})

describe('what a review sees', () => {
  test('api.md is what the build offers', () => {
    const fresh = join(work, 'api.md')
    execFileSync(process.execPath, [join(sdk, 'scripts/api.ts'), fresh])
    const isFresh = read('api.md') === readFileSync(fresh, 'utf8')
    const remedy =
      'client-sdk/api.md is stale: run "npm run build -w client-sdk && npm run api -w client-sdk", commit it'
    if (!isFresh) expect.fail(remedy)
  })

  test('none of openapi-fetch shows in a declaration', () => {
    const dist = join(sdk, 'dist')
    const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'))
    expect(files.length).toBeGreaterThan(20)
    expect(files.filter((file) => read(join('dist', file)).includes('openapi-fetch'))).toEqual([])
  })

  test('the last release is still taken, unless the major says otherwise', async () => {
    const releases = readdirSync(join(sdk, 'usage')).toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    const last = releases.at(-1) ?? ''
    const major = (version: string) => Number(version.split('.')[0])
    const options = {
      compilerOptions: {
        ...{
          strict: true,
          exactOptionalPropertyTypes: true,
          noUncheckedIndexedAccess: true,
          noEmit: true,
          target: 'es2022',
        },
        ...{ module: 'nodenext', types: [], customConditions: ['stockroom-source'], allowImportingTsExtensions: true },
      },
      files: [join(sdk, 'usage', last, 'usage.ts')],
    }
    const config = join(work, 'tsconfig.json')
    writeFileSync(config, JSON.stringify(options))
    const errors = await run(process.execPath, [bin('typescript7/bin/tsc'), '-p', config]).then(
      () => '',
      ({ stdout }) => String(stdout),
    )
    if (major(manifest.version) === major(last)) expect(errors, `breaks programs written for ${last}`).toBe('')
    expect(major(manifest.version)).toBeGreaterThanOrEqual(major(last))
  })
})
