/** Bytes over a socket, for what no HTTP client would send. */
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export interface RawResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Sends the parts one after the other, `pauseMs` apart, and reads until the server closes or, once it has begun to
 * answer (a busy machine takes its time), `quietMs` pass in silence.
 * @returns all that came back
 */
export async function sendRaw(
  { hostname, port }: URL,
  parts: readonly (string | Buffer)[],
  { pauseMs = 20, quietMs = 400, firstByteMs = 10_000, end = false } = {},
): Promise<string> {
  const socket = connect(Number(port), hostname)
  const chunks: Buffer[] = []
  let heard = 0
  let closed = false
  socket.on('data', (chunk) => {
    chunks.push(chunk)
    heard = Date.now()
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    closed = true
  })
  for (const [index, part] of parts.entries()) {
    if (index > 0) await sleep(pauseMs)
    if (closed) break
    socket.write(part)
  }
  if (end) socket.end()
  const sent = Date.now()
  const waits = () =>
    chunks.length > 0 ? Date.now() - Math.max(heard, sent) < quietMs : Date.now() - sent < firstByteMs
  while (!closed && waits()) await sleep(10)
  socket.destroy()
  return Buffer.concat(chunks).toString('utf8')
}

/** Responses with a Content-Length, one after the other as they were pipelined. */
export function parseResponses(text: string): RawResponse[] {
  const responses: RawResponse[] = []
  let rest = text
  while (rest.startsWith('HTTP/1.1 ')) {
    const end = rest.indexOf('\r\n\r\n')
    if (end === -1) break
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n')
    const headers = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    )
    const length = Number(headers['content-length'] ?? 0)
    const body = Buffer.from(rest.slice(end + 4))
      .subarray(0, length)
      .toString('utf8')
    responses.push({ status: Number(statusLine.split(' ')[1]), headers, body })
    rest = Buffer.from(rest.slice(end + 4))
      .subarray(length)
      .toString('utf8')
  }
  return responses
}
