/** Says whether two requests under one idempotency key are the same request. */
import { createHmac, hkdfSync } from 'node:crypto'
import type { Content } from './body.ts'
import type { Exchange } from './exchange.ts'
import type { Operation } from './operation.ts'

interface Fingerprinted {
  readonly operation: Operation
  readonly x: Exchange
  readonly content: Content | null
}

/** Every node needs the same secret. */
export function fingerprintKeyOf(secret: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'stockroom: fingerprints of requests', 32))
}

/**
 * HMAC of the operation and of what was sent to it, so that whoever reads the table cannot try passwords on it; the order
 * of members and white space do not count.
 */
export function fingerprintOf({ operation, x, content }: Fingerprinted, key: Buffer): Buffer {
  return createHmac('sha256', key)
    .update(`${operation.route.id}\n${x.req.url}\n${content?.contentType ?? ''}\n`)
    .update(content === null ? '' : canonical(content.value))
    .digest()
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`
}
