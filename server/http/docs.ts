/** The reference as one static page, built from the contract that is served. */
import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Refusal } from '../domain/refusal.ts'
import type { Page } from './pages.ts'
import { pageHeaders } from './security-headers.ts'

export interface Docs {
  readonly page: Page
  /** Builds the page if the contract has changed since; the first request waits for it. */
  prepare(): Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const contract = resolve(root, 'generated/v2/openapi.json')
/** Where `npm run contract -- docs` puts it. */
const file = resolve(root, '.stockroom/docs/v2.html')

/** @param mayBuild false in production: the image holds the page */
export function createDocs(mayBuild: boolean): Docs {
  const headers = { ...pageHeaders, 'cache-control': 'public, max-age=300' }
  let ready: Promise<string | null> | null = null

  const load = async () => {
    if (mayBuild && (await changedAt(file)) < (await changedAt(contract))) {
      await promisify(execFile)(process.execPath, ['scripts/contract.ts', 'docs'], { cwd: root })
    }
    return readFile(file, 'utf8')
  }
  const prepared = () => {
    ready ??= load().catch(() => {
      ready = null
      return null
    })
    return ready
  }
  return {
    page: {
      path: '/docs',
      async answer() {
        const text = await prepared()
        if (text === null) throw new Refusal('ROUTE_UNKNOWN', { detail: 'The reference has not been built.' })
        return { status: 200, headers, contentType: 'text/html; charset=utf-8', text }
      },
    },
    prepare: async () => {
      await prepared()
    },
  }
}

/** Milliseconds since 1970; 0 where there is no such file. */
async function changedAt(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.mtimeMs ?? 0
}
