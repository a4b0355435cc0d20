/** The real app on a loopback port over a database of its own, with the referee on. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect } from 'vitest'
import { type App, createApp } from '../../server/app.ts'
import { type Keys, makeKeys, readKeys } from '../../server/auth/keys.ts'
import { createTokens } from '../../server/auth/tokens.ts'
import { readConfig } from '../../server/config.ts'
import { type Database, openDatabase } from '../../server/db/database.ts'
import { schemaCheck } from '../../server/db/ready.ts'
import type { Principal } from '../../server/domain/principal.ts'
import { createDocs } from '../../server/http/docs.ts'
import { bucketsOf } from '../../server/http/limits/open.ts'
import { createHttpServer } from '../../server/http/listen.ts'
import { listen, stopServer } from '../../server/http/listening.ts'
import { createLog } from '../../server/telemetry/log.ts'
import { createMetrics, type Metrics } from '../../server/telemetry/metrics.ts'
import { type Call, call, type Reply } from './call.ts'
import { createTestDatabase } from './database.ts'
import { ensureStanding } from './fixtures.ts'
import { createProblemWatch } from './problem-watch.ts'
import { keepCredentials, keepLog, keepSecret, keepSecretsOf } from './secrets.ts'

export interface ServerOptions {
  /** Beside the defaults of a test. */
  readonly env?: Readonly<Record<string, string>>
  readonly keys?: Keys
  /** Another server's database, so that two nodes share it. */
  readonly databaseUrl?: string
  /** Milliseconds since 1970; what it says, tokens do not heed. */
  readonly clock?: () => number
}

export interface TestServer {
  readonly url: string
  readonly database: Database
  readonly databaseUrl: string
  readonly keys: Keys
  readonly app: App
  readonly metrics: Metrics
  readonly server: Server
  /** Every log line so far, parsed. */
  readonly logs: Record<string, unknown>[]
  /** A bearer token that the server takes; whoever it names is put in if they are not there. */
  tokenFor(principal: Principal): Promise<string>
  call(method: string, path: string, options?: Call): Promise<Reply>
  close(): Promise<void>
}

export async function startServer({
  env = {},
  keys: given,
  databaseUrl,
  clock,
}: ServerOptions = {}): Promise<TestServer> {
  const created = databaseUrl === undefined ? await createTestDatabase() : null
  const config = readConfig({
    NODE_ENV: 'test',
    SIGNING_KEYS: '{"keys":[]}',
    CONTRACT_REFEREE: 'on',
    RATE_LIMITS: 'off',
    ...env,
  })
  const written: string[] = []
  const log = createLog('trace', {
    write(line) {
      written.push(line)
      keepLog(line)
    },
  })
  const url = databaseUrl ?? (created?.url as string)
  const database = openDatabase({ url, poolSize: config.databasePoolSize })
  const keys = given ?? (await newKeys())

  const { watch, strays } = createProblemWatch()
  const server = createHttpServer((req, res) => {
    watch(res)
    keepCredentials(req.headers)
    app.listener(req, res)
  }, config.limits)
  await listen(server, { host: '127.0.0.1', port: 0 }, 'PORT')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const publicUrl = config.publicUrl ?? base
  const buckets = await bucketsOf(config, database, log)
  const docs = createDocs(true)
  const schemaReady = schemaCheck(database)
  const metrics = createMetrics()
  const app = createApp({
    config,
    log,
    metrics,
    database,
    keys,
    fingerprintKey: Buffer.alloc(32, 1),
    publicUrl,
    docs,
    buckets,
    schemaReady,
    ...(clock && { clock }),
  })
  const tokens = createTokens({ keys, issuer: publicUrl, audience: config.auth.audience })

  return {
    url: base,
    database,
    databaseUrl: url,
    keys,
    app,
    metrics,
    server,
    get logs() {
      return written.map((line) => JSON.parse(line) as Record<string, unknown>)
    },
    async tokenFor(principal) {
      await ensureStanding(database, principal)
      const token = await tokens.issue(principal)
      keepSecret(token)
      return token
    },
    async call(method, path, options) {
      const reply = await call(base, method, path, options)
      keepSecretsOf(options?.body)
      keepSecretsOf(reply.body)
      return reply
    },
    async close() {
      app.drain()
      await stopServer(server, 1_000)
      await buckets?.close()
      await database.close()
      await created?.drop()
      expect(strays(written.map((line) => JSON.parse(line)))).toEqual([])
    },
  }
}

async function newKeys(): Promise<Keys> {
  const set = await makeKeys()
  keepSecretsOf(JSON.parse(set))
  return readKeys(set)
}

/** One server for all tests of the calling file; its members are there from the first test on. */
export function useServer(options: ServerOptions = {}): TestServer {
  let started: TestServer
  beforeAll(async () => {
    started = await startServer(options)
  })
  afterAll(() => started?.close())
  return new Proxy({} as TestServer, { get: (_, name) => started[name as keyof TestServer] })
}
