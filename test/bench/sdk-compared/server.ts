/** A server on a loopback port that answers as a row of the table needs it, and keeps what it was sent. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Seen {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

export interface Server {
  readonly url: string
  readonly seen: Seen[]
  close(): void
}

/** Answers a request; `nth` counts from 1. */
export type Respond = (response: ServerResponse, nth: number, seen: Seen) => void

export async function serve(respond: Respond): Promise<Server> {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    await text(request).catch(() => '')
    const each = { method: request.method ?? '', path: request.url ?? '', headers: request.headers }
    respond(response, seen.push(each), each)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** A success that each of the peers reads: as ours, an order. */
const good = { id: '1', object: 'customer', status: 'pending', lines: [], total: { amount: 0, currency: 'EUR' } }

export function succeed(response: ServerResponse, { method }: Seen): void {
  response.writeHead(method === 'POST' ? 201 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(good))
}

export function fail(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  const body = JSON.stringify({ code: 'FAILED', message: 'failed', error: { message: 'failed' } })
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
}
