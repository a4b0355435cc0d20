/** A Redis for the run's tests: `REDIS_URL`, else a `redis-server` on the path, started once on a loopback port. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Null where there is none. */
    redisUrl: string | null
  }
}

/** For the global set-up. */
export async function startRedis(): Promise<{ url: string | null; stop(): void }> {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL, stop: () => undefined }
  const port = await freePort()
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const server = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] })
  const ready = Promise.withResolvers<boolean>()
  server.on('error', () => ready.resolve(false))
  server.on('exit', () => ready.resolve(false))
  let said = ''
  server.stdout.on('data', (chunk) => {
    said += chunk
    if (said.includes('Ready to accept')) ready.resolve(true)
  })
  // Whatever ends the run ends it, too.
  process.on('exit', () => server.kill())
  return { url: (await ready.promise) ? `redis://127.0.0.1:${port}` : null, stop: () => server.kill() }
}

/** Null where there is a Redis; else why not. */
export function whyNoRedis(): string | null {
  return inject('redisUrl') === null ? 'set REDIS_URL, or install redis-server' : null
}

/** @throws Error where there is none */
export function redisUrl(): string {
  const url = inject('redisUrl')
  if (url === null) throw new Error(whyNoRedis() as string)
  return url
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}
