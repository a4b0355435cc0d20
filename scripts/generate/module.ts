import path from 'node:path'
import { build } from 'esbuild'

const root = path.join(import.meta.dirname, '..')

/**
 * One self-contained ES module out of `entry` and what it imports: `modules` by name (`stockroom:…`), files of the
 * pipeline's own runtime, and the helpers of packages. The same input gives the same bytes, wherever packages lie.
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
  // esbuild names the file of each module, in a comment and as the key of what was CommonJS.
  const unplaced = text
    .replaceAll(/^[ \t]*\/\/ (?:stockroom:|\S+\.(?:js|ts)$|entry\.js).*\n/gm, '')
    .replaceAll(/"(?:\.\.\/)*[^"\n]*node_modules\/([^"\n]+)"(?=\(exports)/g, '"$1"')
  return `${banner}\n\n${unplaced}`
}
