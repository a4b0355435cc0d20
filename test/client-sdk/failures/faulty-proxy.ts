/** An HTTP proxy on a loopback port that spoils a share of what passes. */
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export const faults = ['drop', 'lose', 'delay', '429', '502', '503', 'cut'] as const
export type Fault = (typeof faults)[number]

export interface FaultyProxy {
  url: string
  /** How often each fault was done. */
  done: Record<Fault, number>
  passed: number
  close(): void
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

interface Answer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

async function pass(target: URL, incoming: IncomingMessage): Promise<Answer> {
  const body = await buffer(incoming)
  const { method, url: path, headers } = incoming
  return new Promise((resolve, reject) => {
    const outgoing = forward({ host: target.hostname, port: target.port, method, path, headers }, async (response) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: await buffer(response) })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** Spoils each request with `probability`, by a fault chosen at random. */
export async function startFaultyProxy(to: string, probability: number, random: () => number): Promise<FaultyProxy> {
  const target = new URL(to)
  const done = Object.fromEntries(faults.map((fault) => [fault, 0])) as Record<Fault, number>
  const proxy = { url: '', done, passed: 0, close: () => {} }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = random() < probability ? faults[Math.floor(random() * faults.length)] : undefined
    if (fault) done[fault]++
    else proxy.passed++
    // The request never arrives.
    if (fault === 'drop') return void incoming.socket.destroy()
    if (fault === '429' || fault === '502' || fault === '503') {
      const headers = fault === '502' ? {} : { 'retry-after': random() < 0.5 ? '0' : '1' }
      response.writeHead(Number(fault), { 'content-type': 'text/html', ...headers }).end('<h1>Sorry</h1>')
      return
    }
    if (fault === 'delay') await new Promise((resolve) => setTimeout(resolve, 200 + random() * 800))
    const answer = await pass(target, incoming)
    // It arrives, has its effect, and the answer is lost.
    if (fault === 'lose') return void incoming.socket.destroy()
    response.writeHead(answer.status, answer.headers)
    if (fault !== 'cut') return void response.end(answer.body)
    response.write(answer.body.subarray(0, answer.body.length / 2), () => incoming.socket.destroy())
  }

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => incoming.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  proxy.close = () => {
    server.closeAllConnections()
    server.close()
  }
  return proxy
}
