/** Where the embedded PostgreSQL lives and as whom it runs: it refuses to run as root, and must reach its own files. */
import { execFile } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { DatabaseProblem } from '../errors.ts'
import { nativeFolder } from './binaries.ts'

const run = promisify(execFile)

export interface Place {
  /** Holds everything below. */
  readonly folder: string
  readonly data: string
  readonly log: string
  /** A file; it moves together with the data. */
  readonly password: string
  /** The programs' `bin`. */
  readonly bin: string
  /** Other than ours only when we are root. */
  readonly runAs: { uid?: number; gid?: number }
}

/** @throws DatabaseProblem */
export async function preparePlace(folder: string): Promise<Place> {
  mkdirSync(dirname(folder), { recursive: true })
  const native = nativeFolder()
  if (process.getuid?.() !== 0) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return describe(realpathSync(folder), join(native, 'bin'), {})
  }
  const runAs = await unprivilegedUser(folder)
  if (!existsSync(folder)) makeFolder(folder, runAs)
  const real = realpathSync(folder)
  if (reaches(native, runAs)) return describe(real, join(native, 'bin'), runAs)
  const copy = join(real, 'native')
  if (!existsSync(copy)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return describe(real, join(copy, 'bin'), runAs)
}

function describe(folder: string, bin: string, runAs: Place['runAs']): Place {
  const data = join(folder, 'data')
  return { folder, data, log: join(folder, 'log'), password: join(data, 'stockroom.password'), bin, runAs }
}

/** In a home that is closed to others, such as /root, the folder is a link to one that is not. */
function makeFolder(folder: string, { uid, gid }: Required<Place['runAs']>): void {
  // The state folder is ours; to be passed through does not let anybody list it.
  chmodSync(dirname(folder), statSync(dirname(folder)).mode | 0o111)
  if (reaches(dirname(folder), { uid, gid })) {
    mkdirSync(folder, { mode: 0o700 })
  } else {
    symlinkSync(mkdtempSync('/var/tmp/stockroom-'), folder)
  }
  chownSync(folder, uid, gid)
}

/** The owner of the data if there are any, else `postgres` if the system has such a user, else `nobody`. */
async function unprivilegedUser(folder: string): Promise<Required<Place['runAs']>> {
  const data = join(folder, 'data')
  if (existsSync(data)) {
    const { uid, gid } = statSync(data)
    if (uid !== 0) return { uid, gid }
  }
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all(
        ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)),
      )
      if (uid !== undefined && gid !== undefined) return { uid, gid }
    } catch {
      // The next name, then.
    }
  }
  throw new DatabaseProblem(
    'PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody"; set DATABASE_URL instead',
  )
}

/** Whether the user may pass through every folder down to the path. */
function reaches(path: string, { uid, gid }: Required<Place['runAs']>): boolean {
  const { mode, uid: owner, gid: group } = statSync(path)
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001
  return (mode & bit) !== 0 && (dirname(path) === path || reaches(dirname(path), { uid, gid }))
}
