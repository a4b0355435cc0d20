/** A refresh token names its session and carries 256 random bits; only its hash is stored. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

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

const cipher = 'aes-256-gcm'
const [nonceBytes, tagBytes] = [12, 16]

/** For who has the token alone: whoever reads the tables finds nothing. */
export function sealFor(token: string, answer: object): Buffer {
  const nonce = randomBytes(nonceBytes)
  const sealing = createCipheriv(cipher, keyOf(token), nonce)
  const text = Buffer.concat([sealing.update(JSON.stringify(answer), 'utf8'), sealing.final()])
  return Buffer.concat([nonce, sealing.getAuthTag(), text])
}

/** @throws Error where it was sealed for another token */
export function unsealFor(token: string, sealed: Buffer): unknown {
  const opening = createDecipheriv(cipher, keyOf(token), sealed.subarray(0, nonceBytes))
  opening.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
  const text = Buffer.concat([opening.update(sealed.subarray(nonceBytes + tagBytes)), opening.final()])
  return JSON.parse(text.toString('utf8'))
}

/** The token has 256 random bits, so that no salt is needed (RFC 5869 §3.1). */
function keyOf(token: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, '', 'stockroom: the answer to a refresh', 32))
}
