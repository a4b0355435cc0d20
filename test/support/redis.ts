/** A Redis for the tests that need one: `REDIS_URL`, else a `redis-server` on the path, started for the calling file. */
import { execFileSync, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll } from 'vitest'

/** Null where there is a Redis; else why not. */
export const whyNoRedis: string | null =
  process.env.REDIS_URL || hasServer() ? null : 'set REDIS_URL, or install redis-server'

let started: Promise<string> | null = null

export function redisUrl(): Promise<string> {
  started ??= process.env.REDIS_URL ? Promise.resolve(process.env.REDIS_URL) : start()
  return started
}

function hasServer(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function start(): Promise<string> {
  const port = await freePort()
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const server = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] })
  afterAll(() => {
    server.kill()
  })
  let said = ''
  server.stdout.on('data', (chunk) => {
    said += chunk
  })
  for (const end = Date.now() + 10_000; !said.includes('Ready to accept') && Date.now() < end; ) await sleep(20)
  return `redis://127.0.0.1:${port}`
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
