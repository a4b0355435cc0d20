/** What the house tests read of the project: the files git would keep, and what each one imports. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'

/** Paths from the root, tracked or new, that the ignore rules keep. */
export const files: string[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'],
  {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  },
)
  .split('\n')
  .filter((path) => path !== '' && exists(path))

export function read(path: string): string {
  return readFileSync(path, 'utf8')
}

export interface Import {
  from: string
  /** A path from the root, or a package's name. */
  to: string
  local: boolean
}

/** Every static and dynamic import of the hand-written TypeScript and JavaScript below `folder`. */
export function imports(folder: string): Import[] {
  return files.filter((path) => path.startsWith(`${folder}/`) && /\.(ts|js|mjs)$/.test(path)).flatMap(importsOf)
}

function importsOf(from: string): Import[] {
  return ts
    .preProcessFile(read(from), true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.')
        ? { from, to: posix.normalize(posix.join(posix.dirname(from), fileName)), local: true }
        : { from, to: packageName(fileName), local: false },
    )
}

function packageName(specifier: string): string {
  const parts = specifier.split('/')
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] as string)
}

function exists(path: string): boolean {
  try {
    readFileSync(path, { flag: 'r' })
    return true
  } catch {
    return false
  }
}
