/** The process: environment in, a listening server out, and an orderly end. */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { createApp } from './app.ts'
import { banner } from './banner.ts'
import { ConfigMistakes, readConfig } from './config.ts'
import { signCursorsWith } from './db/cursor.ts'
import { DatabaseProblem } from './db/errors.ts'
import { schemaCheck } from './db/ready.ts'
import { startDatabase } from './db/start.ts'
import { seedDemo } from './demo.ts'
import { createDocs } from './http/docs.ts'
import { fingerprintKeyOf } from './http/fingerprint.ts'
import { bucketsOf } from './http/limits/open.ts'
import { createHttpServer } from './http/listen.ts'
import { ListenProblem, listen, stopServer } from './http/listening.ts'
import { cursorKeyOf, signingKeysOf } from './own-secrets.ts'
import { createLog } from './telemetry/log.ts'
import { createMetrics, createMetricsServer } from './telemetry/metrics.ts'

async function run(): Promise<void> {
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  const metrics = createMetrics()
  await using resources = new AsyncDisposableStack()

  const keys = config.auth.issuer === null ? await signingKeysOf(config) : null
  const cursorKey = await cursorKeyOf(config)
  signCursorsWith(cursorKey)
  const database = await startDatabase({
    databaseUrl: config.databaseUrl,
    stateDir: config.stateDir,
    poolSize: config.databasePoolSize,
    onConnectionLost: (error) => log.warn({ err: error }, 'database connection lost'),
    onChoreFailed(chore, error) {
      metrics.choreFailed(chore)
      log.error({ chore, err: error }, 'what has expired is not deleted')
    },
  })
  resources.defer(() => database.close())
  const schemaReady = schemaCheck(database)
  if (config.demo) await schemaReady()
  const buckets = await bucketsOf(config, database, log)
  if (buckets !== null) resources.defer(() => buckets.close())
  const demo = config.demo ? await seedDemo(database) : null

  if (config.metricsPort !== null) {
    const metricsServer = createMetricsServer(metrics)
    await listen(metricsServer, { host: config.host, port: config.metricsPort }, 'METRICS_PORT')
    resources.defer(() => stopServer(metricsServer, 0))
  }

  const server = createHttpServer((req, res) => app.listener(req, res), config.limits)
  const port = await listen(server, config, 'PORT')
  resources.defer(() => stopServer(server, config.drainTimeoutMs))
  const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`
  const publicUrl = config.publicUrl ?? url
  const docs = createDocs(config.mode !== 'production')
  const fingerprintKey = fingerprintKeyOf(cursorKey)
  const app = createApp({ config, log, metrics, database, keys, fingerprintKey, publicUrl, docs, buckets, schemaReady })
  void docs.prepare()
  if (demo !== null) process.stdout.write(`${banner(url, demo)}\n`)
  log.info({ url, mode: config.mode, referee: config.referee }, 'listening')

  const [signal] = await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  for (const name of ['SIGTERM', 'SIGINT']) process.once(name, () => process.exit(1))
  log.info({ signal }, 'draining')
  app.drain()
  await sleep(config.drainDelayMs)
}

try {
  await run()
} catch (error) {
  const lines = explain(error)
  for (const line of lines) process.stderr.write(`stockroom: ${line}\n`)
  process.exitCode = error instanceof ConfigMistakes ? 2 : 1
}

function explain(error: unknown): readonly string[] {
  if (error instanceof ConfigMistakes) return error.lines
  if (error instanceof DatabaseProblem || error instanceof ListenProblem) return [error.message]
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
}
