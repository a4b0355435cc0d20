import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type LoadedApi, load } from '../lib/load.ts'
import { root, type Target } from './targets.ts'

/** The guide out of a version of ours that names its successor; nothing for any other document. */
export async function guideOf(api: LoadedApi, { spec, own }: Target): Promise<Record<string, string>> {
  const successor = api.document['x-successor-document']
  if (!own || typeof successor !== 'string') return {}
  const { migrating } = await import('../stages/migrating.ts')
  const next = await load(path.resolve(path.dirname(spec), successor), { own })
  const files = migrating(api, next, notes(path.join(root, 'openapi/migrating')))
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [path.join(root, 'openapi', name), text]))
}

/** `products.md` is the note on `products`. */
function notes(folder: string): Record<string, string> {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md')) : []
  return Object.fromEntries(files.map((name) => [name.slice(0, -3), readFileSync(path.join(folder, name), 'utf8')]))
}
