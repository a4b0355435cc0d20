import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, inject } from 'vitest'
import { type Database, type DatabaseOptions, openDatabase } from '../../server/db/database.ts'
import { administer } from './administer.ts'

export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** A fresh, migrated, empty database; drop it when done. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl')
  const name = `stockroom_test_${randomBytes(8).toString('hex')}`
  await administer(serverUrl, `create database ${name} template ${inject('template')}`)
  const url = new URL(serverUrl)
  url.pathname = name
  return { url: url.href, drop: () => administer(serverUrl, `drop database if exists ${name} with (force)`) }
}

export type OpenTestDatabase = Database & { readonly url: string }

/** One database for all tests of the calling file; its members are there from the first test on. */
export function useDatabase(options: Omit<DatabaseOptions, 'url'> = {}): OpenTestDatabase {
  const shared = {} as OpenTestDatabase
  let created: TestDatabase | undefined
  beforeAll(async () => {
    created = await createTestDatabase()
    Object.assign(shared, openDatabase({ ...options, url: created.url }), { url: created.url })
  })
  afterAll(async () => {
    await shared.close?.()
    await created?.drop()
  })
  return shared
}
