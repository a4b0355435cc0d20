/** One PostgreSQL for the whole run, with a migrated database that each test file copies. */
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../server/db/database.ts'
import { migrate } from '../../server/db/migrate.ts'
import { administer } from './administer.ts'
import { startPostgres } from './postgres.ts'
import { startRedis } from './redis.ts'
import { beginSearch, keepSecret } from './secrets.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where databases are created and dropped. */
    serverUrl: string
    /** The name of a migrated database to copy; nobody may be connected to it. */
    template: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const search = beginSearch()
  const server = await startPostgres()
  const name = `stockroom_template_${process.pid}_${Date.now().toString(36)}`
  await administer(server.url, `create database ${name}`)
  const url = new URL(server.url)
  url.pathname = name
  const template = openDatabase({ url: url.href, poolSize: 1, statementTimeoutMs: 0 })
  await migrate(template.db)
  await template.close()
  keepSecret(decodeURIComponent(url.password))
  const redis = await startRedis()
  project.provide('redisUrl', redis.url)
  project.provide('serverUrl', server.url)
  project.provide('template', name)
  return async () => {
    await administer(server.url, `drop database ${name} with (force)`)
    await server.stop()
    redis.stop()
    const { leaks, lines, secrets } = search()
    if (leaks.length > 0) throw new Error(`${leaks.length} log lines hold a secret:\n${leaks.slice(0, 5).join('\n')}`)
    console.info(`None of ${secrets} secrets is in ${lines} lines of log.`)
  }
}
