import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

/**
 * Builds `dist/esm` and `dist/cjs` by tsc from the same sources, each with its own types, and `dist/cli`, which nothing
 * imports, by esbuild.
 */

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript7/package.json')), 'bin/tsc')
const formats = {
  esm: [],
  // The same sources are checked as ESM; openapi-fetch's CommonJS types lack its named exports, which its code has.
  cjs: ['--module', 'commonjs', '--moduleResolution', 'bundler', '--noCheck'],
}

// What is generated of the shapes, without the types of each operation's values, which `testing` has no use for.
const generated = readFileSync(join(root, '../generated/v2/validators.d.ts'), 'utf8')
const [shapes] = /export interface RawRequest [\s\S]*?export type Result<.*\n/.exec(generated) ?? []
if (!shapes) throw new Error('generated/v2/validators.d.ts lacks RawRequest or Result')
const checksType = `${shapes}export declare const requests: Record<string, (raw: RawRequest) => Result<unknown>>\n`

const started = Date.now()
for (const [format, options] of Object.entries(formats)) {
  const out = join(dist, format)
  for (const version of ['v1', 'v2']) await bundleChecks(format as keyof typeof formats, out, version)
  execFileSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json'), '--outDir', out, ...options], {
    stdio: 'inherit',
  })
  for (const file of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
    if (/\.(js|d\.ts)$/.test(file)) settleImports(join(out, file))
  }
}
await bundleCli()
writeFileSync(join(dist, 'cjs/package.json'), '{ "type": "commonjs" }\n')
// In place, and what is left of an earlier build last: a program that runs meanwhile finds a whole package.
for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8', withFileTypes: true })) {
  const path = join(file.parentPath, file.name)
  if (file.isFile() && file.name !== '.built' && statSync(path).mtimeMs < started - 1_000) rmSync(path)
}

/** The contract's checks are generated code outside of the package: `testing` gets a copy. */
async function bundleChecks(format: keyof typeof formats, out: string, version: string): Promise<void> {
  const entryPoints = [join(root, `src/testing/checks-${version}.ts`)]
  await build({
    entryPoints,
    outfile: join(out, `testing/validators-${version}.js`),
    format,
    bundle: true,
    minify: true,
    platform: 'neutral',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  })
  writeFileSync(join(out, `testing/validators-${version}.d.ts`), checksType)
}

/** The command-line client in few files, so that it starts fast; what a command needs is loaded when it is called. */
async function bundleCli(): Promise<void> {
  await build({
    entryPoints: [join(root, 'src/bin.ts')],
    outdir: join(dist, 'cli'),
    format: 'esm',
    bundle: true,
    splitting: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  })
}

/** tsc rewrites the extensions of imports in code and not in declarations; `#validators` is for this repository alone. */
function settleImports(file: string): void {
  const text = readFileSync(file, 'utf8')
  const settled = text
    .replaceAll(/#validators\/(v\d+)/g, './validators-$1.js')
    .replaceAll(/((?:from |import\()['"]\.[^'"]*)\.ts(?=['"])/g, '$1.js')
  if (settled !== text) writeFileSync(file, settled)
}
