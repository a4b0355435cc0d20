/** One request over kept connections, and its whole answer. */
import { Agent, type IncomingHttpHeaders, request } from 'node:http'

export interface Wire {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
}

export interface Answer {
  readonly status: number
  /** By lower-case name; repeated ones joined by commas. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  /** Undefined where the content is no JSON. */
  readonly json: unknown
}

export interface Sender {
  /** @throws Error where the connection breaks or no whole answer comes in time */
  send(wire: Wire): Promise<Answer>
  close(): void
}

/** Milliseconds; no statement of the server may take as long. */
const patience = 20_000

export function createSender(base: string, connections: number): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const { hostname, port } = new URL(base)
  return {
    send: ({ method, url, headers, body }) =>
      new Promise((resolve, reject) => {
        const length = body === null ? {} : { 'content-length': String(body.length) }
        const req = request(
          { agent, hostname, port, method, path: url, headers: { ...length, ...headers }, timeout: patience },
          (res) => {
            const chunks: Buffer[] = []
            res.on('data', (chunk: Buffer) => chunks.push(chunk))
            res.on('error', reject)
            res.on('end', () => resolve(answerOf(res.statusCode as number, res.headers, Buffer.concat(chunks))))
          },
        )
        req.on('timeout', () => req.destroy(new Error(`no answer in ${patience} ms`)))
        req.on('error', reject)
        req.end(body ?? undefined)
      }),
    close: () => agent.destroy(),
  }
}

function answerOf(status: number, given: IncomingHttpHeaders, content: Buffer): Answer {
  const headers = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, [value].flat().join(', ')]))
  const text = content.toString('utf8')
  return { status, headers, text, json: jsonOf(headers['content-type'], text) }
}

function jsonOf(type: string | undefined, text: string): unknown {
  if (text === '' || !/[/+]json(?:;|$)/.test(type ?? '')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
