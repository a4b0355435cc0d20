import { readFile } from 'node:fs/promises'

const files = [
  ...[
    'answer',
    'auth',
    'bodies',
    'client',
    'contents',
    'error',
    'list',
    'operation',
    'parameters',
    'policy',
    'request',
  ],
  ...['styles', 'types', 'webhooks'],
]
const source = new URL('../../../client-sdk/src/', import.meta.url)

/** The hand-written half of the SDK, to stand beside a generated one that is not part of our package. */
export async function runtimeFiles(): Promise<Record<string, string>> {
  const read = files.map(
    async (file) => [`runtime/${file}.ts`, await readFile(new URL(`${file}.ts`, source), 'utf8')] as const,
  )
  // Node and TypeScript take a folder's files for ES modules only where a package.json says so.
  const manifest = `${JSON.stringify({ private: true, type: 'module', sideEffects: false }, null, 2)}\n`
  return { ...Object.fromEntries(await Promise.all(read)), 'package.json': manifest }
}
