/** Somebody else's service on a loopback port, which answers as a test tells it to. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach } from 'vitest'

export type Behaviour = (req: IncomingMessage, res: ServerResponse) => unknown

export interface Upstream {
  readonly url: string
  /** What it was asked, oldest first. */
  readonly asked: URL[]
  /** One for each request; the last stays. */
  behave(...behaviours: Behaviour[]): void
}

export const answers =
  (body: unknown, status = 200): Behaviour =>
  (_, res) =>
    res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

export const after =
  (milliseconds: number, behaviour: Behaviour): Behaviour =>
  async (req, res) => {
    await sleep(milliseconds)
    behaviour(req, res)
  }

export const silence: Behaviour = () => undefined
export const hangUp: Behaviour = (_, res) => res.destroy()
export const text =
  (content: string): Behaviour =>
  (_, res) =>
    res.end(content)

/** One service for all tests of the calling file, forgetful between them. */
export function useUpstream(): Upstream {
  const asked: URL[] = []
  let behaviours: Behaviour[] = [silence]
  const server = createServer((req, res) => {
    asked.push(new URL(req.url as string, 'http://upstream'))
    const next = behaviours.length > 1 ? behaviours.shift() : behaviours[0]
    next?.(req, res)
  })
  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  beforeEach(() => {
    asked.length = 0
    behaviours = [silence]
  })
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    asked,
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    },
    behave: (...given) => {
      behaviours = given
    },
  }
}

/** An address at which nobody listens. */
export async function nowhere(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${port}`
}
