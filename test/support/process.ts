/** `server/main.ts` as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeKeys } from '../../server/auth/keys.ts'
import { keepLog } from './secrets.ts'

const keys = await makeKeys()

export interface Server {
  readonly child: ChildProcess
  readonly exit: Promise<number | null>
  /** All of standard output so far. */
  readonly output: () => string
  readonly errors: () => string
  /** The address it listens on. @throws Error when it ends instead */
  readonly listening: Promise<string>
}

export function runServer(env: Readonly<Record<string, string>>): Server {
  const state = mkdtempSync(join(tmpdir(), 'stockroom-process-'))
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: { PATH: process.env.PATH ?? '', PORT: '0', STATE_DIR: state, SIGNING_KEYS: keys, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  const started = Promise.withResolvers<string>()
  child.stdout.on('data', (chunk) => {
    output += chunk
    const url = /"url":"([^"]+)"/.exec(output)?.[1]
    if (url !== undefined) started.resolve(url)
  })
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const exit = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      keepLog(`${output}\n${errors}`)
      rmSync(state, { recursive: true, force: true })
      started.reject(new Error(`it ended with ${code}: ${errors}`))
      resolve(code)
    })
  })
  started.promise.catch(() => undefined)
  return { child, exit, output: () => output, errors: () => errors, listening: started.promise }
}
