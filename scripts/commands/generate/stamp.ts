import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './targets.ts'

/**
 * Hashes of what the last generation read and wrote. It lies in node_modules: without it everything is generated
 * again.
 */
interface Stamp {
  inputs: string
  outputs: Record<string, string>
}

const place = path.join(root, 'node_modules/.cache/stockroom/generated.json')

const hash = (text: string | Buffer): string => createHash('sha256').update(text).digest('base64url')

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

/** A hash of all that generated code depends on: the contracts, the generator, the versions of its packages. */
function hashInputs(): string {
  const ours = filesBelow(path.join(root, 'openapi')).filter((file) =>
    /\/openapi\/(v\d+|shared|migrating)\//.test(file),
  )
  const generator = ['generate', 'mock', 'openapi', 'json-schema', 'commands'].flatMap((room) =>
    filesBelow(path.join(root, 'scripts', room)),
  )
  const all = createHash('sha256').update(process.version)
  for (const file of [...ours, ...generator, path.join(root, 'package-lock.json')]) {
    all.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return all.digest('base64url')
}

const outputFolders = (folders: string[]): string[] => [...folders.flatMap(filesBelow), ...guides.filter(existsSync)]

const guides = [path.join(root, 'openapi/MIGRATING.md')]

/** True where the folders hold exactly what the last generation wrote, and its inputs are the same. */
export function isFresh(folders: string[]): boolean {
  if (!existsSync(place)) return false
  const stamp = JSON.parse(readFileSync(place, 'utf8')) as Stamp
  const present = outputFolders(folders)
  return (
    present.length === Object.keys(stamp.outputs).length &&
    present.every((file) => stamp.outputs[path.relative(root, file)] === hash(readFileSync(file))) &&
    stamp.inputs === hashInputs()
  )
}

export function remember(folders: string[]): void {
  const outputs = Object.fromEntries(
    outputFolders(folders).map((file) => [path.relative(root, file), hash(readFileSync(file))]),
  )
  mkdirSync(path.dirname(place), { recursive: true })
  writeFileSync(place, JSON.stringify({ inputs: hashInputs(), outputs } satisfies Stamp))
}
