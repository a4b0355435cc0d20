/** A refresh token names its session and carries 256 random bits; only its hash is stored. */
import { createHash, randomBytes } from 'node:crypto'

export function makeRefreshToken(sessionId: string): string {
  return `${sessionId}.${randomBytes(32).toString('base64url')}`
}

export function hashRefreshToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Null where it is not a refresh token at all. */
export function sessionOf(token: string): string | null {
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.[A-Za-z0-9_-]{43}$/.exec(token)?.[1] ?? null
}
