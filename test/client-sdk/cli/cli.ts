/** The command-line client as a process of its own, as a shell starts it. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { keepLog } from '../../support/secrets.ts'

export interface Ended {
  code: number | null
  out: string
  errors: string
}

export interface Running {
  ended: Promise<Ended>
  signal(name: NodeJS.Signals): void
}

interface Surroundings {
  env?: Record<string, string>
  input?: string
  /** Another program of the same kind. */
  file?: string
}

export const bin = join(import.meta.dirname, '../../../client-sdk/src/bin.ts')
export const home = mkdtempSync(join(tmpdir(), 'stockroom-cli-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

export function start(args: string[], { env = {}, input = '', file = bin }: Surroundings = {}): Running {
  const child = spawn(process.execPath, [file, ...args], {
    env: { PATH: process.env.PATH ?? '', HOME: home, XDG_CONFIG_HOME: join(home, 'config'), ...env },
  })
  const texts = { out: '', errors: '' }
  child.stdout.on('data', (chunk) => {
    texts.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    texts.errors += chunk
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => {
      // No secret may be in what it says of itself.
      keepLog(texts.errors)
      resolve({ code, ...texts })
    })
  })
  return { ended, signal: (name) => child.kill(name) }
}

export const cli = (args: string[], surroundings?: Surroundings): Promise<Ended> => start(args, surroundings).ended
