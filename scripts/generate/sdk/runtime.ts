import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const files = [
  ...['agent', 'answer', 'answers', 'auth', 'bodies', 'client', 'credentials', 'deprecation'],
  ...['environment', 'error', 'list'],
  ...[
    'logging',
    'middleware',
    'observer',
    'operation',
    'parameters',
    'policy',
    'query',
    'quietly',
    'request',
    'styles',
    'tracing',
  ],
  ...['transport', 'types', 'undocumented', 'webhooks', 'whole'],
]
const require = createRequire(import.meta.url)
const source = new URL('../../../client-sdk/src/', import.meta.url)

/** The run time's imports and those of its types, so that the folder compiles and runs without any package. */
const bundled: Record<string, string[]> = {
  'openapi-fetch': ['package.json', 'LICENSE', ...['mjs', 'cjs', 'd.mts', 'd.cts'].map((end) => `dist/index.${end}`)],
  'openapi-typescript-helpers': ['package.json', 'LICENSE', 'index.js', 'index.cjs', 'index.d.ts', 'index.d.cts'],
}

async function bundledFiles(): Promise<[string, string][]> {
  const files = Object.entries(bundled).flatMap(([name, parts]) => parts.map((part) => `${name}/${part}`))
  return Promise.all(files.map(async (file) => [`node_modules/${file}`, await readFile(require.resolve(file), 'utf8')]))
}

/** The command-line client needs Node's types, which a folder where nothing is installed lacks. */
const unchecked = '// @ts-nocheck: needs @types/node\n\n'

/** One hand-written file of the SDK. */
export const runtimeFile = (name: string): Promise<string> => readFile(new URL(`${name}.ts`, source), 'utf8')

/** How our own package names itself in `User-Agent`. */
const ownProduct = /stockroom-sdk\/[\d.]+/

/**
 * The files of the hand-written part of the SDK, for a generated one outside our package.
 * @param product how it names itself in `User-Agent`: `<name>/<version>`
 */
export async function runtimeFiles(product: string): Promise<Record<string, string>> {
  const read = files.map(async (file) => {
    const text = await runtimeFile(file)
    return [`runtime/${file}.ts`, file === 'agent' ? text.replace(ownProduct, product) : text] as const
  })
  const client = (await readdir(new URL('cli/', source))).map(async (file) => {
    const text = await readFile(new URL(`cli/${file}`, source), 'utf8')
    return [`runtime/cli/${file}`, `${unchecked}${text}`] as const
  })
  const { dependencies } = JSON.parse(await readFile(new URL('../package.json', source), 'utf8'))
  // Node and TypeScript read a folder's files as ES modules only where a package.json says so.
  const manifest = {
    ...{ private: true, type: 'module', sideEffects: false },
    ...{ dependencies, bundleDependencies: Object.keys(dependencies) },
  }
  return {
    ...Object.fromEntries(await Promise.all([...read, ...client])),
    ...Object.fromEntries(await bundledFiles()),
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
  }
}
