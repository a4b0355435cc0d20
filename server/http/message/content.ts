import type { IncomingMessage } from 'node:http'

export function hasContent({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

/** Whether the caller holds its content back until it is told to go on (RFC 9110 §10.1.1). */
export function holdsBack(req: IncomingMessage): boolean {
  return req.httpVersion === '1.1' && req.headers.expect?.toLowerCase() === '100-continue' && hasContent(req)
}
