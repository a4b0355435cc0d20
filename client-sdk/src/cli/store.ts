import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { UsageError } from './failure.ts'

/** What a login has stored. No password of a person is. */
export type Login =
  | { kind: 'client'; clientId: string; clientSecret: string; scope?: string }
  | { kind: 'key'; key: string }
  | { kind: 'token'; token: string }
  | { kind: 'basic'; username: string; password: string }
  /** `endsAt` is in milliseconds since 1970. */
  | { kind: 'session'; email: string; accessToken: string; refreshToken: string; endsAt: number }

interface Profile {
  /** The one of the last login. */
  baseUrl?: string
  /** By base URL. */
  logins: Record<string, Login>
}

type Stored = Record<string, Profile>

/** The XDG config folder's (XDG Base Directory Specification 0.8). */
export function storeFile(name: string): string {
  const { XDG_CONFIG_HOME: folder } = process.env
  return join(folder?.startsWith('/') ? folder : join(homedir(), '.config'), name, 'credentials.json')
}

function read(file: string): Stored {
  try {
    return Object(JSON.parse(readFileSync(file, 'utf8'))) as Stored
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return {}
    throw new UsageError(`${file}: cannot be read (${code ?? 'no JSON'}); mend or delete it, and log in again`)
  }
}

function write(file: string, stored: Stored): void {
  // A reader sees the old file or the new one, and nobody else any.
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(stored, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, file)
}

export function profileOf(name: string, profile: string): Profile {
  const stored = read(storeFile(name))
  return (Object.hasOwn(stored, profile) && stored[profile]) || { logins: {} }
}

export const loginOf = ({ logins }: Profile, baseUrl: string): Login | undefined =>
  Object.hasOwn(logins, baseUrl) ? logins[baseUrl] : undefined

/** Longer than any change takes: who holds the lock then has died. */
const longest = 60_000

/** Changes a profile, one process at a time: a refresh token that two use at once ends the session. */
export async function changeProfile<T>(
  name: string,
  profile: string,
  change: (profile: Profile) => T | Promise<T>,
): Promise<T> {
  const file = storeFile(name)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  chmodSync(dirname(file), 0o700)
  const lock = `${file}.lock`
  for (;;) {
    try {
      await (await open(lock, 'wx')).close()
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
      if (age > longest) rmSync(lock, { force: true })
      else await sleep(50)
    }
  }
  const release = () => rmSync(lock, { force: true })
  // Whoever interrupts leaves no lock.
  process.once('exit', release)
  try {
    const stored = read(file)
    const changed = (Object.hasOwn(stored, profile) && stored[profile]) || { logins: {} }
    const result = await change(changed)
    write(file, { ...stored, [profile]: changed })
    return result
  } finally {
    process.off('exit', release)
    release()
  }
}
