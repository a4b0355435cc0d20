/** A real server on a loopback port that answers by script, and keeps what it was sent. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import { text } from 'node:stream/consumers'
import type { StockroomError } from '@stockroom/sdk'
import { onTestFinished } from 'vitest'

export interface Received {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: string
  at: number
}

export interface Scripted {
  url: string
  received: Received[]
}

export type Step =
  | { status: number; headers?: Record<string, string>; json?: unknown; text?: string }
  /** Closes the connection without an answer. */
  | 'drop'
  /** Sends the head and half of the body. */
  | 'cut'
  /** Never answers. */
  | 'hang'
  | ((request: Received, response: ServerResponse) => void)

export const order = {
  id: '019ab3f2-8d42-7e11-8c7a-2f6f4e1d9a10',
  partner_id: null,
  customer_id: null,
  status: 'pending',
  lines: [],
  total: { amount: 0, currency: 'EUR' },
  created_at: '2026-10-05T09:00:00.000Z',
  updated_at: '2026-10-05T09:00:00.000Z',
}
export const created: Step = { status: 201, json: order }
export const found: Step = { status: 200, json: order }

function answer(step: Step, request: Received, response: ServerResponse): void {
  if (step === 'hang') return
  if (step === 'drop') return void response.destroy()
  if (step === 'cut') {
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': '1000' })
    return void response.write(JSON.stringify(order).slice(0, 50), () => response.destroy())
  }
  if (typeof step === 'function') {
    step(request, response)
    return
  }
  const content = step.json === undefined ? step.text : JSON.stringify(step.json)
  const type =
    step.json === undefined ? 'text/plain' : step.status < 400 ? 'application/json' : 'application/problem+json'
  response.writeHead(step.status, { ...(content === undefined ? {} : { 'content-type': type }), ...step.headers })
  response.end(content)
}

/** Takes one step for each request; the last one stays. */
export async function scripted(...steps: Step[]): Promise<Scripted> {
  const received: Received[] = []
  const server = createServer(async (req, response) => {
    const { method = '', url = '', headers } = req
    const request = { method, url, headers, body: await text(req), at: Date.now() }
    const step = steps[Math.min(received.push(request), steps.length) - 1]
    if (step) answer(step, request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received }
}

/** Whether a request asks for a token. */
export const isToken = ({ url }: Received) => url.startsWith('/v2/oauth') || url.startsWith('/v2/auth')

/** Gives tokens t1, t2, …, and takes those that `accepts` does. */
export function authServer({ expires_in = 900, accepts = (_: string): boolean => true, tokens = [] as Step[] } = {}) {
  let given = 0
  return scripted((request, response) => {
    const reply = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (!isToken(request)) {
      const proof = `${request.headers.authorization}`.replace('Bearer ', '')
      return void (accepts(proof) ? reply(200, order) : reply(401, { code: 'TOKEN_INVALID' }))
    }
    const step = tokens.shift()
    if (step) return answer(step, request, response)
    given++
    reply(200, { access_token: `t${given}`, token_type: 'Bearer', expires_in, scope: '', refresh_token: `r${given}` })
  })
}

/** A port that nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = createSocketServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** What a call throws. */
export const errorOf = (work: PromiseLike<unknown>): Promise<StockroomError> =>
  Promise.resolve(work).then(
    () => Promise.reject(new Error('it did not fail')),
    (error) => error as StockroomError,
  )
