/** Says whether two requests under one idempotency key are the same request. */
import { createHmac, hkdfSync } from 'node:crypto'
import type { Content } from './body.ts'
import type { Operation } from './operation.ts'
import type { ValidRequest } from './version.ts'

interface Fingerprinted {
  readonly operation: Operation
  readonly request: ValidRequest
  readonly content: Content | null
}

/** Every node needs the same secret. */
export function fingerprintKeyOf(secret: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'stockroom: fingerprints of requests', 32))
}

/**
 * HMAC of the operation and of what was read of the request, so that whoever reads the table cannot try passwords on it. The
 * order of members, white space and the case of UUIDs do not count.
 */
export function fingerprintOf({ operation, request, content }: Fingerprinted, key: Buffer): Buffer {
  return createHmac('sha256', key)
    .update(`${operation.route.id}\n${targetOf(operation, request)}\n${content?.contentType ?? ''}\n`)
    .update(content === null ? '' : canonical(request.body))
    .digest()
}

/** The path and the query with their values as they were read. */
function targetOf({ route }: Operation, { path, query }: ValidRequest): string {
  const filled = route.path.replace(/\{([^{}]+)\}/g, (_, name) => encodeURIComponent(String(path[name])))
  return Object.keys(query).length === 0 ? filled : `${filled}?${canonical(query)}`
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`
}
