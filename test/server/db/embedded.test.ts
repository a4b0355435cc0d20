import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../server/db/database.ts'
import { type Embedded, startEmbedded } from '../../../server/db/embedded/cluster.ts'

let root: string
let folder: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stockroom-embedded-'))
  chmodSync(root, 0o755)
  folder = join(root, 'state', 'postgres')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const pidFile = () => join(folder, 'data', 'postmaster.pid')
const pid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0])

async function answers(url: string, statement = 'select 1 as n'): Promise<unknown[]> {
  const { db, close } = openDatabase({ url, poolSize: 1 })
  try {
    return (await sql.raw(statement).execute(db)).rows
  } finally {
    await close()
  }
}

async function stopped(): Promise<boolean> {
  for (let tries = 0; existsSync(pidFile()) && tries < 500; tries++) await sleep(10)
  return !existsSync(pidFile())
}

/** Another process that uses the same folder until it is killed. */
async function otherProcess(): Promise<ChildProcess> {
  const cluster = new URL('../../../server/db/embedded/cluster.ts', import.meta.url).href
  const code = `const { startEmbedded } = await import(${JSON.stringify(cluster)})
    await startEmbedded({ folder: ${JSON.stringify(folder)} }); console.log('up'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('the embedded PostgreSQL', () => {
  it('keeps its data, port and password between runs, and stops when asked', async () => {
    const first = await startEmbedded({ folder })
    await answers(first.url, 'create table kept as select 7 as n')
    await first.stop()
    expect(existsSync(pidFile())).toBe(false)
    const second = await startEmbedded({ folder })
    expect(second.url).toBe(first.url)
    expect(await answers(second.url, 'select n from kept')).toEqual([{ n: 7 }])
    await second.stop()
  })

  it('is shared by all who start it at once, and stops with the last', async () => {
    const users = await Promise.all([1, 2, 3].map(() => startEmbedded({ folder })))
    const [{ url }] = users as [Embedded]
    expect(users.map((user) => user.url)).toEqual([url, url, url])
    await users[0]?.stop()
    await users[2]?.stop()
    expect(await answers(url)).toEqual([{ n: 1 }])
    await users[1]?.stop()
    expect(existsSync(pidFile())).toBe(false)
  })

  it('stops when the process that used it was killed', async () => {
    await kill(await otherProcess())
    expect(await stopped()).toBe(true)
  })

  it('stays for others when one of its users was killed, and starts again right after the last', async () => {
    const child = await otherProcess()
    const { url, stop } = await startEmbedded({ folder })
    await kill(child)
    await sleep(200)
    expect(await answers(url)).toEqual([{ n: 1 }])
    await stop()
    const again = await otherProcess()
    again.kill('SIGKILL')
    const next = await startEmbedded({ folder })
    expect(await answers(next.url)).toEqual([{ n: 1 }])
    await next.stop()
  })

  it('comes back after it was killed itself and its process id given to somebody else', async () => {
    const first = await startEmbedded({ folder })
    await answers(first.url, 'create table kept as select 7 as n')
    const lines = readFileSync(pidFile(), 'utf8').split('\n')
    process.kill(pid(), 'SIGKILL')
    writeFileSync(pidFile(), [process.pid, ...lines.slice(1)].join('\n'))
    await sleep(300)
    const second = await startEmbedded({ folder })
    expect(await answers(second.url, 'select n from kept')).toEqual([{ n: 7 }])
    await first.stop()
    expect(await answers(second.url)).toEqual([{ n: 1 }])
    await second.stop()
  })

  it('is started again, on the same port and for all its users, when it is killed', async () => {
    const child = await otherProcess()
    const { url, stop } = await startEmbedded({ folder })
    const { db, close } = openDatabase({ url, poolSize: 2 })
    await sql`create table kept as select 7 as n`.execute(db)
    const killed = pid()
    process.kill(killed, 'SIGKILL')
    const isNew = () => existsSync(pidFile()) && pid() !== killed
    await expect.poll(isNew, { timeout: 20_000 }).toBe(true)
    const again = () => sql`select n from kept`.execute(db).then(({ rows }) => rows)
    await expect.poll(() => again().catch(() => null), { timeout: 20_000 }).toEqual([{ n: 7 }])
    await sleep(600)
    await close()
    await stop()
    expect(await answers(url, 'select n from kept')).toEqual([{ n: 7 }])
    await kill(child)
    expect(await stopped()).toBe(true)
  })

  it('takes another port when its own is in use', async () => {
    const first = await startEmbedded({ folder })
    await first.stop()
    const squatter = createServer().listen(Number(new URL(first.url).port), '127.0.0.1')
    await once(squatter, 'listening')
    const second = await startEmbedded({ folder })
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port)
    expect(await answers(second.url)).toEqual([{ n: 1 }])
    await second.stop()
    squatter.close()
  })

  it('finds a place in a folder that only its owner may enter, even when that is root', async () => {
    chmodSync(root, 0o700)
    const first = await startEmbedded({ folder })
    await answers(first.url, 'create table kept as select 7 as n')
    await first.stop()
    const second = await startEmbedded({ folder })
    expect(await answers(second.url, 'select n from kept')).toEqual([{ n: 7 }])
    await second.stop()
    rmSync(realpathSync(folder), { recursive: true, force: true })
  })

  it('says in one line what keeps it from starting', async () => {
    mkdirSync(join(root, 'state'))
    writeFileSync(join(root, 'state', 'postgres'), 'a file, where a folder should be')
    await expect(startEmbedded({ folder })).rejects.toThrow(/^(?!.*\n).*postgres.*DATABASE_URL/)
    rmSync(folder)
    const { stop } = await startEmbedded({ folder })
    await stop()
    writeFileSync(join(folder, 'data', 'PG_VERSION'), '12\n')
    await expect(startEmbedded({ folder })).rejects.toThrow(/did not start: (?!.*\n).*DATABASE_URL/)
  })
})
