/** The references, one static page a version, built from the contract that is served; and the way from one to the next. */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Refusal } from '../domain/refusal.ts'
import type { FixedHeaders } from './fixed-headers.ts'
import type { Page } from './pages.ts'
import { pageHeadersOf } from './security-headers.ts'

export interface Docs {
  readonly pages: readonly Page[]
  /** Builds the pages if a contract has changed since; the first request waits for it. */
  prepare(): Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Each version has its page, and the newest is the first that a reader sees. */
function references(): [path: string, version: string][] {
  const versions = readdirSync(resolve(root, 'generated')).sort((a, b) => Number(b.slice(1)) - Number(a.slice(1)))
  return [['/docs', versions[0] as string], ...versions.map((name): [string, string] => [`/docs/${name}`, name])]
}

/** @param mayBuild false in production: the image holds the pages */
export function createDocs(mayBuild: boolean): Docs {
  let built: Promise<unknown> | null = null
  const build = () => {
    built ??= promisify(execFile)(process.execPath, ['scripts/contract.ts', 'docs'], { cwd: root }).catch((error) => {
      built = null
      throw error
    })
    return built
  }

  const pages = references().map(([path, version]) => {
    const contract = resolve(root, `generated/${version}/openapi.json`)
    /** Where `npm run contract -- docs` puts it. */
    const file = resolve(root, `.stockroom/docs/${version}.html`)
    const prepared = once(async () => {
      if (mayBuild && (await changedAt(file)) < (await changedAt(contract))) await build()
      return loaded(await readFile(file, 'utf8'))
    })
    return { path, prepared, missing: 'The reference has not been built.', contentType: 'text/html; charset=utf-8' }
  })
  const guide = {
    path: '/docs/migrating',
    prepared: once(async () => loaded(await readFile(resolve(root, 'openapi/MIGRATING.md'), 'utf8'))),
    missing: 'The migration guide is not here.',
    contentType: 'text/markdown; charset=utf-8',
  }
  return {
    pages: [...pages, guide].map(({ path, prepared, missing, contentType }) => ({
      path,
      async answer() {
        const ready = await prepared()
        if (ready === null) throw new Refusal('ROUTE_UNKNOWN', { detail: missing })
        return { status: 200, contentType, ...ready }
      },
    })),
    prepare: async () => {
      await Promise.all(pages.map(({ prepared }) => prepared()))
    },
  }
}

interface Loaded {
  readonly text: string
  /** The text, encoded once: to encode megabytes for each of a thousand requests would stop the node. */
  readonly bytes: Buffer
  readonly headers: FixedHeaders
}

function loaded(text: string): Loaded {
  return { text, bytes: Buffer.from(text), headers: { ...pageHeadersOf(text), 'cache-control': 'public, max-age=300' } }
}

/** What is loaded once, and again after it failed: null. */
function once(load: () => Promise<Loaded>): () => Promise<Loaded | null> {
  let ready: Promise<Loaded | null> | null = null
  return () => {
    ready ??= load().catch(() => {
      ready = null
      return null
    })
    return ready
  }
}

/** Milliseconds since 1970; 0 where there is no such file. */
async function changedAt(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.mtimeMs ?? 0
}
