import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { exportsMap, typesVersions } from './exports.ts'

/** Builds `dist/esm` and `dist/cjs` by tsc from the same sources, each with its own types. */

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')
const compiler = createRequire(import.meta.url).resolve('typescript7/package.json')
const manifestFile = join(root, 'package.json')

rmSync(dist, { recursive: true, force: true })
for (const [format, options] of [
  ['esm', []],
  ['cjs', ['--module', 'commonjs', '--moduleResolution', 'bundler']],
] as const) {
  const out = join(dist, format)
  execFileSync(
    process.execPath,
    [join(dirname(compiler), 'bin/tsc'), '-p', join(root, 'tsconfig.build.json'), '--outDir', out, ...options],
    {
      stdio: 'inherit',
    },
  )
  for (const file of readdirSync(out, { recursive: true, encoding: 'utf8' })) {
    // tsc rewrites the extensions of imports in code and not in declarations.
    if (!file.endsWith('.d.ts')) continue
    const text = readFileSync(join(out, file), 'utf8')
    writeFileSync(
      join(out, file),
      text
        .replaceAll(/(from '|import\(")(\.[^'"]*)\.ts(?=['"])/g, '$1$2.js')
        .replaceAll(/(from ")(\.[^"]*)\.ts(?=")/g, '$1$2.js'),
    )
  }
}
writeFileSync(join(dist, 'cjs/package.json'), '{ "type": "commonjs" }\n')

const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'))
const updated = `${JSON.stringify({ ...manifest, exports: exportsMap(), typesVersions: typesVersions() }, null, 2)}\n`
if (updated !== readFileSync(manifestFile, 'utf8')) writeFileSync(manifestFile, updated)
