import type { IncomingMessage } from 'node:http'

export function hasContent({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

/** Expectations are a list; Node leaves 100 Continue to us where it finds it by this pattern. */
const expectsContinue = /(?:^|\W)100-continue(?:$|\W)/i

/** Whether the caller holds its content back until it is told to go on (RFC 9110 §10.1.1). */
export function holdsBack(req: IncomingMessage): boolean {
  return req.httpVersion === '1.1' && expectsContinue.test(req.headers.expect ?? '') && hasContent(req)
}
