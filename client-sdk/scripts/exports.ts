import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The subpaths of the package: the entries, and each generated module of the current version. */

const source = join(import.meta.dirname, '../src')

/** Subpath to module, below `src` and `dist`. */
export function entries(): [subpath: string, file: string][] {
  const generated = readdirSync(join(source, 'v2'))
    .filter((file) => file.endsWith('.ts') && !['webhooks.ts', 'examples.ts'].includes(file))
    .map((file): [string, string] => [`./v2/${file.slice(0, -3)}`, `v2/${file.slice(0, -3)}`])
  return [['.', 'index'], ['./testing', 'testing'], ['./webhooks', 'v2/webhooks'], ...generated.toSorted()]
}

export function exportsMap(): Record<string, unknown> {
  const mapped = entries().map(([subpath, file]) => [
    subpath,
    {
      // For this repository alone: sources as they are, with no build.
      'stockroom-source': `./src/${file}.ts`,
      import: { types: `./dist/esm/${file}.d.ts`, default: `./dist/esm/${file}.js` },
      require: { types: `./dist/cjs/${file}.d.ts`, default: `./dist/cjs/${file}.js` },
    },
  ])
  return { ...Object.fromEntries(mapped), './package.json': './package.json' }
}

/** For TypeScript's `moduleResolution: node`, which does not read `exports`. */
export function typesVersions(): Record<string, unknown> {
  const paths = entries().slice(1)
  return { '*': Object.fromEntries(paths.map(([subpath, file]) => [subpath.slice(2), [`./dist/cjs/${file}.d.ts`]])) }
}
