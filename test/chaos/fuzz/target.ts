/** A server of its own in another process, as the fuzzer meets it: the referee on, nothing counted. */
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeKeys, readKeys } from '../../../server/auth/keys.ts'
import { createTokens } from '../../../server/auth/tokens.ts'
import { openDatabase } from '../../../server/db/database.ts'
import { call } from '../../support/call.ts'
import { ensureStanding } from '../../support/fixtures.ts'
import type { WorldServer } from '../../support/matrix/objects.ts'
import { runServer } from '../../support/process.ts'
import { operations } from './contract.ts'

export interface Target extends WorldServer {
  /** What the server wrote, line by line: errors only. */
  errors(): readonly string[]
  close(): Promise<void>
}

/** @param databaseUrl of a migrated database that nobody else writes to */
export async function startTarget(databaseUrl: string): Promise<Target> {
  const set = await makeKeys()
  const port = await freePort()
  const { child, exit, output, errors } = runServer({
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    PORT: String(port),
    CONTRACT_REFEREE: 'on',
    RATE_LIMITS: 'off',
    SERVE_AFTER_SUNSET: 'on',
    DATABASE_URL: databaseUrl,
    SIGNING_KEYS: set,
  })
  const url = `http://127.0.0.1:${port}`
  await Promise.race([
    answering(url),
    exit.then((code) => {
      throw new Error(`the server ended with ${code}: ${errors()}`)
    }),
  ])
  await warm(url)
  const keys = await readKeys(set)
  const database = openDatabase({ url: databaseUrl, poolSize: 4 })
  const tokens = createTokens({ keys, issuer: url, audience: 'stockroom' })
  return {
    url,
    keys,
    database,
    async tokenFor(principal) {
      await ensureStanding(database, principal)
      return tokens.issue(principal)
    },
    call: (method, path, options) => call(url, method, path, options),
    errors: () => `${output()}${errors()}`.split('\n').filter((line) => line !== ''),
    async close() {
      await database.close()
      child.kill('SIGTERM')
      await exit
    },
  }
}

/**
 * The referee compiles what it needs for an operation when the first answer of it comes, and stops the server for as long:
 * many at once are longer than connecting to the database may take.
 */
async function warm(url: string): Promise<void> {
  for (const { method, path } of operations) await call(url, method, path)
}

/** It logs errors only, so it does not say when it listens. */
async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const live = await fetch(`${url}/health/live`).catch(() => null)
    if (live?.ok === true) return
    await sleep(100)
  }
  throw new Error(`nothing answers at ${url}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
