import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, join, posix, relative, resolve } from 'node:path'
import { Failure } from '../failure.ts'
import { textOf } from './text.ts'

/** The files that a document and its references are read from. */
export interface Files {
  /** The document's own path. */
  root: string
  /** Throws Failure where there is no text to read. */
  read: (path: string) => string
  /** The path of `reference` as written in the file `from`. */
  join: (from: string, reference: string) => string
  /** A path as findings show it. */
  show: (path: string) => string
}

const releases = 'openapi/releases'

/** A file's path for messages: relative where it lies below the working directory. */
export const displayPath = (path: string): string => shortPath(path, process.cwd())

function shortPath(path: string, cwd: string): string {
  const short = relative(cwd, path)
  return short === '' ? '.' : short.startsWith('..') ? path : short
}

/** The files of `given`: a file, a release (`v2@2.1.0`, `v2@latest`), or a path at a git ref (`main:openapi.yaml`). */
export function filesOf(given: string, cwd: string): Files {
  if (/^https?:/i.test(given)) throw new Failure(`${given}: a contract is not read over the network; download it first`)
  if (given === '')
    throw new Failure(
      '"" is not the name of a contract; name a file, a release (v2@2.1.0) or a path at a git ref (main:path)',
    )
  if (existsSync(resolve(cwd, given))) return onDisk(resolve(cwd, given), cwd)
  const release = /^([\w.-]+)@(latest|\d+\.\d+\.\d+[\w.+-]*)$/.exec(given)
  if (release !== null) return onDisk(releaseFile(given, release[1] as string, release[2] as string, cwd), cwd)
  const colon = given.indexOf(':')
  if (colon > 1) return atRef(given.slice(0, colon), given.slice(colon + 1), cwd)
  throw new Failure(`${given}: no such file; name a file, a release (v2@2.1.0) or a path at a git ref (main:path)`)
}

function onDisk(root: string, cwd: string): Files {
  const show = (path: string) => shortPath(path, cwd)
  return {
    root,
    show,
    join: (from, reference) => resolve(dirname(from), reference),
    read: (path) => textOf(bytesAt(path, show(path)), show(path)),
  }
}

function bytesAt(path: string, shown: string): Buffer {
  const fail = (why: string) => new Failure(`${shown}: ${why}`)
  let found: Stats | undefined
  try {
    found = statSync(path, { throwIfNoEntry: false })
    if (found?.isFile() || found?.isFIFO()) return readFileSync(path)
  } catch (thrown) {
    throw fail(`cannot be read (${(thrown as NodeJS.ErrnoException).code}); mend that first`)
  }
  throw fail(
    found?.isDirectory() ? 'is a folder; name the document in it' : found ? 'is not a file; name one' : 'no such file',
  )
}

function releaseFile(given: string, api: string, version: string, cwd: string): string {
  const folder = resolve(cwd, releases)
  const held = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => /\.(ya?ml|json)$/.test(file))
    .filter((file) => file.startsWith(`${api}@`))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  const wanted = version === 'latest' ? held.at(-1) : held.find((file) => file.replace(/\.\w+$/, '') === given)
  if (wanted !== undefined) return join(folder, wanted)
  const known = held.length === 0 ? 'there is none' : `there are ${held.map((file) => basename(file)).join(', ')}`
  throw new Failure(`${given}: no such release in ${releases}: ${known}`)
}

function atRef(ref: string, path: string, cwd: string): Files {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd, maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'ignore'] })
  let top: string
  try {
    top = git('rev-parse', '--show-toplevel').toString().trim()
  } catch {
    throw new Failure(`${ref}:${path}: no such file, and this is not a git repository; name a file that exists`)
  }
  let commit: string
  try {
    commit = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`).toString().trim()
  } catch {
    throw new Failure(`${ref}:${path}: git knows no ref "${ref}"; fetch it or name another`)
  }
  const show = (file: string) => `${ref}:${file}`
  return {
    root: /^\.\.?\//.test(path) ? posix.join(relative(top, cwd), path) : posix.normalize(path),
    show,
    join: (from, reference) => posix.join(posix.dirname(from), reference),
    read: (file) => {
      let bytes: Buffer
      try {
        bytes = git('cat-file', 'blob', `${commit}:${file}`)
      } catch {
        throw new Failure(`${show(file)}: no such file at that ref`)
      }
      return textOf(bytes, show(file))
    },
  }
}
