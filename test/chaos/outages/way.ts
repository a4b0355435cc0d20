/** The way from the clients to the API: an HTTP proxy on a loopback port that counts, and fails as it is told. */
import { Agent, createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from './day.ts'

export type Part = 'token' | 'api'

export interface Way {
  readonly url: string
  /** `Date.now()` of each request that came, by part. */
  readonly came: Readonly<Record<Part, number[]>>
  fail(faults: Readonly<Partial<Record<Part, Fault>>>): Promise<void>
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

const partOf = (request: IncomingMessage): Part => (request.url?.startsWith('/v2/oauth/token') ? 'token' : 'api')

export async function startWay(to: string, slowMs: number): Promise<Way> {
  const target = new URL(to)
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const came: Record<Part, number[]> = { token: [], api: [] }
  let faults: Partial<Record<Part, Fault>> = {}
  let turns = 0

  async function pass(incoming: IncomingMessage): Promise<Answer> {
    const body = await buffer(incoming)
    const { method, url: path, headers } = incoming
    const to = { host: target.hostname, port: target.port, agent, method, path, headers }
    return new Promise((resolve, reject) => {
      const outgoing = forward(to, (response) => {
        const { statusCode: status = 0, headers } = response
        buffer(response).then((body) => resolve({ status, headers, body }), reject)
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const part = partOf(incoming)
    came[part].push(Date.now())
    const fault = faults[part]
    if (fault === 'unavailable') return void response.writeHead(503).end()
    if (fault === 'limited') return void response.writeHead(429, { 'retry-after': '2' }).end()
    const arrives = (fault !== 'reset' && fault !== 'bad-gateway') || turns++ % 2 === 0
    if (fault === 'slow') await sleep(slowMs)
    const answer = arrives ? await pass(incoming) : undefined
    if (fault === 'reset') return void incoming.socket.resetAndDestroy()
    if (fault === 'bad-gateway' || answer === undefined) return void response.writeHead(502).end()
    response.writeHead(answer.status, answer.headers).end(answer.body)
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => incoming.socket.destroy())
  })
  server.keepAliveTimeout = 60_000
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const stop = async () => {
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    came,
    async fail(next) {
      faults = next
      const refuses = next.api === 'refused'
      if (refuses && server.listening) await stop()
      if (!refuses && !server.listening) await listen(port)
    },
    async close() {
      if (server.listening) await stop()
      agent.destroy()
    },
  }
}
