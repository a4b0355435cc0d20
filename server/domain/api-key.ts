import type { Principal } from './principal.ts'
import { Refusal } from './refusal.ts'

/** A key as it is known after it was made: its secret part is with its owner alone. */
export interface ApiKey extends NewApiKey {
  readonly id: string
  /** How the key begins, to tell it from others. */
  readonly prefix: string
  readonly createdAt: Date
  /** Within a minute; null: never. */
  readonly lastUsedAt: Date | null
  readonly version: number
}

export interface NewApiKey {
  /** Null: it acts for the merchant. */
  readonly partnerId: string | null
  readonly name: string
  readonly scopes: readonly string[]
  /** Null: never. */
  readonly expiresAt: Date | null
}

/** Nobody hands on more than they have. @throws Refusal SCOPE_INSUFFICIENT */
export function checkKeyScopes(wanted: readonly string[], { scopes }: Principal): void {
  const errors = wanted.flatMap((scope, index) =>
    scopes.has(scope)
      ? []
      : [
          {
            in: 'body' as const,
            pointer: `/scopes/${index}`,
            code: 'SCOPE_INSUFFICIENT',
            message: `you lack ${scope}`,
          },
        ],
  )
  if (errors.length > 0) {
    throw new Refusal('SCOPE_INSUFFICIENT', { detail: 'A key has no scope that its maker lacks.', errors })
  }
}

/** More of them would be a way round what is counted for each. */
export const mostKeys = 100

/** @param count of those that whoever asks has made and that hold @throws Refusal VALIDATION_FAILED */
export function checkKeyNumber(count: number): void {
  if (count < mostKeys) return
  const errors = [{ in: 'body' as const, pointer: '', code: 'API_KEYS_TOO_MANY', message: 'revoke a key first' }]
  throw new Refusal('VALIDATION_FAILED', { detail: `Whoever makes keys may have ${mostKeys} of them.`, errors })
}

/** Years ahead. */
const longestLife = 10

/** @param now milliseconds since 1970 @throws Refusal VALIDATION_FAILED unless it lies ahead, ten years at most */
export function checkKeyExpiry(expiresAt: Date | null, now: number): void {
  if (expiresAt === null) return
  const latest = new Date(now)
  latest.setUTCFullYear(latest.getUTCFullYear() + longestLife)
  const isPast = expiresAt.getTime() <= now
  if (!isPast && expiresAt <= latest) return
  const [code, message] = isPast
    ? ['MINIMUM', 'must lie in the future']
    : ['MAXIMUM', `must lie ${longestLife} years ahead at most`]
  throw new Refusal('VALIDATION_FAILED', {
    detail: 'One member or parameter is invalid.',
    errors: [{ in: 'body', pointer: '/expires_at', code, message }],
  })
}
