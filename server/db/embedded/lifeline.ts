/**
 * Stops the embedded PostgreSQL when the last process that uses it has ended, in whatever way: each holds a named pipe
 * open for writing, and a shell that reads it sees its end only when none is left, after a kill -9 too.
 */
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, closeSync, constants, openSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Place } from './place.ts'

/** One for each PostgreSQL, so that nobody holds on to one that has ended. */
const pipeOf = ({ folder }: Place, pid: number) => join(folder, `users-${pid}`)

/** Only the PostgreSQL it was made for is stopped, not one that took its place. */
const watch = `
  trap "" INT HUP TERM
  cat "$1" >/dev/null
  [ "$(head -n 1 "$3/postmaster.pid")" = "$4" ] && exec "$2" stop -D "$3" -m fast -t 60`

/** For the process that has just started PostgreSQL as `pid`. @returns what `letGo` takes */
export async function holdFirst(place: Place, pid: number): Promise<number> {
  const pipe = pipeOf(place, pid)
  for (const name of readdirSync(place.folder)) {
    if (name.startsWith('users')) rmSync(join(place.folder, name), { force: true })
  }
  execFileSync('mkfifo', ['-m', '600', pipe])
  const { uid, gid } = place.runAs
  if (uid !== undefined && gid !== undefined) chownSync(pipe, uid, gid)
  const words = [pipe, join(place.bin, 'pg_ctl'), place.data, String(pid)]
  spawn('/bin/sh', ['-c', watch, 'stockroom-lifeline', ...words], {
    ...place.runAs,
    detached: true,
    stdio: 'ignore',
    cwd: place.folder,
  }).unref()
  for (;;) {
    const held = hold(place, pid)
    if (held !== null) return held
    await sleep(2)
  }
}

/** Null when nobody reads the pipe: PostgreSQL is not up, or about to stop. */
export function hold(place: Place, pid: number): number | null {
  try {
    return openSync(pipeOf(place, pid), constants.O_WRONLY | constants.O_NONBLOCK)
  } catch {
    return null
  }
}

/** @returns whether that was the last hold, so that PostgreSQL stops now */
export async function letGo(place: Place, { held, pid }: { held: number; pid: number }): Promise<boolean> {
  closeSync(held)
  for (let tries = 0; tries < 10; tries++) {
    await sleep(10)
    const other = hold(place, pid)
    if (other === null) return true
    closeSync(other)
  }
  return false
}
