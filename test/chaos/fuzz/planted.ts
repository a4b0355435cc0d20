/** A server with a fault planted in it: it passes requests on to a good one, and spoils some of the answers. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface Exchanged {
  readonly method: string
  readonly path: string
  /** The request's content. */
  readonly sent: string
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly text: string
}

/** @returns the answer to give instead */
export type Fault = (exchanged: Exchanged) => Pick<Exchanged, 'status' | 'headers' | 'text'>

export interface Planted {
  readonly url: string
  close(): void
}

export async function plant(behind: string, fault: Fault): Promise<Planted> {
  const server = createServer({ maxHeaderSize: 64 << 10 }, (req, res) => {
    pass(behind, req, res, fault).catch(() => res.destroy())
  })
  server.on('checkExpectation', (req, res) => server.emit('request', req, res))
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function pass(behind: string, req: IncomingMessage, res: ServerResponse, fault: Fault): Promise<void> {
  const { hostname, port } = new URL(behind)
  const [method, path] = [req.method as string, req.url as string]
  const content = await buffer(req)
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const passed = request({ hostname, port, method, path, headers: req.headers, agent: false }, resolve)
    passed.on('error', reject)
    passed.end(content)
  })
  const { connection: _, 'transfer-encoding': __, 'content-length': ___, ...headers } = answer.headers
  const text = (await buffer(answer)).toString()
  const given = { method, path, sent: content.toString(), status: answer.statusCode as number, headers, text }
  const spoilt = fault(given)
  const known = Object.entries(spoilt.headers).filter(
    (pair): pair is [string, string | string[]] => pair[1] !== undefined,
  )
  res.writeHead(spoilt.status, Object.fromEntries(known))
  res.end(method === 'HEAD' ? undefined : spoilt.text)
}
