import path from 'node:path'
import { build } from 'esbuild'

const root = path.join(import.meta.dirname, '..')

/**
 * Joins `entry` and its imports into one self-contained ES module: `modules` by name (`stockroom:…`), files of the
 * pipeline's runtime, and helpers of packages. The same input gives the same bytes, wherever packages are installed.
 */
export async function joinModules(entry: string, modules: Record<string, string>, banner: string): Promise<string> {
  const result = await build({
    stdin: { contents: entry, resolveDir: root, sourcefile: 'entry.js', loader: 'js' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    absWorkingDir: root,
    plugins: [
      {
        name: 'stockroom',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^stockroom:/ }, ({ path: name }) => ({ path: name, namespace: 'stockroom' }))
          onLoad({ filter: /.*/, namespace: 'stockroom' }, ({ path: name }) => ({
            contents: modules[name] ?? '',
            loader: 'js',
            resolveDir: root,
          }))
        },
      },
    ],
  })
  const text = result.outputFiles[0]?.text ?? ''
  // esbuild writes each module's path into a comment, and as the key of a CommonJS module.
  const unplaced = text
    .replaceAll(/^[ \t]*\/\/ (?:stockroom:|\S+\.(?:js|ts)$|entry\.js).*\n/gm, '')
    .replaceAll(/"(?:\.\.\/)*[^"\n]*node_modules\/([^"\n]+)"(?=\(exports)/g, '"$1"')
  return `${banner}\n\n${unplaced}`
}
