/** What RFC 9110 and RFC 9112 ask of a request's head beyond what Node's parser sees to. */
import type { IncomingMessage } from 'node:http'
import { Refusal } from '../../domain/refusal.ts'
import { host } from './host.ts'

/** Node keeps the first of these where there are several, and who stands in front of it may have read the last. */
const single = new Set(['host', 'authorization', 'content-type'])

/** The connection ends with the answer: where one message ends and the next begins may be read in two ways. */
const end = { connection: 'close' }

/** @throws Refusal REQUEST_MALFORMED, TRANSFER_CODING_UNKNOWN */
export function assertHead(req: IncomingMessage): void {
  assertVersion(req.httpVersion)
  assertSingle(req.rawHeaders)
  assertHost(req)
  assertTransferCoding(req)
  assertTarget(req)
}

/** RFC 9112 §2.3. Node's parser also accepts HTTP/0.9 and HTTP/2.0, which are not written this way. */
function assertVersion(version: string): void {
  if (version !== '1.1' && version !== '1.0') throw malformed('This server speaks HTTP/1.1.')
}

function assertSingle(rawHeaders: readonly string[]): void {
  const seen = new Set<string>()
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] as string).toLowerCase()
    if (!single.has(name)) continue
    if (seen.has(name)) throw malformed(`There is more than one ${name} header.`)
    seen.add(name)
  }
}

/** RFC 9112 §3.2: a request of HTTP/1.1 has one, and one that can be read. */
function assertHost({ headers, httpVersion }: IncomingMessage): void {
  if (headers.host === undefined && httpVersion === '1.1') throw malformed('There is no Host header.')
  if (headers.host !== undefined && !host.test(headers.host)) throw malformed('The Host header names no host.')
}

/** RFC 9112 §6.1: a coding that is not understood is refused, and HTTP/1.0 has none. */
function assertTransferCoding({ headers, httpVersion }: IncomingMessage): void {
  const coding = headers['transfer-encoding']
  if (coding === undefined) return
  if (httpVersion !== '1.1') throw malformed(`HTTP/${httpVersion} has no Transfer-Encoding.`)
  if (coding.toLowerCase() === 'chunked') return
  throw new Refusal('TRANSFER_CODING_UNKNOWN', {
    detail: 'Send the content chunked, or with its length.',
    headers: end,
  })
}

/** RFC 9112 §3.2. */
function assertTarget({ method, url = '' }: IncomingMessage): void {
  if (url === '*' && method !== 'OPTIONS') throw malformed('Only OPTIONS may ask for *.')
  if (url !== '*' && !url.startsWith('/')) throw malformed('The target names no host of http or https.')
}

function malformed(detail: string): Refusal {
  return new Refusal('REQUEST_MALFORMED', { detail, headers: end })
}
