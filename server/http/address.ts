import type { IncomingMessage } from 'node:http'
import type { Request } from 'express'

/** The caller's address, behind the proxies that are trusted. */
export function addressOf(req: IncomingMessage): string {
  return (req as Request).ip ?? req.socket.remoteAddress ?? 'unknown'
}
