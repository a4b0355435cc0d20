/** What `postmaster.pid` and the log tell of a PostgreSQL. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Place } from './place.ts'

export interface Postmaster {
  readonly pid: number
  readonly port: number
  /** It accepts connections. */
  readonly ready: boolean
}

/** Null when none runs; a file that a dead one left behind is removed. */
export function findPostmaster({ data }: Place): Postmaster | null {
  const file = join(data, 'postmaster.pid')
  const lines = textOf(file)?.split('\n')
  if (lines === undefined) return null
  const pid = Number(lines[0])
  if (!isPostgres(pid)) {
    rmSync(file, { force: true })
    return null
  }
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

/** Undefined where there is no such file: one that ends removes its own at any moment. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Process ids are used again, most of all in containers: to be alive is not enough. Nor is to be known: where nobody
 * waits for orphans, as in a container without an init, a dead one stays as a zombie.
 */
function isPostgres(pid: number): boolean {
  try {
    const said = existsSync('/proc/self/stat')
      ? readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^\d+ \((.*)\) (\S).*$/s, '$2 $1')
      : execFileSync('ps', ['-o', 'state=,comm=', '-p', String(pid)], { encoding: 'utf8' })
    return !said.startsWith('Z') && said.includes('postgres')
  } catch {
    return false
  }
}

/** The last complaint in the log, on one line; null where it has none. */
export function lastComplaint({ log }: Place): string | null {
  const lines = textOf(log)
    ?.split('\n')
    .filter((line) => /FATAL|PANIC|ERROR|could not/.test(line))
  return lines?.at(-1)?.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '') ?? null
}
