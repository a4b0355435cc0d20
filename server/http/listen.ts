/** The HTTP server around the gateway: its limits, and answers to what is not HTTP. */
import { createServer, type RequestListener, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { Refusal } from '../domain/refusal.ts'
import { originForm } from './message/target.ts'
import { problemOf, problemType } from './problem.ts'
import { requestIdOf } from './trace.ts'

export interface ConnectionLimits {
  readonly headerBytes: number
  readonly requestTimeoutMs: number
  readonly headersTimeoutMs: number
  readonly keepAliveTimeoutMs: number
}

export function createHttpServer(listener: RequestListener, limits: ConnectionLimits): Server {
  const last = new WeakMap<Duplex, ServerResponse>()
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      requestTimeout: limits.requestTimeoutMs,
      headersTimeout: Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs),
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      connectionsCheckingInterval: Math.min(1_000, limits.requestTimeoutMs),
      // Node's own refusal is no problem document.
      requireHostHeader: false,
    },
    (req, res) => {
      last.set(req.socket, res)
      req.url = originForm(req.method as string, req.url as string)
      listener(req, res)
    },
  )
  // A caller that closes its side after the request still reads the answer (RFC 9112 §9.6); Node would cut it off.
  Object.assign(server, { httpAllowHalfOpen: true })
  // Whoever reads the content says when it may come.
  server.on('checkContinue', (req, res) => server.emit('request', req, res))
  // Expectations other than 100-continue may be passed over (RFC 9110 §10.1.1); Node's own 417 would say nothing.
  server.on('checkExpectation', (req, res) => server.emit('request', req, res))
  server.on('connect', (_req, socket) => refuse(new NoProxy(), socket))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const pending = last.get(socket)
    const unanswered = pending !== undefined && !pending.writableFinished
    // An answer that is under way, or still to come for a request before the broken one, goes first.
    if (unanswered && (pending.headersSent || pending.req.complete)) pending.once('close', () => refuse(error, socket))
    else refuse(error, socket)
  })
  return server
}

class NoProxy extends Error {
  readonly code = 'NO_PROXY'
}

/** Of the parser, with the bytes that it was reading. */
type ConnectionError = NodeJS.ErrnoException & { readonly rawPacket?: Buffer }

function refuse(error: ConnectionError, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const problem = problemOf(refusalFor(error.code), '/', requestIdOf(undefined))
  const content = JSON.stringify(problem)
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(content)}`,
    `X-Request-Id: ${problem.trace_id}`,
    'Cache-Control: no-store',
    'Connection: close',
  ]
  // An answer to HEAD has no content (RFC 9110 §9.3.2): whoever asked would take it for the next answer.
  const isHead = error.rawPacket?.toString('latin1', 0, 5) === 'HEAD '
  socket.end(`${head.join('\r\n')}\r\n\r\n${isHead ? '' : content}`, () => socket.destroy())
}

function refusalFor(code: string | undefined): Refusal {
  if (code === 'HPE_HEADER_OVERFLOW') return new Refusal('HEADERS_TOO_LARGE')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Refusal('REQUEST_TIMEOUT')
  if (code === 'NO_PROXY') return new Refusal('REQUEST_MALFORMED', { detail: 'This server is no proxy.' })
  return new Refusal('REQUEST_MALFORMED', { detail: 'This is not HTTP/1.1 as RFC 9112 has it.' })
}
