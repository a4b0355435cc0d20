/** Writes an answer: one header block, one string with its length, nothing for HEAD, 204 and 304. */
import type { Answer, Exchange } from './exchange.ts'
import type { FixedHeaders } from './fixed-headers.ts'

export function send(x: Exchange, answer: Answer, fixed: FixedHeaders, closing: boolean): void {
  const { req, res } = x
  if (res.headersSent || res.destroyed) return
  for (const name in fixed) res.setHeader(name, fixed[name] as string)
  res.setHeader('x-request-id', x.requestId)
  res.setHeader('traceparent', x.trace.traceparent)
  for (const name in answer.headers) res.setHeader(name, answer.headers[name] as string)
  const ending = x.version?.lifecycle?.headers(x.route, x.parameters)
  for (const name in ending) res.setHeader(name, ending[name] as string)
  if (x.limit !== null) {
    res.setHeader('ratelimit', x.limit.state)
    res.setHeader('ratelimit-policy', x.limit.policy)
  }
  // Node's parser loses what follows a request that asks for another protocol (RFC 9110 §7.8).
  if (closing || req.headers.upgrade !== undefined) res.setHeader('connection', 'close')

  const etag = answer.headers.etag
  if (answer.headers['cache-control'] === undefined) {
    res.setHeader('cache-control', etag === undefined ? 'no-store' : 'private, no-cache')
  }
  const reading = req.method === 'GET' || req.method === 'HEAD'
  if (reading && answer.status === 200 && etag !== undefined && matches(req.headers['if-none-match'], etag)) {
    res.statusCode = 304
    res.end()
    return
  }
  res.statusCode = answer.status
  if (answer.text === null || answer.contentType === null) {
    if (answer.status !== 204 && answer.status !== 304) res.setHeader('content-length', 0)
    res.end()
    return
  }
  res.setHeader('content-type', answer.contentType)
  const content = answer.bytes ?? answer.text
  res.setHeader('content-length', Buffer.byteLength(content))
  res.end(req.method === 'HEAD' ? undefined : content)
}

/** If-None-Match compares weakly (RFC 9110 §13.1.2). */
export function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag)
}
