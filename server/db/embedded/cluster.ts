import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { basename, join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { DatabaseProblem } from '../errors.ts'
import { type Hold, keepRunning } from './keep.ts'
import { hold, holdFirst, letGo } from './lifeline.ts'
import { type Place, preparePlace } from './place.ts'
import { findPostmaster, lastComplaint, type Postmaster } from './postmaster.ts'

const run = promisify(execFile)

export interface Embedded {
  /** A superuser's URL of the database `stockroom`. It stays good when PostgreSQL ends and is started again. */
  readonly url: string
  /** The last process to stop it ends PostgreSQL; a process that just ends does so too. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Kept between runs. Several processes may use it at once. */
  folder: string
  /** PostgreSQL's own settings, as in `fsync: 'off'`. */
  settings?: Readonly<Record<string, string>>
}

const deadlineMs = 60_000

/** @throws DatabaseProblem */
export async function startEmbedded({ folder, settings = {} }: EmbeddedOptions): Promise<Embedded> {
  try {
    const place = await preparePlace(folder)
    if (!existsSync(place.data)) await initialise(place)
    const password = readFileSync(place.password, 'utf8').trim()
    const first = await joinOrStart(place, password, settings)
    const keeper = keepRunning(place, first, () => joinOrStart(place, password, settings, first.port))
    return { url: urlOf(first.port, password, 'stockroom'), stop: async () => stop(place, await keeper.end()) }
  } catch (error) {
    if (error instanceof DatabaseProblem || !(error instanceof Error && 'syscall' in error)) throw error
    throw new DatabaseProblem(
      `the embedded PostgreSQL cannot use ${shown(folder)}: ${error.message}; or set DATABASE_URL`,
    )
  }
}

async function stop(place: Place, held: Hold): Promise<void> {
  if (!(await letGo(place, held))) return
  for (const end = Date.now() + deadlineMs; findPostmaster(place) !== null && Date.now() < end; ) await sleep(10)
}

async function joinOrStart(
  place: Place,
  password: string,
  settings: Readonly<Record<string, string>>,
  port?: number,
): Promise<Hold> {
  const deadline = Date.now() + deadlineMs
  let unheldSince: number | null = null
  while (Date.now() < deadline) {
    const found = findPostmaster(place)
    if (found === null) {
      const started = await start(place, settings, port ?? (await usablePort(place)))
      if (started === null) continue
      await createDatabase(urlOf(started.port, password, 'postgres'))
      return { ...started, held: await holdFirst(place, started.pid) }
    }
    const held = found.ready ? hold(place, found.pid) : null
    if (held !== null) return { ...found, held }
    // It starts or stops under another process's hands; or that process died before it could take hold.
    unheldSince ??= Date.now()
    if (found.ready && Date.now() - unheldSince > 5_000) return { ...found, held: await holdFirst(place, found.pid) }
    await sleep(25)
  }
  throw new DatabaseProblem(
    `the embedded PostgreSQL in ${shown(place.folder)} neither starts nor stops; see ${shown(place.log)}`,
  )
}

/** Null when another process was faster. */
async function start(
  place: Place,
  settings: Readonly<Record<string, string>>,
  port: number,
): Promise<Postmaster | null> {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC', ...settings, port }
  const options = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`)
  rmSync(place.log, { force: true })
  try {
    const words = ['start', '-D', place.data, '-l', place.log, '-w', '-t', '60', '-o', options.join(' ')]
    await run(join(place.bin, 'pg_ctl'), words, {
      ...place.runAs,
      cwd: place.folder,
      env: { ...process.env, LC_ALL: 'C' },
    })
  } catch (error) {
    if (findPostmaster(place) !== null) return null
    const said = lastComplaint(place) ?? lastLine(error)
    throw new DatabaseProblem(
      `the embedded PostgreSQL in ${shown(place.folder)} did not start: ${said}; see ${shown(place.log)}, or set DATABASE_URL`,
    )
  }
  writeFileSync(join(place.folder, 'port'), `${port}\n`)
  return findPostmaster(place)
}

/** Made aside and moved into place, so that a start that is cut short leaves nothing half made. */
async function initialise(place: Place): Promise<void> {
  const aside = mkdtempSync(join(place.folder, 'new-'))
  const data = join(aside, 'data')
  const passwordFile = join(aside, 'password')
  writeFileSync(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 })
  const { uid, gid } = place.runAs
  if (uid !== undefined && gid !== undefined) for (const path of [aside, passwordFile]) chownSync(path, uid, gid)
  const words = [`--pgdata=${data}`, '--username=stockroom', `--pwfile=${passwordFile}`, '--auth=scram-sha-256']
  const locale = [
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]
  try {
    await run(join(place.bin, 'initdb'), [...words, ...locale, '--no-sync'], { ...place.runAs, cwd: place.folder })
    renameSync(passwordFile, join(data, basename(place.password)))
    renameSync(data, place.data)
  } catch (error) {
    // Another process was faster, then.
    if (existsSync(place.data)) return
    throw new DatabaseProblem(
      `could not make a database in ${shown(place.folder)}: ${lastLine(error)}; or set DATABASE_URL`,
    )
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

/** The one of the last time if it is still free, so that a URL stays good between runs. */
async function usablePort({ folder }: Place): Promise<number> {
  const file = join(folder, 'port')
  const last = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  return (await freePort(last)) ?? (await freePort(0)) ?? last
}

function freePort(wanted: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null))
    })
  })
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query("select from pg_database where datname = 'stockroom'")
    if (rowCount === 0) await client.query('create database stockroom')
  } finally {
    await client.end()
  }
}

function urlOf(port: number, password: string, database: string): string {
  return `postgres://stockroom:${password}@127.0.0.1:${port}/${database}`
}

/** Of what a program said before it failed. */
function lastLine(error: unknown): string {
  const { stderr = '', message } = error as Error & { stderr?: string }
  return (stderr.trim() || message).split('\n').at(-1) ?? ''
}

function shown(path: string): string {
  const near = relative(process.cwd(), path)
  return near.startsWith('..') ? path : near
}
