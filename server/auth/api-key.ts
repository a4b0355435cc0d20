/**
 * API keys: `stk_`, 256 random bits, and a checksum, so that a scanner knows one when it sees one and a typo is refused
 * without a look-up.
 */
import { createHash, randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'

const pattern = /^stk_[A-Za-z0-9_-]{43}[0-9a-f]{8}$/
const prefixLength = 12

export function makeApiKey(): string {
  const body = `stk_${randomBytes(32).toString('base64url')}`
  return `${body}${checksum(body)}`
}

export function wellFormed(key: string): boolean {
  return pattern.test(key) && key.endsWith(checksum(key.slice(0, -8)))
}

export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}

export function prefixOf(key: string): string {
  return key.slice(0, prefixLength)
}

const checksum = (body: string) => crc32(body).toString(16).padStart(8, '0')
