/** Secrets that are made here: 256 random bits, so one fast hash is as safe as a slow one and costs a caller nothing. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export function makeSecret(): string {
  return randomBytes(32).toString('base64url')
}

export function hashSecret(secret: string): string {
  return `sha256:${createHash('sha256').update(secret).digest('base64url')}`
}

/** Compares with every stored hash, whichever matches, so that time does not tell which did. */
export function secretMatches(stored: readonly string[], secret: string): boolean {
  const given = Buffer.from(hashSecret(secret))
  const unknown = hashSecret('')
  let matches = false
  for (const hash of stored.length > 0 ? stored : [unknown]) {
    const kept = Buffer.from(hash)
    const same = kept.length === given.length && timingSafeEqual(kept, given)
    matches = (same && stored.length > 0) || matches
  }
  return matches
}
